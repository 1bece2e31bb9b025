"""docs/walkthrough.md does what it says: its very commands, run against the whole marketplace."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from marketplace.config import ROOT
from tests.e2e.running import running

BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands() -> str:
    """Every bash block of the walkthrough, in order, as one script."""
    text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    return "set -euo pipefail\n" + "\n".join(BLOCK.findall(text))


@pytest.fixture
def marketplace(tmp_path_factory) -> Iterator[dict[str, str]]:
    """The marketplace as `make run` starts it, on a new `var`; yields the environment to use."""
    var = tmp_path_factory.mktemp("walkthrough")
    var.chmod(0o755)
    with running(var, MARKETPLACE_DEMO="0") as environ:
        yield environ


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
