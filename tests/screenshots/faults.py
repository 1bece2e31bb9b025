"""What is wrong with how a page looks: cut, overlapping, too small, in the wrong language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from marketplace.config import ROOT

SCRIPT = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
LOOK = SCRIPT[SCRIPT.index("({ language") :]


@cache
def typed_in_the_demo() -> str:
    """What the people of the demo have written: names, addresses, reasons, in either language."""
    data = (path for path in (ROOT / "demo").rglob("*") if path.suffix in {".csv", ".json"})
    acts = (ROOT / "marketplace" / "cli").glob("demo_*.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in (*data, *acts))


def faults_of(page: Page, language: str, typed: str = "") -> list[str]:
    """One line for each fault of the page as it stands, read in `zh` or `en`.

    `typed` holds what people wrote, which may be in any language.
    """
    found: list[str] = page.evaluate(LOOK, {"language": language, "typed": typed})
    return found
