"""What is wrong on pages that were visited, and the rules of accessibility that they break."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "selectors": False,
}
AXE = Axe()


@dataclass
class Findings:
    """What was seen wrong on the way, by kind; all empty is what the tests want."""

    accessibility: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    other_hosts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bare_pictures: list[str] = field(default_factory=list)


BARE = """() => [...document.querySelectorAll("main svg[role=img].picture")]
  .filter((svg) => {
    const around = svg.closest(".drawn") ?? svg.closest("figure, section, .card");
    return !around?.querySelector("table, [data-figures]");
  })
  .map((svg) => svg.getAttribute("aria-label"))"""


def bare_pictures(page: Page) -> list[str]:
    """What is drawn without its figures beside it: a table, or a list that says it holds them."""
    found: list[str] = page.evaluate(BARE)
    return found


def broken_rules(page: Page, *, colours: bool = True) -> list[str]:
    """Each rule of WCAG 2.2 A and AA that the page breaks, with the places.

    To compare the colours of all its texts takes longer than everything else together.
    """
    rules = {"rules": {"color-contrast": {"enabled": colours}}}
    found = AXE.run(page, options=RULES | rules).response["violations"]
    return [f"{rule['id']} {[node['html'][:200] for node in rule['nodes'][:4]]}" for rule in found]
