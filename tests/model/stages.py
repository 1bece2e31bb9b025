"""How a life begins: at once, or with its first group buy brought as far as some stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis.stateful import rule

from tests.model.delivering import Delivering
from tests.model.looking import BUYS
from tests.model.serving import CONTRACT_LINES, CONTRACTS
from tests.model.wishes import N
from tests.model.world import pick

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
STAGES = (
    "draft",
    "open",
    "locked",
    "quoting",
    "opened",
    "awarded",
    "answering",
    "settled",
    "in_force",
)
LEGAL = 1
"a number by which the one who may is picked"


class Stages(Delivering):
    """Mixed into the machine: the same acts, each of which must succeed."""

    @rule(at=N, by=N)
    def press_on(self, at: int, by: int) -> None:
        """The next step on the way of one group buy, by those whose turn it is."""
        buy = pick(self.world.rows(BUYS, ids=self.buys), at)
        self.only = [buy.id]
        try:
            getattr(self, f"_from_{buy.state}", lambda _: None)(by)
        finally:
            self.only = []

    def _from_draft(self, _: int) -> None:
        self.open(LEGAL, LEGAL)

    def _from_open(self, by: int) -> None:
        if by % 3:
            self.join(LEGAL, by // 3, [WISH], False)
        else:
            self.world.set_clock(max(self.world.now(), self.buy(LEGAL).locks_at))
            self.lock(LEGAL, LEGAL)

    def _from_locked(self, by: int) -> None:
        self.issue(LEGAL, LEGAL, 1 + by % 9, None)

    def _from_quoting(self, by: int) -> None:
        if by % 3:
            self.seal(LEGAL, by, OFFER | {"percent": 60 + by % 40})
        else:
            self.world.set_clock(max(self.world.now(), self.rfq(LEGAL).quotes_due_at))
            self.open_envelopes(LEGAL, LEGAL)

    def _from_opened(self, _: int) -> None:
        self.compute(LEGAL, LEGAL)
        self.release_findings()
        self.award(LEGAL, LEGAL, LEGAL)

    def _from_awarded(self, by: int) -> None:
        award = self.an_award(LEGAL)
        if award.settled_at is not None:
            self._deliver(by)
        elif self.world.now() < award.acceptance_opens_at:
            self.world.set_clock(award.acceptance_opens_at)
        else:
            self.answer(LEGAL, LEGAL, LEGAL, bool(by % 6))
            self.settle(LEGAL, LEGAL)

    def _deliver(self, by: int) -> None:
        drawn = self.has_contract("drawn")
        if drawn and by % 3:
            self.decide_archive(LEGAL, LEGAL, by, bool(by % 8))
        elif drawn:
            self.sign(LEGAL, LEGAL, bool(by % 2))
        elif self.has_contract("in_force"):
            self._install(by)

    def _install(self, by: int) -> None:
        if any(line.passed is None for line in self.installing()):
            self.test(by, LEGAL, "good")
        if any(step.state == "planned" for step in self.steps()):
            self.finish(by, LEGAL)
        else:
            self.go_live(by, LEGAL)

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
            self._sign,
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
        assert self.world.rows(CONTRACTS, ids=self.ids)

    def _sign(self) -> None:
        for contract in self.world.rows(CONTRACTS, ids=self.ids):
            for line in self.world.rows(CONTRACT_LINES, contract=contract.id):
                self.decide_line(contract, line, self.party(contract, member=False), yes=True)
        for member in (True, False):
            for contract in self.world.rows(CONTRACTS, ids=self.ids):
                self.sign_for(contract, self.party(contract, member))
