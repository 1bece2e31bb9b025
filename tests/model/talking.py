"""Rules of an RFQ's turns: questions and answers, amendments, too few quotes, another run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.services.allow_opening import allow_opening
from marketplace.services.amend_rfq import Changes, amend_rfq
from marketplace.services.answer_question import answer_question
from marketplace.services.ask_question import ask_question
from marketplace.services.fail_rfq import fail_rfq
from marketplace.services.rerun_rfq import rerun_rfq
from tests.factories.people import Actor
from tests.model.asking import Asking
from tests.model.wishes import N
from tests.model.world import pick

QUESTIONS = """
    SELECT q.*, r.state AS rfq_state, r.quotes_due_at, g.organiser_id FROM rfq_questions q
    JOIN rfqs r ON r.id = q.rfq_id JOIN group_buys g ON g.id = q.group_buy_id
    WHERE q.group_buy_id = ANY(:ids)
    ORDER BY array_position(:ids, q.group_buy_id), r.number, q.number
"""


class Talking(Asking):
    """Mixed into the machine."""

    def not_quoting(self, rfq: Any, state: str) -> list[str]:
        """Why the RFQ may not be talked about now."""
        if state != "quoting":
            return ["rfq_not_quoting"]
        return [] if self.world.now() < rfq.quotes_due_at else ["too_late"]

    @precondition(lambda self: self.has_rfq("quoting"))
    @rule(at=N, by=N)
    def ask(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "quoting")
        who = self.mostly(pick(self.world.carriers, by), by // 4)
        reasons = [] if who in self.world.carriers else ["not_found"]
        reasons += self.not_quoting(rfq, rfq.state)
        self.world.attempt(
            "ask",
            reasons,
            ask_question,
            rfq_id=rfq.id,
            kind="question",
            text="Which building?",
            identity=who.identity,
        )

    @precondition(lambda self: self.world.rows(QUESTIONS, ids=self.ids))
    @rule(of=N, by=N)
    def reply(self, of: int, by: int) -> None:
        question = pick(self.world.rows(QUESTIONS, ids=self.ids), of)
        who = self.mostly(self.organiser(question), by)
        reasons = self.only_organiser(who, question)
        reasons += self.not_quoting(question, question.rfq_state)
        reasons += ["illegal_move"] if question.state == "answered" else []
        self.world.attempt(
            "reply",
            reasons,
            answer_question,
            question_id=question.id,
            answer="The third.",
            identity=who.identity,
        )

    @precondition(lambda self: self.has_rfq("quoting"))
    @rule(at=N, by=N, days=st.sampled_from([None, 2, 9]))
    def amend(self, at: int, by: int, days: int | None) -> None:
        """It voids what was sealed: the checker says so after the opening."""
        rfq = self.rfq(at, "quoting")
        who = self.mostly(self.organiser(rfq), by)
        later = None if days is None else rfq.quotes_due_at + timedelta(days=days)
        reasons = self.only_organiser(who, rfq) + self.not_quoting(rfq, rfq.state)
        self.world.attempt(
            "amend",
            reasons,
            amend_rfq,
            rfq_id=rfq.id,
            text="One more building",
            changes=Changes(quotes_due_at=later),
            identity=who.identity,
        )

    @precondition(lambda self: self.has_rfq("short"))
    @rule(at=N, by=N)
    def allow(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "short")
        who = self.mostly(self.world.reviewer, by)
        reasons = [] if who is self.world.reviewer else ["not_found", "forbidden"]
        if rfq.state != "short":
            reasons.append("rfq_not_short")
        elif rfq.profile != "simple" or not rfq.quotes_received:
            reasons.append("allowing_impossible")
        self.world.attempt(
            "allow",
            reasons,
            allow_opening,
            rfq_id=rfq.id,
            reason="Only one carrier serves the corridor",
            identity=who.identity,
        )

    @precondition(lambda self: self.has_rfq("short", "opened"))
    @rule(at=N, by=N, days=st.integers(1, 9))
    def run_again(self, at: int, by: int, days: int) -> None:
        rfq = self.rfq(at, "short", "opened")
        who = self.mostly(self.organiser(rfq), by)
        reasons = self.only_organiser(who, rfq)
        if rfq.state == "quoting":
            reasons.append("rfq_still_quoting")
        elif rfq.state not in ("short", "opened") or rfq.buy_state not in ("quoting", "opened"):
            reasons.append("illegal_move")
        reasons += ["rerun_after_shortfall"] if self.fell_short(rfq) else []
        self.world.attempt(
            "run_again",
            reasons,
            rerun_rfq,
            rfq_id=rfq.id,
            reason="Too few quotes",
            quotes_due_at=self.world.now() + timedelta(days=days),
            identity=who.identity,
        )

    def fell_short(self, rfq: Any) -> bool:
        """Whether a settlement of this RFQ found a shortfall: then only the re-award is left."""
        short = """SELECT 1 FROM awards WHERE rfq_id = :id AND round = 1
                   AND state = 'superseded' AND settled_at IS NOT NULL"""
        return bool(self.world.rows(short, id=rfq.id))

    @precondition(lambda self: self.has_rfq("short"))
    @rule(at=N, by=st.integers(0, 40))
    def give_up(self, at: int, by: int) -> None:
        rfq = self.rfq(at, "short")
        who: Actor = self.mostly(self.organiser(rfq), by)
        reasons = self.only_organiser(who, rfq)
        reasons += [] if rfq.state == "short" else ["rfq_not_short"]
        self.world.attempt(
            "give_up",
            reasons,
            fail_rfq,
            rfq_id=rfq.id,
            reason="Nobody quotes",
            identity=who.identity,
        )
