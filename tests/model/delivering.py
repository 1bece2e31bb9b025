"""Rules of the installation: milestones and tests in their order, then the line is live."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.services.delay_milestone import delay_milestone
from marketplace.services.finish_milestone import finish_milestone
from marketplace.services.record_line_test import record_line_test
from marketplace.services.report_live import report_live
from tests.model.serving import Serving
from tests.model.wishes import N
from tests.model.world import pick

STEPS = """
    SELECT m.*, c.carrier_id, c.state AS contract_state, k.live_on, k.ended_at
    FROM milestones m JOIN contract_lines k ON k.id = m.contract_line_id
    JOIN contracts c ON c.id = k.contract_id JOIN lines l ON l.id = k.line_id
    WHERE m.group_buy_id = ANY(:ids)
    ORDER BY array_position(CAST(:people AS uuid[]),
             l.member_id), l.number, l.mbps, m.due_on, m.kind
"""
INSTALLING = """
    SELECT k.*, c.carrier_id, c.state AS contract_state, l.mbps, r.rtt_floor_us,
           (SELECT t.passed FROM line_tests t WHERE t.contract_line_id = k.id
            ORDER BY t.recorded_at DESC, t.id DESC LIMIT 1) AS passed
    FROM contract_lines k JOIN contracts c ON c.id = k.contract_id
    JOIN lines l ON l.id = k.line_id JOIN corridors r ON r.id = l.corridor_id
    WHERE k.group_buy_id = ANY(:ids) AND c.state IN ('in_force', 'completed')
      AND k.ended_at IS NULL
    ORDER BY array_position(CAST(:people AS uuid[]), l.member_id), l.number, l.mbps, k.price_minor
"""


class Delivering(Serving):
    """Mixed into the machine."""

    def carrier_of(self, thing: Any) -> Any:
        return next(c for c in self.world.carriers if c.id == thing.carrier_id)

    def steps(self) -> list[Any]:
        return self.world.rows(STEPS, ids=self.ids)

    def installing(self) -> list[Any]:
        return self.world.rows(INSTALLING, ids=self.ids)

    @precondition(lambda self: self.steps())
    @rule(of=N, by=N)
    def finish(self, of: int, by: int) -> None:
        planned = [s for s in self.steps() if s.state == "planned"]
        step = pick(planned or self.steps(), of)
        who = self.mostly(self.carrier_of(step), by)
        reasons = [] if who.id == step.carrier_id else ["not_found", "forbidden"]
        reasons += [] if step.state == "planned" else ["illegal_move"]
        reasons += self.over(step) or self.out_of_turn(step)
        self.world.attempt(
            "finish",
            reasons,
            finish_milestone,
            milestone_id=step.id,
            done_on=self.today(),
            identity=who.identity,
        )

    def over(self, step: Any) -> list[str]:
        """Nothing of a line is done any more once it is live, or its contract has ended."""
        reasons = [] if step.contract_state == "in_force" else ["contract_not_in_force"]
        reasons += ["contract_not_in_force"] if step.ended_at else []
        return reasons + (["already_live"] if step.live_on else [])

    def out_of_turn(self, step: Any) -> list[str]:
        """The test step needs a passed test, ready for service every other step."""
        (line,) = [k for k in self.installing() if k.id == step.contract_line_id]
        others = [s for s in self.steps() if s.contract_line_id == line.id and s.id != step.id]
        reasons = []
        if step.kind in ("test", "ready_for_service") and not line.passed:
            reasons.append("test_missing" if line.passed is None else "test_failed")
        if step.kind == "ready_for_service" and any(s.state != "done" for s in others):
            reasons.append("milestones_open")
        return reasons

    @precondition(lambda self: self.steps())
    @rule(of=N, by=N, days=st.integers(0, 30))
    def delay(self, of: int, by: int, days: int) -> None:
        step = pick(self.steps(), of)
        who = self.mostly(self.carrier_of(step), by)
        reasons = [] if who.id == step.carrier_id else ["not_found", "forbidden"]
        reasons += [] if step.state == "planned" else ["illegal_move"]
        reasons += self.over(step)
        self.world.attempt(
            "delay",
            reasons,
            delay_milestone,
            milestone_id=step.id,
            expected_on=self.today(days),
            reason="The landing station is full",
            identity=who.identity,
        )

    @precondition(lambda self: self.installing())
    @rule(of=N, by=N, how=st.sampled_from(["good", "good", "good", "slow", "impossible"]))
    def test(self, of: int, by: int, how: str) -> None:
        line = pick(self.installing(), of)
        who = self.mostly(self.carrier_of(line), by)
        reasons = [] if who.id == line.carrier_id else ["not_found", "forbidden"]
        reasons += ["rtt_below_floor"] if how == "impossible" else []
        reasons += ["contract_not_in_force"] if line.contract_state != "in_force" else []
        reasons += ["already_live"] if line.live_on else []
        rtt = {"good": line.rtt_floor_us + 1, "slow": 9_000_000, "impossible": 1}[how]
        self.world.attempt(
            "test",
            reasons,
            record_line_test,
            contract_line_id=line.id,
            tested_on=self.today(),
            rtt_us=rtt,
            throughput_mbps=line.mbps,
            identity=who.identity,
        )

    @precondition(lambda self: self.installing())
    @rule(of=N, by=N)
    def go_live(self, of: int, by: int) -> None:
        line = pick(self.installing(), of)
        who = self.mostly(self.carrier_of(line), by)
        steps = [s for s in self.steps() if s.contract_line_id == line.id]
        reasons = [] if who.id == line.carrier_id else ["not_found", "forbidden"]
        reasons += ["contract_not_in_force"] if line.contract_state != "in_force" else []
        reasons += ["already_live"] if line.live_on else []
        reasons += ["milestones_open"] if any(s.state != "done" for s in steps) else []
        if not line.passed:
            reasons.append("test_missing" if line.passed is None else "test_failed")
        self.world.attempt(
            "go_live",
            reasons,
            report_live,
            contract_id=line.contract_id,
            line_id=line.id,
            live_on=self.today(),
            identity=who.identity,
        )
