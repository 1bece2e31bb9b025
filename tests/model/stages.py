"""How a life begins: at once, or with its first group buy brought as far as some stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.model.serving import CONTRACTS, Serving

PLAIN: dict[str, Any] = {
    "ladder": {"measure": "mbps", "tiers": [(0, 0), (300, 500), (1000, 1200)]},
    "cap": None,
    "thresholds": None,
    "extension_days": None,
    "days": 5,
}
WISH = {
    "mbps": 100,
    "corridor": "SHA-HKG",
    "own_limit_bps": None,
    "present_monthly_minor": None,
}
OFFER: dict[str, Any] = {
    "percent": 75,
    "corridors": ("SHA-HKG", "SHA-SIN"),
    "ladder": False,
    "firm": 0,
}
STAGES = ("draft", "open", "locked", "quoting", "opened", "awarded", "answering", "settled")
LEGAL = 1
"a number by which the one who may is picked"


class Stages(Serving):
    """Mixed into the machine: the same acts, each of which must succeed."""

    def bring_to(self, stage: str) -> None:
        steps: list[Callable[[], None]] = [
            self._draft,
            self._open,
            self._lock,
            self._quote,
            self._open_quotes,
            self._award,
            self._wait_for_answers,
            self._settle,
        ]
        for step in steps[: STAGES.index(stage) + 1]:
            step()

    def _draft(self) -> None:
        self.draft(0, PLAIN)

    def _open(self) -> None:
        self.open(LEGAL, LEGAL)
        for number in range(3):
            wish = WISH | {"mbps": (100, 400, 60)[number]}
            self.join(LEGAL, number, [wish, WISH] if number else [wish], False)

    def _lock(self) -> None:
        self.world.set_clock(self.buy(LEGAL).locks_at)
        self.lock(LEGAL, LEGAL)

    def _quote(self) -> None:
        self.issue(LEGAL, LEGAL, 4, None)
        for number, percent in enumerate((75, 80, 95)):
            self.seal(LEGAL, number + 4, OFFER | {"percent": percent})

    def _open_quotes(self) -> None:
        self.world.set_clock(self.rfq(LEGAL).quotes_due_at)
        self.open_envelopes(LEGAL, LEGAL)
        self.compute(LEGAL, LEGAL)

    def _award(self) -> None:
        self.award(LEGAL, LEGAL, LEGAL)

    def _wait_for_answers(self) -> None:
        self.world.set_clock(self.an_award(LEGAL).acceptance_opens_at)

    def _settle(self) -> None:
        for number in range(1, 6):
            self.answer(LEGAL, LEGAL, number if number % 4 else 7, True)
        award = self.an_award(LEGAL)
        self.world.set_clock(award.acceptance_due_at + timedelta(seconds=1))
        self.settle(LEGAL, LEGAL)
        assert self.world.rows(CONTRACTS, ids=self.buys)
