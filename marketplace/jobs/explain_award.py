"""Job: say why an award is as it is, line by line and rule by rule; safe to run again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.runtime import Runtime
from marketplace.services.find_known_awards import find_known_awards
from marketplace.services.record_explanation import (
    ToExplain,
    end_explanation,
    find_to_explain,
    keep_lines,
    keep_rules,
)
from pricing.award import SolverFailed
from pricing.award.problem_file import parse_problem
from pricing.award.reasons.lines import line_documents
from pricing.award.reasons.rule_costs import RuleCost, rule_costs
from pricing.award.rules import settle
from pricing.award.sharing import Known, known_of

TIMES = 3
"All rules together may take so often the time limit of one computation"
EVERY_SECONDS = 1.0


def explain_award(runtime: Runtime, *, solve_id: str) -> None:
    """Keep the lines at once, the rules as they come; nothing when it has ended before."""
    wanted = UUID(solve_id)
    with runtime.database.single_statements() as session:
        asked = find_to_explain(session, wanted)
        known = [] if asked is None else find_known_awards(session, asked.rfq_id)
    if asked is None:
        return
    try:
        _explain(runtime, wanted, asked, known)
        failure = None
    except SolverFailed:
        failure = "solver_failed"
    with runtime.database.unit_of_work() as session:
        end_explanation(session, solve_id=wanted, now=now_of(session), failure=failure)


def _explain(runtime: Runtime, solve_id: UUID, asked: ToExplain, known: list[Known]) -> None:
    problem = parse_problem(asked.problem)
    award = known_of(problem, asked.result)
    if award is None:
        raise SolverFailed("only a solved award is explained")
    lines = dict(line_documents(settle(problem, award.carriers)))
    with runtime.database.unit_of_work() as session:
        keep_lines(session, solve_id=solve_id, lines=lines)
    seconds = runtime.config.solve_seconds
    costs = rule_costs(
        award,
        known,
        runtime.solver,
        seconds=TIMES * seconds,
        each_seconds=seconds,
        told=_Teller(runtime, solve_id).tell,
    )
    with runtime.database.unit_of_work() as session:
        keep_rules(session, solve_id=solve_id, costs=costs)


class _Teller:
    """Keeps costs as they come, at most about once a second."""

    def __init__(self, runtime: Runtime, solve_id: UUID) -> None:
        self.keep = partial(keep_rules, solve_id=solve_id)
        self.runtime = runtime
        self.told_at = 0.0

    def tell(self, costs: Sequence[RuleCost]) -> None:
        if time.monotonic() < self.told_at + EVERY_SECONDS:
            return
        self.told_at = time.monotonic()
        with self.runtime.database.unit_of_work() as session:
            self.keep(session, costs=costs)
