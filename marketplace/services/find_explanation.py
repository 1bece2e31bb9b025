"""Why an award is as it is: what each rule costs, and one line's carrier against the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from marketplace.domain.stated_rules import StatedRule, stated_rules
from marketplace.errors import NotFound
from marketplace.models import Explanation, Line, Organisation, RfqLine, Solve
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_solve
from marketplace.services.find_solution import quoting_carriers

Document = dict[str, Any]
_COST = ("how", "least_minor", "most_minor", "without_minor")


@dataclass(frozen=True)
class RuleCostSeen:
    """What a rule costs, between two amounts that are equal where it is exact."""

    rule: StatedRule
    how: str
    least_minor: int
    most_minor: int
    without_minor: int | None


@dataclass(frozen=True)
class ExplanationSeen:
    """What is known so far; the rules in the order of their paths' kinds."""

    explanation: Explanation
    has_lines: bool
    rules: list[RuleCostSeen]

    @property
    def waits(self) -> bool:
        return self.explanation.explained_at is None


@dataclass(frozen=True)
class LineExplained:
    """One line and where it could go; rules that a move would break, by their paths."""

    solve: Solve
    row: RfqLine
    options: list[Document]
    rules: dict[str, StatedRule]
    carriers: dict[str, Organisation]
    "by the code that the options name them with"


def find_explanation(session: Session, *, solve_id: UUID, identity: Identity) -> ExplanationSeen:
    """The explanation of a solve, ended or not. Raises NotFound (also when nobody asked)."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    found = explanation_of(session, solve)
    if found is None:
        raise NotFound()
    return found


def explanation_of(session: Session, solve: Solve) -> ExplanationSeen | None:
    """Of a solve that the caller has found; None before anybody asked."""
    row = session.execute(
        sa.select(Explanation, Explanation.lines.is_not(None))
        .where(Explanation.solve_id == solve.id)
        .options(defer(Explanation.lines))
    ).one_or_none()
    if row is None:
        return None
    explanation, has_lines = row
    costs = explanation.rules or []
    rules = stated_rules(solve.problem, [cost["path"] for cost in costs])
    seen = [
        RuleCostSeen(rule=rule, **{name: cost[name] for name in _COST})
        for rule, cost in zip(rules, costs, strict=True)
    ]
    return ExplanationSeen(explanation, has_lines, seen)


def find_line_explained(
    session: Session, *, solve_id: UUID, reference: str, identity: Identity
) -> LineExplained:
    """The line's options in this award. Raises NotFound (also before it is explained)."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    options = session.scalar(
        sa.select(Explanation.lines[reference]["options"]).where(Explanation.solve_id == solve_id)
    )
    row = session.scalars(
        sa.select(RfqLine)
        .where(RfqLine.rfq_id == solve.rfq_id, RfqLine.reference == reference)
        .options(joinedload(RfqLine.lot), joinedload(RfqLine.line).joinedload(Line.member))
    ).one_or_none()
    if options is None or row is None:
        raise NotFound()
    paths = {path for option in options for path in option.get("breaks", ())}
    rules = {rule.path: rule for rule in stated_rules(solve.problem, sorted(paths))}
    return LineExplained(solve, row, options, rules, quoting_carriers(session, solve.rfq_id))
