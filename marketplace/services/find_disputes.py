"""Which payments a card holder's bank has taken back while it is not decided whose they are."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.domain.lives import DisputeState
from marketplace.models import DepositPayment, DepositReturn, PaymentDispute


def held_by_bank() -> sa.ColumnElement[bool]:
    """Of a return of a deposit: it waits, for its payment is disputed."""
    return sa.exists().where(
        DepositPayment.id == DepositReturn.of_payment_id,
        PaymentDispute.payment_id == DepositPayment.payment_id,
        PaymentDispute.state == DisputeState.OPEN,
    )
