"""The machine: random lives of several group buys, with every invariant checked on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from marketplace.jobs.sweep_deadlines import sweep_deadlines
from marketplace.services.check_invariants import check_invariants
from tests.model.stages import STAGES, Stages
from tests.model.wishes import terms
from tests.model.world import START, World, pick

DEADLINES = """
    SELECT locks_at AS due FROM group_buys WHERE id = ANY(:ids) AND state = 'open'
    UNION SELECT quotes_due_at FROM rfqs WHERE group_buy_id = ANY(:ids) AND state = 'quoting'
    UNION SELECT acceptance_opens_at FROM awards
      WHERE group_buy_id = ANY(:ids) AND state = 'standing' AND settled_at IS NULL
    UNION SELECT acceptance_due_at FROM awards
      WHERE group_buy_id = ANY(:ids) AND state = 'standing' AND settled_at IS NULL
    UNION SELECT due_at FROM award_confirmations
      WHERE group_buy_id = ANY(:ids) AND state = 'pending'
    UNION SELECT sign_due_at FROM contracts WHERE group_buy_id = ANY(:ids) AND state = 'drawn'
"""
CEILINGS = """
    SELECT id, least(own_limit_minor, shown_minor, locked_minor) AS ceiling
    FROM lines WHERE group_buy_id = ANY(:ids) AND state = 'pooled'
"""


class Lives(Stages, RuleBasedStateMachine):
    """Several organisers, members, carriers; one clock, which every process shares."""

    world: ClassVar[World]  # type: ignore[misc]
    checked_every: ClassVar[int] = 4

    def __init__(self) -> None:
        super().__init__()
        self.buys: list[UUID] = []
        self.only: list[UUID] = []
        self.changed: set[UUID] = set()
        "lines that their own member has just changed"
        self.ceilings: dict[UUID, int] = {}
        self.taken = 0

    @initialize(stage=st.sampled_from(STAGES[1:]), other=terms)
    def begin(self, stage: str, other: dict[str, Any]) -> None:
        self.world.set_clock(START)
        self.bring_to(stage)
        self.draft(1, other)

    @rule(which=st.integers(0, 7), seconds=st.sampled_from([-1, 0, 0, 1]))
    def go_to_a_deadline(self, which: int, seconds: int) -> None:
        """One second before it, to it, or one second past it."""
        due = sorted(r.due for r in self.world.rows(DEADLINES, ids=self.buys) if r.due)
        wanted = pick(due, which) + timedelta(seconds=seconds) if due else START
        if wanted > self.world.now():
            self.world.set_clock(wanted)

    @rule(hours=st.integers(1, 60))
    def let_time_pass(self, hours: int) -> None:
        self.world.set_clock(self.world.now() + timedelta(hours=hours))

    @precondition(lambda self: self.late())
    @rule()
    def sweep(self) -> None:
        sweep_deadlines(self.world.runtime)
        assert self.world.failures.found == []
        self.do_jobs()
        self.print_documents()
        assert not self.late(), ("the sweep left undone", self.late())

    def late(self) -> list[Any]:
        """What is due and not done."""
        now = self.world.now()
        return [r for r in self.world.rows(LATE, ids=self.buys) if r.due <= now]

    @invariant()
    def nobody_but_its_member_raises_a_ceiling(self) -> None:
        if not self.buys:
            return
        now = {r.id: r.ceiling for r in self.world.rows(CEILINGS, ids=self.buys)}
        for line, before in self.ceilings.items():
            assert line in self.changed or now.get(line, before) <= before, line
        self.ceilings, self.changed = now, set()

    @invariant()
    def everything_holds(self) -> None:
        self.taken += 1
        if self.taken % self.checked_every == 0:
            self.check()

    def check(self) -> None:
        if self.buys:
            with self.world.database.unit_of_work() as session:
                found = check_invariants(session, only=self.buys)
            assert not found, [str(violation) for violation in found]

    def teardown(self) -> None:
        self.check()
        self.world.done["life"] += 1
        self.world.done["step"] += self.taken


LATE = """
    SELECT 'lock' AS what, id, locks_at AS due FROM group_buys
      WHERE id = ANY(:ids) AND state = 'open'
    UNION ALL SELECT 'quotes', id, quotes_due_at FROM rfqs
      WHERE group_buy_id = ANY(:ids) AND state = 'quoting'
    UNION ALL SELECT 'settle', a.id, a.acceptance_due_at FROM awards a
      JOIN group_buys g ON g.id = a.group_buy_id
      WHERE a.group_buy_id = ANY(:ids) AND a.state = 'standing' AND a.settled_at IS NULL
        AND g.state = 'awarded' AND a.clock_stopped_at IS NULL
    UNION ALL SELECT 'confirm', c.id, c.due_at FROM award_confirmations c
      JOIN group_buys g ON g.id = c.group_buy_id
      WHERE c.group_buy_id = ANY(:ids) AND c.state = 'pending' AND g.state = 'awarded'
    UNION ALL SELECT 'sign', id, sign_due_at FROM contracts
      WHERE group_buy_id = ANY(:ids) AND state = 'drawn'
"""
"What is due, and nobody had to be asked for"
