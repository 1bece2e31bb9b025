"""Scenarios side by side: total, extra cost over the cheapest, winners, affected members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from marketplace.domain.award_reading import Share, read_shares
from marketplace.domain.lives import SolveState
from marketplace.domain.member_costs import costs_by_member
from marketplace.domain.scenarios import (
    ASKED,
    Scenario,
    ScenarioName,
    asked_of,
    fingerprint,
    place,
    under,
)
from marketplace.domain.stated_rules import StatedRule, stated_rules
from marketplace.errors import NotFound
from marketplace.models import Line, Organisation, Quote, Rfq, RfqLine, Solve
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_problem import build_problem
from pricing.award.changes import Affected, affected, extra_bps
from pricing.award.scenarios import Asked

Document = dict[str, Any]


@dataclass(frozen=True)
class ScenarioSeen:
    """One scenario of the present quotes; without a solution all but its state is empty."""

    scenario: Scenario
    solve: Solve
    carrier: Organisation | None
    "the one it goes without"
    price_minor: int | None = None
    extra_minor: int | None = None
    "over the cheapest that is solved"
    extra_bps: int | None = None
    served: int = 0
    unserved: list[str] = field(default_factory=list)
    "references"
    shares: list[Share] = field(default_factory=list)
    by_lot: dict[str, list[Share]] = field(default_factory=dict)
    affected: Affected | None = None
    "against the cheapest; None for the cheapest itself"
    members: list[Organisation] = field(default_factory=list)
    "the affected ones, by name"
    costs: dict[str, int] = field(default_factory=dict)
    "by member's id, what its lines cost in all, those left out at their outside option"
    conflicts: list[StatedRule] = field(default_factory=list)

    @property
    def solved(self) -> bool:
        return self.solve.state == SolveState.SOLVED

    @property
    def winners(self) -> list[Share]:
        return [share for share in self.shares if share.carrier is not None]

    @property
    def objective_minor(self) -> int | None:
        return self.solve.result["objective_minor"] if self.solved and self.solve.result else None

    @property
    def lower_bound_minor(self) -> int | None:
        return self.solve.result["lower_bound_minor"] if self.solved and self.solve.result else None

    @property
    def proven(self) -> bool:
        return bool(self.solved and self.solve.result and self.solve.result["status"] == "optimal")


@dataclass(frozen=True)
class Comparison:
    """Every scenario that was asked of the present lines and quotes, the cheapest first."""

    rfq: Rfq
    lines: int
    carriers: dict[str, Organisation]
    "those with a usable quote, by the code that the documents name them with"
    scenarios: list[ScenarioSeen]
    next_best: list[ScenarioSeen] = field(default_factory=list)
    "of one or the other of them, without some winners"
    members: dict[str, Organisation] = field(default_factory=dict)
    "by id"

    @property
    def cheapest(self) -> ScenarioSeen | None:
        found = (s for s in self.scenarios if s.scenario.name == ScenarioName.CHEAPEST)
        return next(found, None)

    def of(self, asked: Asked) -> ScenarioSeen | None:
        found = (s for s in (*self.scenarios, *self.next_best) if asked_of(s.scenario) == asked)
        return next(found, None)


def find_scenarios(session: Session, *, rfq_id: UUID, identity: Identity) -> Comparison:
    """The comparison of an RFQ, empty before anything is asked. Raises NotFound, Forbidden."""
    rfq = session.scalars(
        sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    ).one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.AWARD_READ, identity, rfq.group_buy)
    problem = build_problem(session, rfq_id)
    current = _current(session, rfq_id, problem)
    members = _members(session, rfq_id)
    base = _base(current)
    carriers = _carriers(session, rfq_id)
    seen = [_seen(one, solve, problem, base, members, carriers) for one, solve in current]
    named = [one for one in seen if one.scenario.name in ASKED]
    return Comparison(
        rfq,
        len(problem["lines"]),
        carriers,
        sorted(named, key=lambda one: place(one.scenario)),
        [one for one in seen if one.scenario.name == ScenarioName.NEXT_BEST],
        {str(one.id): one for one in members.values()},
    )


def _current(session: Session, rfq_id: UUID, problem: Document) -> list[tuple[Scenario, Solve]]:
    """The newest solve of each scenario that was solved for the lines and quotes of now."""
    solves = session.scalars(
        sa.select(Solve)
        .where(Solve.rfq_id == rfq_id, Solve.scenario != str(ScenarioName.REAWARD))
        .options(defer(Solve.problem))
        .order_by(Solve.requested_at.desc(), Solve.id)
    )
    found: dict[tuple[str, Any], tuple[Scenario, Solve]] = {}
    for solve in solves:
        scenario = Scenario(ScenarioName(solve.scenario), solve.parameters)
        if scenario.key in found:
            continue
        if solve.problem_sha256 == fingerprint(under(problem, scenario)):
            found[scenario.key] = scenario, solve
    return list(found.values())


def _base(current: list[tuple[Scenario, Solve]]) -> Document | None:
    """The result of the cheapest, if it is solved."""
    for scenario, solve in current:
        if scenario.name == ScenarioName.CHEAPEST and solve.state == SolveState.SOLVED:
            return solve.result
    return None


def _seen(
    scenario: Scenario,
    solve: Solve,
    problem: Document,
    base: Document | None,
    members: dict[str, Organisation],
    carriers: dict[str, Organisation],
) -> ScenarioSeen:
    without = carriers.get(scenario.parameters.get("carrier", ""))
    result = solve.result
    if result is None or solve.state != SolveState.SOLVED:
        paths = result["conflicts"] if result else []
        conflicts = stated_rules(under(problem, scenario), paths)
        return ScenarioSeen(scenario, solve, without, conflicts=conflicts)
    shares, by_lot = read_shares(problem, result)
    extra = None if base is None else result["objective_minor"] - base["objective_minor"]
    member_of = {line: str(one.id) for line, one in members.items()}
    changed = _affected(scenario, base, result, member_of)
    unserved = [row["line"] for row in result["assignments"] if row["carrier"] is None]
    return ScenarioSeen(
        scenario,
        solve,
        without,
        price_minor=sum(share.price_minor for share in shares),
        extra_minor=extra,
        extra_bps=None
        if extra is None or base is None
        else extra_bps(base["objective_minor"], extra),
        served=len(result["assignments"]) - len(unserved),
        unserved=unserved,
        shares=shares,
        by_lot=by_lot,
        affected=changed,
        members=_named(changed, members),
        costs=costs_by_member(problem, result, member_of),
    )


def _affected(
    scenario: Scenario,
    base: Document | None,
    result: Document,
    member_of: dict[str, str],
) -> Affected | None:
    if base is None or scenario.name == ScenarioName.CHEAPEST:
        return None
    return affected(base, result, member_of)


def _named(changed: Affected | None, members: dict[str, Organisation]) -> list[Organisation]:
    wanted = set() if changed is None else changed.members
    found = {one.id: one for one in members.values() if str(one.id) in wanted}
    return sorted(found.values(), key=lambda one: one.name_zh)


def _members(session: Session, rfq_id: UUID) -> dict[str, Organisation]:
    """The member of each line, by the line's reference."""
    rows = session.execute(
        sa.select(RfqLine.reference, Organisation)
        .join(Line, Line.id == RfqLine.line_id)
        .join(Organisation, Organisation.id == Line.member_id)
        .where(RfqLine.rfq_id == rfq_id)
    )
    return dict(rows.all())


def _carriers(session: Session, rfq_id: UUID) -> dict[str, Organisation]:
    found = session.scalars(
        sa.select(Organisation)
        .join(Quote, Quote.carrier_id == Organisation.id)
        .where(Quote.rfq_id == rfq_id, Quote.usable)
        .order_by(Organisation.uscc)
    )
    return {carrier.uscc: carrier for carrier in found}
