"""What came of a settled award: the award that followed it, what its carriers confirm."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.models import Award, AwardConfirmation, Contract, ContractLine
from marketplace.security.identity import Identity
from marketplace.services.find_confirmations import visible_confirmations


def find_successor(session: Session, award: Award) -> UUID | None:
    """The award that superseded this one, if there is one yet."""
    query = sa.select(Award.id).where(Award.previous_id == award.id)
    return session.scalars(query.order_by(Award.awarded_at).limit(1)).one_or_none()


def confirmations_of(
    session: Session, award: Award, identity: Identity
) -> Sequence[AwardConfirmation]:
    """The confirmations asked after this award, as far as they are the reader's to see."""
    query = visible_confirmations(identity).where(AwardConfirmation.award_id == award.id)
    return session.scalars(query).unique().all()


def contracts_by_line(session: Session, award: Award, identity: Identity) -> dict[UUID, Contract]:
    """The reading company's contracts in the award's group buy, by line that is alive in them."""
    query = (
        sa.select(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .options(contains_eager(ContractLine.contract))
        .where(
            Contract.group_buy_id == award.group_buy_id,
            Contract.member_id == identity.organisation_id,
            ContractLine.ended_at.is_(None),
        )
        .order_by(Contract.number)
    )
    return {line.line_id: line.contract for line in session.scalars(query)}
