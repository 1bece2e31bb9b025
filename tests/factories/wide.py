"""A request for quotes as wide as a real one: sixty lines, four lots, three terms, six sizes."""

from __future__ import annotations

from typing import Any

from tests.factories.locked import Locked
from tests.factories.people import Actor, People

CORRIDORS = ("SHA-HKG", "SHA-SIN", "SHA-TYO", "SHA-FRA")
SIZES = (10, 20, 50, 100, 200, 500)
TERMS = (12, 24, 36)
MONTH = {"SHA-HKG": 210, "SHA-SIN": 420, "SHA-TYO": 380, "SHA-FRA": 900}
"yuan a Mbps of the smallest size"
RTT = {"SHA-HKG": 32, "SHA-SIN": 65, "SHA-TYO": 42, "SHA-FRA": 180}
MEMBERS, LINES = 12, 60


def wide_lines() -> list[list[dict[str, Any]]]:
    """The lines of each member."""
    lines: list[list[dict[str, Any]]] = [[] for _ in range(MEMBERS)]
    for number in range(LINES):
        lines[number % MEMBERS].append(
            {
                "corridor": CORRIDORS[number % 4],
                "mbps": SIZES[number * 5 % 6],
                "term_months": TERMS[number // 4 % 3],
            }
        )
    return lines


class Wide(Locked):
    """Issued, with one invited carrier that has no price book."""

    def __init__(self, people: People) -> None:
        self.carrier: Actor = people.carrier()
        super().__init__(people, *wide_lines())
        self.rfq = self.issue()
        self.path = f"/rfqs/{self.rfq['id']}"


def rate_sheet(header: bool = True) -> str:
    """A rate card for all of it, as its rows are copied from a spreadsheet."""
    heads = ["corridor", "product", "Mbps", "months", "protection", "one-off", "monthly"]
    rows = [[*heads, "round trip", "availability", "days"]] if header else []
    for corridor in CORRIDORS:
        for term in TERMS:
            for size in SIZES:
                monthly = MONTH[corridor] * size**0.86 * {12: 1, 24: 0.93, 36: 0.88}[term]
                price = [f"{round(monthly * 1.3):,}", f"¥{round(monthly):,}.00"]
                key = [corridor, "IPLC", str(size), str(term), "none"]
                rows.append([*key, *price, str(RTT[corridor]), "99.95%", "45"])
    return "\n".join("\t".join(row) for row in rows)
