"""The marketplace as `make run` starts it, on a `var` of its own, for the length of a block."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.config import ROOT

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def running(var: Path, **settings: str) -> Iterator[dict[str, str]]:
    """Yields the environment of the run; `BASE` is where it answers."""
    environ = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "MARKETPLACE_VAR": str(var),
        "MARKETPLACE_DEMO_CLOCK": "1",
        "PYTHON": sys.executable,
        "TMPDIR": str(var),
        **settings,
    }
    with (var / "run.out").open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.run"], cwd=ROOT, env=environ, stdout=out, stderr=out
        )
    try:
        yield environ | {"BASE": address(var / "run.out", process)}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def address(out: Path, process: subprocess.Popen[bytes], seconds: float = 300) -> str:
    """Where it says that it answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = ADDRESS.search(out.read_text())
        if found:
            return found.group()
        time.sleep(0.3)
    raise AssertionError(out.read_text())
