"""The organiser awards the lines by a solved scenario; the standstill and acceptance follow."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.lives import AcceptanceState, AwardState, GroupBuyEvent, SolveState
from marketplace.domain.working_days import award_windows, local_day
from marketplace.errors import Conflict, invalid
from marketplace.models import (
    Award,
    AwardLine,
    Line,
    Organisation,
    Quote,
    QuotePrice,
    Rfq,
    RfqLine,
    Solve,
)
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import lock_rfq
from pricing.terms import schedule

log = logging.getLogger(__name__)


def award_lines(
    session: Session,
    *,
    rfq_id: UUID,
    solve_id: UUID,
    reason: str = "",
    config: Config,
    identity: Identity,
    now: datetime,
) -> Award:
    """Award by a solve of this RFQ. A result that is not proven cheapest needs a written reason.

    Raises NotFound, Forbidden, Invalid, IllegalMove (not opened), Conflict (award_serves_nothing,
    quote_expires).
    """
    rfq = lock_rfq(session, rfq_id)
    require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    rfq.group_buy.advance(GroupBuyEvent.AWARD, by=identity, now=now, solve_id=str(solve_id))
    solve = _usable_solve(session, rfq, solve_id, reason)
    award = _new_award(solve, reason, config, identity, now)
    rows = _award_lines(session, award, solve)
    _refuse_expiring(session, award, {row["carrier_id"] for row in rows} - {None})
    session.add(award)
    session.flush()
    session.execute(sa.insert(AwardLine), rows)
    served = sum(row["carrier_id"] is not None for row in rows)
    record(
        session,
        award,
        "award",
        by=identity,
        now=now,
        to_state=str(award.state),
        reason=reason or None,
        solve_id=str(solve.id),
        served=served,
        lines=len(rows),
    )
    log.info("lines_awarded", extra={"award_id": award.id, "served": served})
    return award


def _usable_solve(session: Session, rfq: Rfq, solve_id: UUID, reason: str) -> Solve:
    solve = session.scalars(
        sa.select(Solve).where(Solve.id == solve_id, Solve.rfq_id == rfq.id)
    ).one_or_none()
    if solve is None:
        raise invalid("/solve_id", "not_known", value=str(solve_id))
    if solve.state != SolveState.SOLVED or solve.result is None:
        raise invalid("/solve_id", "solve_not_solved", state=str(solve.state))
    if solve.result["status"] != "optimal" and not reason:
        raise invalid("/reason", "award_reason_required")
    if all(row["carrier"] is None for row in solve.result["assignments"]):
        raise Conflict("award_serves_nothing")
    return solve


def _new_award(
    solve: Solve, reason: str, config: Config, identity: Identity, now: datetime
) -> Award:
    result: dict[str, Any] = solve.result or {}
    windows = award_windows(now, config.standstill_days, config.acceptance_days)
    return Award(
        id=uuid4(),
        group_buy_id=solve.group_buy_id,
        rfq_id=solve.rfq_id,
        solve_id=solve.id,
        state=AwardState.STANDING,
        scenario=solve.scenario,
        reason=reason,
        objective_minor=result["objective_minor"],
        lower_bound_minor=result["lower_bound_minor"],
        proven=result["status"] == "optimal",
        awarded_at=now,
        awarded_by=identity.user_id,
        acceptance_opens_at=windows.acceptance_opens_at,
        acceptance_due_at=windows.acceptance_due_at,
    )


def _award_lines(session: Session, award: Award, solve: Solve) -> list[dict[str, Any]]:
    """One row per line of the RFQ: what it won, split into its schedule of payments."""
    result: dict[str, Any] = solve.result or {}
    carriers = _carriers_by_code(session, solve.rfq_id)
    charges = _charges(session, solve.rfq_id)
    lines = session.execute(
        sa.select(RfqLine.line_id, RfqLine.reference, RfqLine.ceiling_minor, Line.term_months)
        .join(Line, Line.id == RfqLine.line_id)
        .where(RfqLine.rfq_id == solve.rfq_id)
    )
    known = {row.reference: row for row in lines}
    rows = []
    for assigned in result["assignments"]:
        line = known[assigned["line"]]
        row = _empty_row(award, line)
        if assigned["carrier"] is not None:
            carrier_id = carriers[assigned["carrier"]]
            one_off, monthly = charges[carrier_id, line.line_id]
            row |= _won(assigned, carrier_id, one_off, monthly, line.term_months)
        rows.append(row)
    return rows


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
