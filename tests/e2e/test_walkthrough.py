"""docs/walkthrough.md does what it says: its very commands, run against the whole marketplace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.config import ROOT

BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def commands() -> str:
    """Every bash block of the walkthrough, in order, as one script."""
    text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    return "set -euo pipefail\n" + "\n".join(BLOCK.findall(text))


@pytest.fixture
def marketplace(tmp_path_factory) -> Iterator[dict[str, str]]:
    """The marketplace as `make run` starts it, on a new `var`; yields the environment to use."""
    var = tmp_path_factory.mktemp("walkthrough")
    var.chmod(0o755)
    environ = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "MARKETPLACE_VAR": str(var),
        "MARKETPLACE_DEMO": "0",
        "MARKETPLACE_DEMO_CLOCK": "1",
        "PYTHON": sys.executable,
        "TMPDIR": str(var),
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


def address(out: Path, process: subprocess.Popen[bytes], seconds: float = 90) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = ADDRESS.search(out.read_text())
        if found:
            return found.group()
        time.sleep(0.3)
    raise AssertionError(out.read_text())


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_walkthrough_leads_from_sign_up_to_conclusion_and_through_a_reaward(marketplace):
    script = subprocess.run(
        ["bash", "-c", commands()],
        cwd=ROOT,
        env=marketplace,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )

    assert script.returncode == 0, script.stdout[-3000:] + script.stderr[-3000:]
    assert "concluded" in script.stdout.splitlines()
    assert "optimal" in script.stdout.splitlines()
    assert "reaward" in script.stdout.splitlines()
