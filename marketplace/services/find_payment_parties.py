"""With whom and under which contracts the caller has invoices, to choose from in a filter."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Contract, LineInvoice, Organisation
from marketplace.security.identity import Identity
from marketplace.services.find_invoices import own_payments

MOST = 500
"As many as a list to choose from may have"


def find_payment_parties(
    session: Session, *, identity: Identity
) -> tuple[Sequence[Contract], Sequence[Organisation]]:
    """Contracts with invoices by number, and the other parties; overseers see both sides."""
    mine = own_payments(identity, LineInvoice)
    contracts = (
        sa.select(Contract)
        .where(Contract.id.in_(sa.select(LineInvoice.contract_id).where(mine)))
        .order_by(Contract.number)
    )
    sides = sa.union(
        sa.select(LineInvoice.member_id).where(mine), sa.select(LineInvoice.carrier_id).where(mine)
    )
    parties = (
        sa.select(Organisation)
        .where(Organisation.id.in_(sides), Organisation.id != identity.organisation_id)
        .order_by(Organisation.name_zh)
    )
    return session.scalars(contracts.limit(MOST)).all(), session.scalars(parties.limit(MOST)).all()
