"""Random problems of 10 to 40 lines, some rules to each: too large to try every award."""

import random
from typing import Any

from tests.pricing.award.problems import MEASURES

Doc = dict[str, Any]
LOTS = ("SHA-HKG", "SHA-SIN", "PEK-FRA", "CAN-LAX")


def midsize_problem(seed: int, most: int = 40) -> Doc:
    """The problem of this seed, of 10 to so many lines; a few have no award."""
    return _Midsize(random.Random(seed), most).problem()


class _Midsize:
    def __init__(self, chance: random.Random, most: int) -> None:
        self.chance = chance
        self.names = [f"C{at}" for at in range(chance.randint(2, 5))]
        lots = chance.sample(LOTS, chance.randint(1, 4))
        count = chance.randint(10, most)
        self.lines = [self._line(at, chance.choice(lots)) for at in range(count)]
        self.lots = sorted({line["lot"] for line in self.lines})
        self.mbps = sum(line["mbps"] for line in self.lines)

    def problem(self) -> Doc:
        paired = self._maybe(0.4)
        for at in range(0, len(self.lines) - 1, 2) if paired else ():
            if self._maybe(0.3):
                self.lines[at]["diverse_from"] = self.lines[at + 1]["id"]
        return {
            "format": "award-problem/1",
            "currency": "CNY",
            "lines": self.lines,
            "quotes": [self._quote(name) for name in self.names],
            "rules": self._rules(),
        }

    def _maybe(self, part: float) -> bool:
        return self.chance.random() < part

    def _line(self, at: int, lot: str) -> Doc:
        mbps = self.chance.choice([10, 20, 50, 100, 200])
        line = {"id": f"L{at}", "lot": lot, "member": f"M{at % 5}", "mbps": mbps}
        if self._maybe(0.7):
            line["outside_option_minor"] = 1000 + mbps * self.chance.randint(90, 160)
        if self._maybe(0.1):
            line["ceiling_minor"] = 1000 + mbps * self.chance.randint(105, 140)
        return line

    def _quote(self, name: str) -> Doc:
        level = self.chance.randint(85, 110)
        prices = {
            line["id"]: 1000 + line["mbps"] * (level + self.chance.randint(-12, 12))
            for line in self.lines
            if self._maybe(0.9)
        }
        quote: Doc = {"carrier": name, "prices_minor": prices, "ladders": self._ladders()}
        if self._maybe(0.3):
            rates = [self.chance.randint(100, 900) for _ in range(self.chance.randint(1, 2))]
            quote["bundles"] = [
                {"id": f"B{at}", "lots": self._some(), "discount_bps": rate}
                for at, rate in enumerate(rates)
            ]
        measure = self.chance.choice(MEASURES)
        if self._maybe(0.15):
            quote["minimum_award"] = {
                "measure": measure,
                "at_least": self._part(measure, 0.05, 0.3),
            }
        if self._maybe(0.2):
            most = self._part(measure, 0.2, 0.7)
            quote["capacities"] = [{"lots": self._some(), "measure": measure, "at_most": most}]
        return quote

    def _some(self) -> Any:
        some = self.chance.sample(self.lots, self.chance.randint(1, len(self.lots)))
        return "all" if self._maybe(0.3) else some

    def _part(self, measure: str, low: float, high: float) -> int:
        """A part of what all lines count in the measure."""
        whole = {"lines": len(self.lines), "mbps": self.mbps, "spend": 100 * self.mbps}[measure]
        return 1 + int(whole * self.chance.uniform(low, high))

    def _ladders(self) -> list[Doc]:
        parts: list[Any] = ["all"] if self._maybe(0.7) else [[lot] for lot in self.lots]
        return [self._ladder(at, part, len(parts)) for at, part in enumerate(parts)]

    def _ladder(self, at: int, lots: Any, parts: int) -> Doc:
        measure = self.chance.choice(MEASURES)
        bounds = {self._part(measure, 0.1 / parts, 0.7 / parts) for _ in range(2)}
        tiers = [{"from": 0, "discount_bps": 0}] + [
            {"from": bound, "discount_bps": 150 + 350 * step + self.chance.randint(0, 200)}
            for step, bound in enumerate(sorted(bounds))
        ]
        return {"id": f"T{at}", "lots": lots, "measure": measure, "tiers": tiers}

    def _rules(self) -> Doc:
        rules: Doc = {}
        if self._maybe(0.4):
            least = self.chance.randint(0, 2)
            rules["winners"] = {"at_least": least, "at_most": self.chance.randint(2, 3)}
        if self._maybe(0.2):
            rules["winners_per_lot_at_most"] = self.chance.randint(1, 2)
        if self._maybe(0.25):
            rules["shares"] = [self._share()]
        return rules

    def _share(self) -> Doc:
        share: Doc = {
            "carrier": self.chance.choice(["any", *self.names]),
            "lots": self._some(),
            "measure": self.chance.choice(["lines", "mbps"]),
            "at_most_bps": self.chance.choice([4000, 5000, 6666, 8000]),
        }
        if self._maybe(0.4):
            share["at_least_bps"] = self.chance.choice([500, 1000, 2000])
        return share
