"""Rules of the screens: the worker's run, hearings, and a reviewer's decisions on what holds."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.domain.screens import Outcome
from marketplace.jobs.screen_quotes import screen_quotes
from marketplace.services.decide_screen import decide_screen
from marketplace.services.hear_bidder import ask_bidder, state_case
from tests.model.talking import Talking
from tests.model.wishes import N
from tests.model.world import pick

UNSCREENED = """
    SELECT r.id FROM rfqs r WHERE r.group_buy_id = ANY(:ids) AND r.state = 'opened'
      AND NOT EXISTS (SELECT FROM screen_runs s WHERE s.rfq_id = r.id) ORDER BY r.opened_at
"""
HITS = """
    SELECT h.*, r.state AS rfq_state, g.state AS buy_state, EXISTS (
        SELECT FROM screen_decisions d WHERE d.hit_id = h.id AND d.outcome <> 'upheld') AS settled
    FROM screen_hits h JOIN rfqs r ON r.id = h.rfq_id JOIN group_buys g ON g.id = h.group_buy_id
    WHERE h.group_buy_id = ANY(:ids)
    ORDER BY array_position(:ids, h.group_buy_id), r.number, h.screen, h.figures::text, h.carriers
"""
HEARINGS = """
    SELECT s.* FROM screen_hearings s WHERE s.group_buy_id = ANY(:ids)
    ORDER BY s.asked_at, array_position(CAST(:people AS uuid[]), s.carrier_id)
"""


class Screening(Talking):
    """Mixed into the machine."""

    def screen(self) -> None:
        """Opened RFQs are screened, as the worker would do it."""
        for rfq in self.world.rows(UNSCREENED, ids=self.ids):
            screen_quotes(self.world.runtime, rfq_id=str(rfq.id))
        self.world.kept.clear()

    def held(self, rfq: Any) -> bool:
        hits = self.world.rows(HITS, ids=self.ids)
        return any(h.rfq_id == rfq.id and h.effect == "hold" and not h.settled for h in hits)

    def release_findings(self) -> None:
        """The reviewer lets go on whatever is held."""
        for hit in self.world.rows(HITS, ids=self.ids):
            if not hit.settled:
                self._decide(hit, Outcome.RELEASED, self.world.reviewer, ())

    @precondition(lambda self: self.world.rows(HITS, ids=self.ids))
    @rule(at=N, by=N, outcome=st.sampled_from(list(Outcome)))
    def decide_finding(self, at: int, by: int, outcome: Outcome) -> None:
        hit = pick(self.world.rows(HITS, ids=self.ids), at)
        named = hit.carriers[:1] if outcome == Outcome.SET_ASIDE else ()
        self._decide(hit, outcome, self.mostly(self.world.reviewer, by), named)

    def _decide(self, hit: Any, outcome: Outcome, who: Any, named: Any) -> None:
        reasons = [] if who is self.world.reviewer else ["forbidden"]
        reasons += ["screen_settled"] if hit.settled else []
        if named:
            reasons += [] if hit.kind == "deemed" else ["set_aside_of_suspicion"]
            reasons += [] if self._heard(hit, named[0]) else ["hearing_needed"]
            if hit.rfq_state != "opened" or hit.buy_state != "opened":
                reasons.append("rfq_not_opened")
        self.world.attempt(
            f"decide {outcome}",
            reasons,
            decide_screen,
            perhaps=["reaward_needed"] if named else [],
            hit_id=hit.id,
            outcome=outcome,
            reason="as heard",
            set_aside=named,
            identity=who.identity,
        )

    def _heard(self, hit: Any, carrier: Any) -> bool:
        now = self.world.now()
        return any(
            h.hit_id == hit.id and h.carrier_id == carrier and (h.stated_at or now >= h.due_at)
            for h in self.world.rows(HEARINGS, ids=self.ids)
        )

    @precondition(lambda self: self.world.rows(HITS, ids=self.ids))
    @rule(at=N, by=N)
    def hear(self, at: int, by: int) -> None:
        hit = pick(self.world.rows(HITS, ids=self.ids), at)
        who = self.mostly(self.world.reviewer, by)
        asked = self.world.rows(HEARINGS, ids=self.ids)
        reasons = [] if who is self.world.reviewer else ["forbidden"]
        reasons += ["screen_settled"] if hit.settled else []
        if any(h.hit_id == hit.id and h.carrier_id == hit.carriers[0] for h in asked):
            reasons.append("bidder_asked")
        self.world.attempt(
            "hear",
            reasons,
            ask_bidder,
            hit_id=hit.id,
            carrier_id=hit.carriers[0],
            question="who wrote it",
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(HEARINGS, ids=self.ids))
    @rule(at=N, by=N)
    def state_a_case(self, at: int, by: int) -> None:
        hearing = pick(self.world.rows(HEARINGS, ids=self.ids), at)
        bidder = next(a for a in self.world.carriers if a.id == hearing.carrier_id)
        who = self.mostly(bidder, by)
        reasons = [] if who is bidder else ["not_found", "forbidden"]
        reasons += ["case_stated"] if hearing.stated_at else []
        reasons += ["too_late"] if self.world.now() >= hearing.due_at else []
        self.world.attempt(
            "state case",
            reasons,
            state_case,
            hearing_id=hearing.id,
            statement="we wrote it",
            identity=who.identity,
        )
