"""Reads of carriers' confirmations: the carrier's own, and those of the awards one oversees."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import AcceptanceState
from marketplace.errors import NotFound
from marketplace.models import Award, AwardConfirmation, AwardLine, Contract, ContractLine, GroupBuy
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.award_line_seen import AwardLineSeen
from marketplace.services.find_award_lines import seen
from marketplace.services.find_awards import sees_every_award


def visible_confirmations(identity: Identity) -> sa.Select[AwardConfirmation]:
    """Those asked of the caller, or in its group buys as organiser; overseers of awards: all."""
    require(Permission.MARKET_READ, identity)
    query = (
        sa.select(AwardConfirmation)
        .join(Award, Award.id == AwardConfirmation.award_id)
        .join(GroupBuy, GroupBuy.id == AwardConfirmation.group_buy_id)
        .options(
            contains_eager(AwardConfirmation.award).contains_eager(Award.group_buy),
            joinedload(AwardConfirmation.carrier),
        )
        .order_by(AwardConfirmation.asked_at.desc(), AwardConfirmation.id)
    )
    if sees_every_award(identity):
        return query
    mine = identity.organisation_id
    return query.where(sa.or_(AwardConfirmation.carrier_id == mine, GroupBuy.organiser_id == mine))


def find_confirmation(
    session: Session, *, confirmation_id: UUID, identity: Identity
) -> AwardConfirmation:
    """One of them; raises NotFound."""
    query = visible_confirmations(identity).where(AwardConfirmation.id == confirmation_id)
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound()
    return found


def confirmed_lines(
    session: Session, confirmation: AwardConfirmation, identity: Identity
) -> Sequence[AwardLineSeen]:
    """The lines that the confirmation is about: the carrier's accepted ones."""
    carrier = confirmation.carrier_id
    agreed = sa.func.coalesce(AwardLine.taken_carrier_id, AwardLine.carrier_id)
    before = (
        sa.select(ContractLine.line_id)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            ContractLine.line_id == AwardLine.line_id,
            Contract.drawn_at < confirmation.asked_at,
        )
    )
    rows = session.scalars(
        sa.select(AwardLine)
        .where(
            AwardLine.award_id == confirmation.award_id,
            agreed == carrier,
            AwardLine.acceptance.in_([*STAYS, AcceptanceState.RELEASED]),
            ~before.exists(),
        )
        .options(joinedload(AwardLine.line))
        .order_by(AwardLine.line_id)
    ).all()
    return sorted(seen(session, rows, identity), key=lambda line: line.reference)
