"""The problem of the one re-award after a shortfall, from what the first window left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.domain.lives import AwardState
from marketplace.domain.reaward_problem import Fixed, excluded_carriers, reaward_problem
from marketplace.models import Award, AwardLine, Line, Organisation, Quote, RfqLine, Solve
from marketplace.services.build_problem import build_problem
from marketplace.services.find_firmness import firmness_of
from marketplace.services.settle_lines import staying


def find_shortfall(session: Session, rfq_id: UUID) -> Award | None:
    """The award of the RFQ whose settlement found a shortfall; there is at most one.

    Only a shortfall supersedes an award that was settled: a complaint is answered before.
    """
    return session.scalars(
        sa.select(Award).where(
            Award.rfq_id == rfq_id,
            Award.state == AwardState.SUPERSEDED,
            Award.settled_at.is_not(None),
            Award.round == 1,
        )
    ).one_or_none()


def build_reaward(session: Session, award: Award) -> dict[str, Any]:
    """The award-problem/1 of the lines that stay with carriers that are short.

    The answers to a settled award never change; a line that was released since is out.
    """
    rows = settled_rows(session, award)
    short = {
        carrier for carrier, firm in firmness_of(session, award, rows).items() if not firm.holds
    }
    whole = build_problem(session, award.rfq_id)
    known = {line["id"] for line in whole["lines"]}
    references, codes = _names(session, award.rfq_id)
    stay = [row for row in staying(rows) if references[row.line_id] in known]
    scenario = session.scalars(sa.select(Solve.problem).where(Solve.id == award.solve_id)).one()
    return reaward_problem(
        whole,
        again={references[row.line_id] for row in stay if row.agreed_carrier_id in short},
        fixed=[
            Fixed(references[row.line_id], codes[row.agreed_carrier_id])
            for row in stay
            if row.agreed_carrier_id is not None and row.agreed_carrier_id not in short
        ],
        excluded=excluded_carriers(whole, scenario),
    )


def settled_rows(session: Session, award: Award) -> Sequence[AwardLine]:
    """The rows of an award with their lines."""
    return session.scalars(
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award.id)
        .options(contains_eager(AwardLine.line))
    ).all()


def _names(session: Session, rfq_id: UUID) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """References by line, and credit codes by carrier that quoted."""
    lines = sa.select(RfqLine.line_id, RfqLine.reference).where(RfqLine.rfq_id == rfq_id)
    carriers = (
        sa.select(Organisation.id, Organisation.uscc)
        .join(Quote, Quote.carrier_id == Organisation.id)
        .where(Quote.rfq_id == rfq_id)
    )
    return dict(session.execute(lines).all()), dict(session.execute(carriers).all())
