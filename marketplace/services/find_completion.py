"""When the deals that somebody had a part in were complete: from then their term runs (SEC-03).

A group buy is complete with its last move on record and, where lines went live, with the last day
of their terms. One that goes on completes nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.local_date import local_date
from marketplace.domain.leaving import Deals
from marketplace.domain.lives import GroupBuyState
from marketplace.models import (
    AuditEntry,
    Contract,
    ContractLine,
    DataExport,
    DataExportCheck,
    DataExportFiling,
    GroupBuy,
    OrganiserStatement,
    Participation,
    Rfq,
    SealedQuote,
)

ENDED = (GroupBuyState.CONCLUDED, GroupBuyState.FAILED, GroupBuyState.CANCELLED)
_CHAIN = sa.cast(GroupBuy.id, sa.Text)


def deals_of(session: Session, organisation_id: UUID, *, until: datetime | None = None) -> Deals:
    """The deals it had any part in; with `until` only those it had entered by then."""
    return _deals(session, GroupBuy.id.in_(_entered(organisation_id, until)))


def deals_acted_in(session: Session, user_id: UUID) -> Deals:
    """The deals in which the user made a move that is on record."""
    acted = sa.select(AuditEntry.chain).where(AuditEntry.actor_id == user_id).distinct()
    return _deals(session, _CHAIN.in_(acted))


def assessed_on(session: Session, organisation_id: UUID) -> date | None:
    """The day of its last data-export check or filing; None: it made none."""
    own = DataExport.member_id == organisation_id
    days = [
        sa.select(local_date(sa.func.max(at))).join(DataExport).where(own).scalar_subquery()
        for at in (DataExportCheck.checked_at, DataExportFiling.recorded_at)
    ]
    last: date | None = session.scalar(sa.select(sa.func.greatest(*days)))
    return last


def _entered(organisation_id: UUID, until: datetime | None) -> sa.CompoundSelect[Any]:
    """SQL: the group buys it organised, joined, was asked to quote in, or contracted in."""
    parts = (
        (sa.select(GroupBuy.id), GroupBuy.organiser_id, GroupBuy.created_at),
        (
            sa.select(Participation.group_buy_id),
            Participation.member_id,
            Participation.joined_at,
        ),
        (
            sa.select(Rfq.group_buy_id).join(SealedQuote, SealedQuote.rfq_id == Rfq.id),
            SealedQuote.carrier_id,
            Rfq.issued_at,
        ),
        (sa.select(Contract.group_buy_id), Contract.member_id, Contract.drawn_at),
        (sa.select(Contract.group_buy_id), Contract.carrier_id, Contract.drawn_at),
    )
    return sa.union(
        *(
            query.where(party == organisation_id, *([] if until is None else [at <= until]))
            for query, party, at in parts
        )
    )


def _deals(session: Session, which: sa.ColumnElement[bool]) -> Deals:
    moved = sa.select(local_date(sa.func.max(AuditEntry.at))).where(AuditEntry.chain == _CHAIN)
    served = sa.select(sa.func.max(ContractLine.ends_on)).where(
        ContractLine.group_buy_id == GroupBuy.id, ContractLine.ended_at.is_(None)
    )
    days = sa.func.greatest(
        local_date(GroupBuy.created_at), moved.scalar_subquery(), served.scalar_subquery()
    )
    public = sa.exists().where(
        OrganiserStatement.group_buy_id == GroupBuy.id, OrganiserStatement.fiscal_funds
    )
    row = session.execute(
        sa.select(
            sa.func.bool_or(GroupBuy.state.not_in(ENDED)),
            sa.func.max(days),
            sa.func.max(days).filter(public),
        ).where(which)
    ).one()
    return Deals(bool(row[0]), row[1], row[2])
