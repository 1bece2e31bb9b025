"""A new award: its rows, its notice to all concerned, and the end of the one it supersedes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import AcceptanceState, AwardEvent, AwardState
from marketplace.domain.working_days import Windows, local_day
from marketplace.errors import Conflict
from marketplace.models import (
    Award,
    AwardLine,
    Line,
    Organisation,
    Quote,
    QuotePrice,
    RfqLine,
    Solve,
)
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.carry_over import survived
from marketplace.services.tell_award import tell_award
from pricing.terms import schedule


@dataclass(frozen=True)
class Grounds:
    """What an award rests on beside its solution."""

    windows: Windows
    reason: str = ""
    cheapest_minor: int | None = None
    previous: Award | None = None
    "the award that it supersedes; still standing or superseded before"
    superseded_reason: str = ""
    "needed while `previous` still stands"
    round: int = 1
    carried: Sequence[AwardLine] = ()
    """rows of `previous` that go over as they are, answers and all, and final (`held`). Of the
    solution only the other lines are taken"""
    agreed: Mapping[UUID, AwardLine] = field(default_factory=dict)
    "by line that is awarded again, what its member agreed to: it survives at no higher price"


def new_award(
    session: Session, solve: Solve, grounds: Grounds, *, by: Identity | None, now: datetime
) -> Award:
    """Publish an award by a solved computation. The group buy must be locked and has moved.

    A standing `previous` is superseded in the same transaction. Every line of the RFQ has a row:
    carried over, as the solution has it, or unserved. Raises Conflict (award_serves_nothing,
    quote_expires).
    """
    award = _award(solve, grounds, by, now)
    rows = _rows(session, award, solve, grounds)
    if all(row["carrier_id"] is None for row in rows):
        raise Conflict("award_serves_nothing")
    new = {row["carrier_id"] for row in rows if not row.get("held")} - {None}
    _refuse_expiring(session, award, new)
    previous = grounds.previous
    if previous is not None and previous.state == AwardState.STANDING:
        supersede_award(session, previous, reason=grounds.superseded_reason, by=by, now=now)
    session.add(award)
    session.flush()
    session.execute(sa.insert(AwardLine), rows)
    record(
        session,
        award,
        "award",
        by=by,
        now=now,
        to_state=str(award.state),
        reason=grounds.reason or None,
        solve_id=str(solve.id),
        scenario=solve.scenario,
        served=sum(row["carrier_id"] is not None for row in rows),
        lines=len(rows),
    )
    tell_award(session, award, "award_published", due_at=award.acceptance_opens_at, now=now)
    return award


def supersede_award(
    session: Session, award: Award, *, reason: str, by: Identity | None, now: datetime
) -> None:
    """End a standing award, whose row is locked; it stays readable with the reason."""
    award.superseded_at, award.superseded_reason = now, reason
    award.clock_stopped_at = None
    award.advance(AwardEvent.SUPERSEDE, by=by, now=now, reason=reason)
    session.flush()


def _award(solve: Solve, grounds: Grounds, by: Identity | None, now: datetime) -> Award:
    result: dict[str, Any] = solve.result or {}
    return Award(
        id=uuid4(),
        group_buy_id=solve.group_buy_id,
        rfq_id=solve.rfq_id,
        solve_id=solve.id,
        state=AwardState.STANDING,
        round=grounds.round,
        previous_id=grounds.previous.id if grounds.previous else None,
        scenario=solve.scenario,
        parameters=solve.parameters,
        reason=grounds.reason,
        objective_minor=result["objective_minor"],
        cheapest_minor=grounds.cheapest_minor,
        lower_bound_minor=result["lower_bound_minor"],
        proven=result["status"] == "optimal",
        awarded_at=now,
        awarded_by=by.user_id if by else None,
        acceptance_opens_at=grounds.windows.acceptance_opens_at,
        acceptance_due_at=grounds.windows.acceptance_due_at,
    )


def _rows(session: Session, award: Award, solve: Solve, grounds: Grounds) -> list[dict[str, Any]]:
    """One row per line: carried over, or what it won, split into its schedule of payments."""
    kept = {row.line_id: _carried(award, row) for row in grounds.carried}
    carriers = _carriers_by_code(session, solve.rfq_id)
    charges = _charges(session, solve.rfq_id)
    lines = session.execute(
        sa.select(RfqLine.line_id, RfqLine.reference, RfqLine.ceiling_minor, Line.term_months)
        .join(Line, Line.id == RfqLine.line_id)
        .where(RfqLine.rfq_id == solve.rfq_id)
    )
    assigned = {row["line"]: row for row in (solve.result or {})["assignments"]}
    rows = list(kept.values())
    for line in lines:
        if line.line_id in kept:
            continue
        row, won = _empty_row(award, line), assigned.get(line.reference)
        if won is not None and won["carrier"] is not None:
            carrier_id = carriers[won["carrier"]]
            one_off, monthly = charges[carrier_id, line.line_id]
            row |= _won(won, carrier_id, one_off, monthly, line.term_months)
        rows.append(survived(row, grounds.agreed.get(line.line_id)))
    return rows


def _carried(award: Award, before: AwardLine) -> dict[str, Any]:
    columns = [column.key for column in sa.inspect(AwardLine).column_attrs]
    row = {name: getattr(before, name) for name in columns}
    return row | {"id": uuid4(), "award_id": award.id, "held": True}


def _empty_row(award: Award, line: Any) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "award_id": award.id,
        "line_id": line.line_id,
        "group_buy_id": award.group_buy_id,
        "carrier_id": None,
        "list_minor": None,
        "discount_bps": None,
        "price_minor": None,
        "ceiling_minor": line.ceiling_minor,
        "one_off_minor": None,
        "first_month_minor": None,
        "monthly_minor": None,
        "acceptance": AcceptanceState.UNSERVED,
    }


def _won(
    assigned: dict[str, Any], carrier_id: UUID, one_off: int, monthly: int, months: int
) -> dict[str, Any]:
    parts = schedule(one_off, monthly, months, assigned["discount_bps"])
    return {
        "carrier_id": carrier_id,
        "list_minor": assigned["list_minor"],
        "discount_bps": assigned["discount_bps"],
        "price_minor": assigned["price_minor"],
        "one_off_minor": parts.one_off_minor,
        "first_month_minor": parts.first_month_minor,
        "monthly_minor": parts.monthly_minor,
        "acceptance": AcceptanceState.PENDING,
    }


def _carriers_by_code(session: Session, rfq_id: UUID) -> dict[str, UUID]:
    rows = session.execute(
        sa.select(Organisation.uscc, Organisation.id)
        .join(Quote, Quote.carrier_id == Organisation.id)
        .where(Quote.rfq_id == rfq_id)
    )
    return dict(rows.all())


def _charges(session: Session, rfq_id: UUID) -> dict[tuple[UUID, UUID], tuple[int, int]]:
    """One-off and monthly before the discount, by carrier and line."""
    rows = session.execute(
        sa.select(
            Quote.carrier_id, QuotePrice.line_id, QuotePrice.one_off_minor, QuotePrice.monthly_minor
        )
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(QuotePrice.rfq_id == rfq_id)
    )
    return {(carrier, line): (one_off, monthly) for carrier, line, one_off, monthly in rows}


def _refuse_expiring(session: Session, award: Award, carriers: set[Any]) -> None:
    """A winner's quote must hold until the members have answered."""
    last = local_day(award.acceptance_due_at)
    expiring = session.scalars(
        sa.select(Quote.valid_until).where(
            Quote.rfq_id == award.rfq_id,
            Quote.carrier_id.in_(carriers),
            Quote.valid_until < last,
        )
    ).first()
    if expiring is not None:
        raise Conflict("quote_expires", valid_until=expiring.isoformat(), needed=last.isoformat())
