"""Rules of the award: computed, picked, answered by the members, settled."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.jobs.solve_award import solve_award
from marketplace.services.award_lines import award_lines
from marketplace.services.decide_award_line import accept_award_line, decline_award_line
from marketplace.services.request_solve import request_solve
from marketplace.services.settle_acceptance import settle_acceptance
from tests.factories.people import Actor
from tests.model.screening import Screening
from tests.model.wishes import N
from tests.model.world import pick

SOLVES = """
    SELECT s.* FROM solves s JOIN rfqs r ON r.id = s.rfq_id WHERE s.group_buy_id = ANY(:ids)
    ORDER BY array_position(:ids, s.group_buy_id), r.number, s.requested_at, s.scenario
"""
AWARDS = """
    SELECT a.*, g.state AS buy_state, g.organiser_id FROM awards a
    JOIN group_buys g ON g.id = a.group_buy_id
    WHERE a.group_buy_id = ANY(:ids)
    ORDER BY array_position(:ids, a.group_buy_id), a.awarded_at, a.round
"""
AWARD_LINES = """
    SELECT x.*, l.member_id FROM award_lines x JOIN lines l ON l.id = x.line_id
    WHERE x.award_id = :award
    ORDER BY array_position(CAST(:people AS uuid[]), l.member_id), l.number, l.mbps, x.price_minor
"""


class Awarding(Screening):
    """Mixed into the machine."""

    @precondition(lambda self: self.has_rfq("opened"))
    @rule(at=N, by=N)
    def compute(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "opened")
        who = self.mostly(self.organiser(rfq), by)
        reasons = self.only_organiser(who, rfq)
        reasons += [] if rfq.state == "opened" else ["rfq_not_opened"]
        self.world.attempt(
            "compute",
            reasons,
            request_solve,
            rfq_id=rfq.id,
            identity=who.identity,
        )
        self.do_jobs()

    def do_jobs(self) -> None:
        """Screens and solves that wait, as the worker would do them."""
        self.screen()
        for solve in self.world.rows(SOLVES, ids=self.ids):
            if solve.state == "requested":
                solve_award(self.world.runtime, solve_id=str(solve.id))
                self.world.kept.clear()

    @precondition(lambda self: self.has("opened") and self.world.rows(SOLVES, ids=self.ids))
    @rule(at=N, by=N, of=N)
    def award(self, at: int, by: int, of: int) -> None:
        self.do_jobs()
        rfq = self.rfq(at, "opened")
        solves = self.world.rows(SOLVES, ids=self.ids)
        own = [solve for solve in solves if solve.rfq_id == rfq.id] or solves
        solve = pick(own, of) if of % 8 else pick(solves, of // 8)
        who = self.mostly(self.organiser(rfq), by)
        reasons = self.only_organiser(who, rfq) + self.not_awardable(rfq, solve)
        self.world.attempt(
            "award",
            reasons,
            award_lines,
            perhaps=["award_serves_nothing", "rerun_needed", "quote_expires"],
            rfq_id=rfq.id,
            solve_id=solve.id,
            reason="as computed",
            identity=who.identity,
        )

    def not_awardable(self, rfq: Any, solve: Any) -> list[str]:
        reasons = [] if rfq.buy_state == "opened" else ["illegal_move"]
        if rfq.state != "opened":
            reasons.append("rfq_not_opened")
        if self.held(rfq):
            reasons.append("award_held")
        if solve.rfq_id != rfq.id:
            reasons.append("not_known")
        elif solve.state != "solved":
            reasons.append("solve_not_solved")
        before = [a for a in self.world.rows(AWARDS, ids=self.ids) if a.rfq_id == rfq.id]
        short = any(a.settled_at and a.round == 1 and a.state == "superseded" for a in before)
        if short != (solve.scenario == "reaward"):
            reasons += ["reaward_needed", "solve_stale"]
        return reasons

    def an_award(self, number: int) -> Any:
        """An award, mostly one whose members are to answer."""
        found = self.world.rows(AWARDS, ids=self.ids)
        meant = [a for a in found if a.state == "standing" and a.buy_state == "awarded"]
        return pick(meant, number) if meant and number % 8 else pick(found, number // 8)

    def not_answering(self, award: Any, line: Any, who: Actor) -> list[str]:
        """Why this one may not answer to this line now."""
        reasons = [] if who.id == line.member_id else ["not_found", "forbidden"]
        now = self.world.now()
        if award.state != "standing" or award.buy_state != "awarded":
            reasons.append("award_not_standing")
        if now < award.acceptance_opens_at:
            reasons.append("too_early")
        if now >= award.acceptance_due_at:
            reasons.append("too_late")
        if award.settled_at is not None:
            reasons.append("award_settled")
        if award.clock_stopped_at is not None:
            reasons.append("award_clock_stopped")
        if line.held:
            reasons.append("answer_final")
        return reasons

    @precondition(lambda self: self.world.rows(AWARDS, ids=self.ids))
    @rule(at=N, by=N, of=N, yes=st.sampled_from([True, True, True, False]))
    def answer(self, at: int, by: int, of: int, yes: bool) -> None:
        award = self.an_award(at)
        lines = self.world.rows(AWARD_LINES, award=award.id)
        waiting = [line for line in lines if line.acceptance == "pending"]
        line = pick(waiting or lines, of) if of % 4 else pick(lines, of // 4)
        member = next(m for m in self.world.members if m.id == line.member_id)
        who = self.mostly(member, by)
        reasons = self.not_answering(award, line, who)
        reasons += ["line_unserved"] if line.acceptance == "unserved" else []
        self.world.attempt(
            "accept" if yes else "decline",
            reasons,
            accept_award_line if yes else decline_award_line,
            perhaps=["place_taken"],
            award_line_id=line.id,
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(AWARDS, ids=self.ids))
    @rule(at=N, by=N)
    def settle(self, at: int, by: int) -> None:
        award = self.an_award(at)
        who = self.mostly(self.organiser(award), by)
        reasons = self.only_organiser(who, award)
        lines = self.world.rows(AWARD_LINES, award=award.id)
        pending = any(line.acceptance == "pending" for line in lines)
        left_out = any(line.acceptance == "unserved" and not line.held for line in lines)
        if award.settled_at is not None:
            reasons.append("award_settled")
        if award.state != "standing" or award.buy_state != "awarded":
            reasons.append("award_not_standing")
        if award.clock_stopped_at is not None:
            reasons.append("award_clock_stopped")
        opens_at = award.acceptance_due_at if pending else award.acceptance_opens_at
        if self.world.now() < opens_at:
            reasons.append("too_early")
        # A line that was left out may still take a quote, if there is one for it.
        may_wait = left_out and self.world.now() < award.acceptance_due_at
        self.world.attempt(
            "settle",
            reasons,
            settle_acceptance,
            perhaps=["too_early"] if may_wait else [],
            award_id=award.id,
            identity=who.identity,
        )
        self.do_jobs()
