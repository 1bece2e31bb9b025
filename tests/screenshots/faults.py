"""What is wrong with how a page looks: cut, overlapping, too small, in the wrong language."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
LOOK = SCRIPT[SCRIPT.index("(language)") :]


def faults_of(page: Page, language: str) -> list[str]:
    """One line for each fault of the page as it stands; `language` is `zh` or `en`."""
    found: list[str] = page.evaluate(LOOK, language)
    return found
