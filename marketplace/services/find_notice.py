"""The award notice (成交公示): what is published of an award, and nothing of the members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.lives import AwardState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Award, AwardLine, GroupBuy, Organisation, Quote, Rfq
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_rfqs import invited, is_invited, is_overseer


@dataclass(frozen=True)
class Bidder:
    """A carrier that quoted: its published total and hash, and whether it won anything."""

    carrier: Organisation
    total_minor: int | None
    envelope_sha256: str
    usable: bool
    winner: bool


@dataclass(frozen=True)
class Notice:
    award_id: UUID
    group_buy: GroupBuy
    state: AwardState
    scenario: str
    reason: str
    proven: bool
    awarded_at: datetime
    standstill_ends_at: datetime
    acceptance_due_at: datetime
    bidders: list[Bidder]


def find_notice(session: Session, *, award_id: UUID, identity: Identity) -> Notice:
    """The notice, for the confirmed companies of the park, invited carriers and overseers."""
    award = session.scalars(
        sa.select(Award)
        .where(Award.id == award_id)
        .options(joinedload(Award.group_buy).joinedload(GroupBuy.organiser))
    ).one_or_none()
    if award is None or not _may_read(session, award, identity):
        raise NotFound()
    return Notice(
        award_id=award.id,
        group_buy=award.group_buy,
        state=award.state,
        scenario=award.scenario,
        reason=award.reason,
        proven=award.proven,
        awarded_at=award.awarded_at,
        standstill_ends_at=award.acceptance_opens_at,
        acceptance_due_at=award.acceptance_due_at,
        bidders=_bidders(session, award),
    )


def visible_notices(identity: Identity) -> sa.Select[Award]:
    """The awards whose notice the caller may read, newest first; without its bidders."""
    query = (
        sa.select(Award)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .options(contains_eager(Award.group_buy).joinedload(GroupBuy.organiser))
        .order_by(Award.awarded_at.desc(), Award.id)
    )
    if is_overseer(identity):
        return query
    if identity.kind == OrganisationKind.CARRIER:
        return query.join(Rfq, Rfq.id == Award.rfq_id).where(invited(identity.organisation_id))
    if identity.kind == OrganisationKind.ENTERPRISE and identity.confirmed:
        return query.where(GroupBuy.organiser_id == identity.park_id)
    return query.where(GroupBuy.organiser_id == identity.organisation_id)


def _may_read(session: Session, award: Award, identity: Identity) -> bool:
    if not allowed(Permission.MARKET_READ, identity):
        return False
    return (
        is_overseer(identity)
        or allowed(Permission.GROUP_BUY_READ, identity, award.group_buy)
        or is_invited(session, award.rfq_id, identity)
    )


def _bidders(session: Session, award: Award) -> list[Bidder]:
    winners = set(
        session.scalars(
            sa.select(AwardLine.carrier_id)
            .where(AwardLine.award_id == award.id, AwardLine.carrier_id.is_not(None))
            .distinct()
        )
    )
    quotes = session.scalars(
        sa.select(Quote)
        .where(Quote.rfq_id == award.rfq_id)
        .options(joinedload(Quote.carrier), sa.orm.defer(Quote.terms))
        .order_by(Quote.total_minor.nulls_last(), Quote.carrier_id)
    )
    return [
        Bidder(q.carrier, q.total_minor, q.envelope_sha256, q.usable, q.carrier_id in winners)
        for q in quotes
    ]
