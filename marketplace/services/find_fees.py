"""Reads of service fees: a payer its own, operator and observer all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.fee_table import Payer
from marketplace.domain.lives import FeeCreditState, FeeState
from marketplace.errors import NotFound
from marketplace.models import FeeCredit, ServiceFee
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

CLAIMED = (FeeState.OPEN, FeeState.OVERDUE)
E_INVOICED = (*CLAIMED, FeeState.PAID, FeeState.TRANSFERRED, FeeState.UNCOLLECTIBLE)


@dataclass(frozen=True)
class FeeSums:
    """What the tiles of the desk say: count, and fen with VAT."""

    state: FeeState
    count: int
    total_minor: int


def visible_fees(
    identity: Identity,
    *,
    state: FeeState | None = None,
    payer: Payer | None = None,
    organisation_id: UUID | None = None,
    contract_id: UUID | None = None,
    group_buy_id: UUID | None = None,
    e_invoice_missing: bool = False,
) -> sa.Select[ServiceFee]:
    """The fees the caller may see, newest first, with payer, contract and credit notes.

    Raises Forbidden.
    """
    all_of_them = allowed(Permission.FEE_DESK, identity)
    if not all_of_them:
        require(Permission.FEE_LIST, identity)
        organisation_id = identity.organisation_id
    query = sa.select(ServiceFee).options(
        joinedload(ServiceFee.organisation),
        joinedload(ServiceFee.contract),
        selectinload(ServiceFee.credits),
    )
    wanted = {
        ServiceFee.state: state,
        ServiceFee.payer: payer,
        ServiceFee.organisation_id: organisation_id,
        ServiceFee.contract_id: contract_id,
        ServiceFee.group_buy_id: group_buy_id,
    }
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if e_invoice_missing:
        query = query.where(_without_e_invoice())
    return query.order_by(ServiceFee.arisen_at.desc(), ServiceFee.number)


def _without_e_invoice() -> sa.ColumnElement[bool]:
    """The e-invoice is missing, or the red one of a credit note on an e-invoiced fee."""
    red = sa.exists().where(
        FeeCredit.fee_id == ServiceFee.id,
        FeeCredit.state == FeeCreditState.ISSUED,
        FeeCredit.e_invoice_number.is_(None),
    )
    return sa.or_(
        sa.and_(ServiceFee.state.in_(E_INVOICED), ServiceFee.e_invoice_number.is_(None)),
        sa.and_(ServiceFee.e_invoice_number.is_not(None), red),
    )


def fee_sums(session: Session, *, identity: Identity) -> list[FeeSums]:
    """How many fees there are in each state, and what they come to. Raises Forbidden."""
    require(Permission.FEE_DESK, identity)
    total = sa.cast(sa.func.sum(ServiceFee.net_minor + ServiceFee.vat_minor), sa.BigInteger)
    query = sa.select(ServiceFee.state, sa.func.count(), total).group_by(ServiceFee.state)
    found = {row[0]: FeeSums(*row) for row in session.execute(query)}
    return [found.get(state, FeeSums(state, 0, 0)) for state in FeeState]


def find_fee(session: Session, fee_id: UUID, *, identity: Identity) -> ServiceFee:
    """One fee with all that belongs to it. Raises NotFound to all but its payer and overseers."""
    query = (
        sa.select(ServiceFee)
        .where(ServiceFee.id == fee_id)
        .options(
            joinedload(ServiceFee.organisation),
            joinedload(ServiceFee.contract),
            selectinload(ServiceFee.credits),
        )
    )
    fee = session.scalars(query).one_or_none()
    if fee is None:
        raise NotFound()
    require(Permission.FEE_READ, identity, fee)
    return fee


def fees_of_contract(
    session: Session, contract_id: UUID, *, identity: Identity
) -> Sequence[ServiceFee]:
    """The fees of a contract that the caller may see, the company's first."""
    query = sa.select(ServiceFee).where(ServiceFee.contract_id == contract_id)
    query = query.options(selectinload(ServiceFee.credits)).order_by(ServiceFee.payer.desc())
    return [fee for fee in session.scalars(query) if allowed(Permission.FEE_READ, identity, fee)]


def lock_fee(session: Session, fee_id: UUID) -> ServiceFee | None:
    """The fee, locked, with its credit notes as they are now; None when there is none."""
    query = sa.select(ServiceFee).where(ServiceFee.id == fee_id).with_for_update()
    fee = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if fee is not None:
        session.refresh(fee, ["credits"])
    return fee


def manage_fee(session: Session, fee_id: UUID, *, identity: Identity) -> ServiceFee:
    """The fee, locked, for an act of the operator. Raises NotFound, Forbidden."""
    fee = lock_fee(session, fee_id)
    if fee is None:
        raise NotFound()
    require(Permission.FEE_MANAGE, identity, fee)
    return fee
