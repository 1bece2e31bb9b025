"""A node of the marketplace whose own clock is wrong: a process that does what it is told.

    python -m tests.jobs.host HOURS     lines of JSON in, a line of JSON out for each

`{"sweep": true}` runs the deadlines' job; `{"method": .., "path": .., "token": .., "body": ..}`
sends a request to the application. `{"clock": true}` asks what time the process believes it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine

from marketplace.config import ROOT


class Host:
    """The other side of the pipe."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, **told: Any) -> dict[str, Any]:
        self.tell(**told)
        return self.hear()

    def tell(self, **told: Any) -> None:
        assert self.process.stdin
        print(json.dumps(told), file=self.process.stdin, flush=True)

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        return dict(json.loads(self.process.stdout.readline()))


@contextmanager
def host(hours: int, env: dict[str, str]) -> Iterator[Host]:
    """A process whose clock is so many hours off, in another time zone."""
    argv = [sys.executable, "-m", "tests.jobs.host", str(hours)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(argv, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True)
    try:
        yield Host(process)
    finally:
        process.communicate(timeout=120)


def _main(hours: int) -> None:
    wrong = datetime.now(UTC) + timedelta(hours=hours)
    with time_machine.travel(wrong, tick=True):
        from wsgi import app

        for line in sys.stdin:
            print(json.dumps(_answer(app, json.loads(line))), flush=True)
        app.extensions["marketplace"].database.close()


def _answer(app: Any, told: dict[str, Any]) -> dict[str, Any]:
    from marketplace.jobs.sweep_deadlines import sweep_deadlines

    if "clock" in told:
        return {"now": datetime.now(UTC).isoformat()}
    if "sweep" in told:
        sweep_deadlines(app.extensions["marketplace"])
        return {"swept": True}
    answer = app.test_client().open(
        f"/api/v1{told['path']}",
        method=told["method"],
        json=told["body"],
        headers={"Authorization": f"Bearer {told['token']}", "Idempotency-Key": uuid4().hex},
    )
    return {"status": answer.status_code, "code": (answer.json or {}).get("code")}


if __name__ == "__main__":
    _main(int(sys.argv[1]))
