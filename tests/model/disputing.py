"""Rules of what may come in between: complaints, other bidders' quotes, prices to be confirmed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.services.answer_award_complaint import answer_award_complaint
from marketplace.services.choose_other_quote import choose_other_quote
from marketplace.services.decide_confirmation import confirm_prices, decline_prices
from marketplace.services.file_award_complaint import file_award_complaint
from marketplace.services.withdraw_award_complaint import withdraw_award_complaint
from tests.model.awarding import AWARD_LINES, AWARDS, Awarding
from tests.model.wishes import N
from tests.model.world import pick

COMPLAINTS = """
    SELECT c.*, a.state AS award_state, a.settled_at, a.round, g.organiser_id
    FROM award_complaints c
    JOIN awards a ON a.id = c.award_id JOIN group_buys g ON g.id = c.group_buy_id
    WHERE c.group_buy_id = ANY(:ids)
    ORDER BY c.filed_at, array_position(CAST(:people AS uuid[]), c.complainant_id)
"""
CONFIRMATIONS = """
    SELECT * FROM award_confirmations WHERE group_buy_id = ANY(:ids)
    ORDER BY asked_at, array_position(CAST(:people AS uuid[]), carrier_id)
"""
PARTIES = """
    SELECT l.member_id AS id FROM award_lines x JOIN lines l ON l.id = x.line_id
      WHERE x.award_id = :award
    UNION SELECT q.carrier_id FROM quotes q JOIN awards a ON a.rfq_id = q.rfq_id
      WHERE a.id = :award
"""
OBSTACLES = (
    "not_known",
    "own_award",
    "quote_capacity_full",
    "quote_below_minimum",
    "quote_expires_before_due",
    "pair_same_carrier",
    "consent_required",
)


class Disputing(Awarding):
    """Mixed into the machine."""

    @precondition(lambda self: self.world.rows(AWARDS, ids=self.ids))
    @rule(at=N, by=N)
    def complain(self, at: int, by: int) -> None:
        award = self.an_award(at)
        parties = {r.id for r in self.world.rows(PARTIES, award=award.id)}
        inside = [a for a in self.world.everybody if a.id in parties]
        who = pick(inside * 3 + self.world.everybody, by)
        reasons = [] if who.id in parties else ["not_found", "forbidden"]
        if award.state != "standing" or award.buy_state != "awarded" or award.settled_at:
            reasons.append("award_not_standing")
        elif award.clock_stopped_at is None and self.world.now() >= award.acceptance_opens_at:
            reasons.append("too_late")
        made = [c for c in self.complaints() if c.award_id == award.id]
        reasons += ["complaint_made"] if any(c.complainant_id == who.id for c in made) else []
        self.world.attempt(
            "complain",
            reasons,
            file_award_complaint,
            award_id=award.id,
            text="The ladder was misread",
            identity=who.identity,
        )

    def complaints(self) -> list[Any]:
        return self.world.rows(COMPLAINTS, ids=self.ids)

    @precondition(lambda self: self.complaints())
    @rule(of=N, by=N, how=st.sampled_from(["dismissed", "dismissed", "none", "reaward", "rerun"]))
    def answer_complaint(self, of: int, by: int, how: str) -> None:
        open_ones = [c for c in self.complaints() if c.state == "filed"]
        complaint = pick(open_ones or self.complaints(), of)
        answering = [self.organiser(complaint), self.world.reviewer]
        who = self.mostly(pick(answering, by), by // 4)
        reasons = [] if who in answering else ["not_found", "forbidden"]
        reasons += [] if complaint.state == "filed" else ["illegal_move"]
        if how in ("reaward", "rerun") and complaint.award_state != "standing":
            reasons.append("effect_on_superseded")
        if how in ("reaward", "rerun") and complaint.round > 1:
            reasons.append("effect_after_shortfall")
        if complaint.settled_at and complaint.award_state == "standing":
            reasons.append("award_settled")
        dismissed = how == "dismissed"
        self.world.attempt(
            "answer_complaint",
            reasons,
            answer_award_complaint,
            complaint_id=complaint.id,
            decision="dismissed" if dismissed else "upheld",
            answer="As the problem file shows",
            effect="none" if dismissed else how,
            identity=who.identity,
        )

    @precondition(lambda self: self.complaints())
    @rule(of=N, by=N)
    def withdraw_complaint(self, of: int, by: int) -> None:
        complaint = pick(self.complaints(), of)
        theirs = [a for a in self.world.everybody if a.id == complaint.complainant_id]
        who = self.mostly(theirs[0], by)
        reasons = [] if who in theirs else ["not_found"]
        reasons += [] if complaint.state == "filed" else ["illegal_move"]
        self.world.attempt(
            "withdraw_complaint",
            reasons,
            withdraw_award_complaint,
            complaint_id=complaint.id,
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(AWARDS, ids=self.ids))
    @rule(at=N, by=N, of=N, whose=N, consent=st.booleans())
    def choose(self, at: int, by: int, of: int, whose: int, consent: bool) -> None:
        award = self.an_award(at)
        line = pick(self.world.rows(AWARD_LINES, award=award.id), of)
        member = next(m for m in self.world.members if m.id == line.member_id)
        who = self.mostly(member, by)
        carrier = pick(self.world.carriers, whose)
        self.world.attempt(
            "choose",
            self.not_answering(award, line, who),
            choose_other_quote,
            perhaps=OBSTACLES,
            award_line_id=line.id,
            carrier_id=carrier.id,
            consent=consent,
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(CONFIRMATIONS, ids=self.ids))
    @rule(of=N, by=N, yes=st.booleans())
    def confirm(self, of: int, by: int, yes: bool) -> None:
        asked = pick(self.world.rows(CONFIRMATIONS, ids=self.ids), of)
        carrier = next(c for c in self.world.carriers if c.id == asked.carrier_id)
        who = self.mostly(carrier, by)
        reasons = [] if who is carrier else ["not_found", "forbidden"]
        reasons += [] if asked.state == "pending" else ["confirmation_decided"]
        reasons += [] if self.world.now() < asked.due_at else ["too_late"]
        self.world.attempt(
            "confirm" if yes else "let_go",
            reasons,
            confirm_prices if yes else decline_prices,
            confirmation_id=asked.id,
            identity=who.identity,
        )
