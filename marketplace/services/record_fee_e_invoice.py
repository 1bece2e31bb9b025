"""The operator records the number of an e-invoice (数电票, PAY-07) of a fee or a credit note."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, invalid
from marketplace.models import FeeCredit, ServiceFee
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.find_fee_acts import FeeAct, require_open
from marketplace.services.find_fees import manage_fee
from marketplace.services.record_fee_transfer import find_note
from marketplace.services.tell_fee import tell_fee


def record_fee_e_invoice(
    session: Session,
    *,
    fee_id: UUID,
    number: str,
    issued_on: date,
    identity: Identity,
    now: datetime,
    credit_id: UUID | None = None,
) -> ServiceFee:
    """Under which number, and when, the tax invoice was made; of a credit note, the red one.

    Corrected by another number. Raises NotFound, Forbidden, Invalid, Conflict (fee_not_invoiced,
    fee_e_invoice_taken).
    """
    fee = manage_fee(session, fee_id, identity=identity)
    thing = fee if credit_id is None else find_note(fee, credit_id)
    require_open(FeeAct.E_INVOICE, thing)
    if issued_on > local_day(now):
        raise invalid("/issued_on", "day_to_come")
    if _taken(session, number, thing.id):
        raise Conflict("fee_e_invoice_taken")
    before, thing.e_invoice_number, thing.e_invoice_on = thing.e_invoice_number, number, issued_on
    record(session, thing, "e_invoice", by=identity, now=now, number=number, before=before)
    tell_fee(
        session, "fee_e_invoiced", fee, now=now, about=f" {thing.id} {number}", e_invoice=number
    )
    return fee


def _taken(session: Session, number: str, by_other_than: UUID) -> bool:
    """Whether another fee or credit note has this number."""
    found = sa.union_all(
        *(
            sa.select(kind.id).where(kind.e_invoice_number == number, kind.id != by_other_than)
            for kind in (ServiceFee, FeeCredit)
        )
    )
    return session.execute(found).first() is not None
