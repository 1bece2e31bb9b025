"""Who is told of invoices, payments, disputes and changed accounts; never with an amount."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.roles import Role
from marketplace.models import Contract, LineInvoice, Organisation, PayeeAccount
from marketplace.services.notify import notify

PARTIES = (Role.MEMBER, Role.CARRIER)


def tell_of_invoice(
    session: Session,
    event: str,
    invoice: LineInvoice,
    *,
    to: Collection[UUID],
    now: datetime,
    about: UUID | str | None = None,
    **params: Any,
) -> None:
    """Tell organisations of a fact about the invoice; `about` names it when it may come again."""
    contract = session.get_one(Contract, invoice.contract_id)
    notify(
        session,
        event,
        to=to,
        roles=PARTIES,
        about=about or invoice.id,
        path=f"/line-money/invoices/{invoice.id}",
        now=now,
        group_buy_id=invoice.group_buy_id,
        invoice=invoice.number,
        number=contract.number,
        **params,
    )


def tell_account_changed(
    session: Session,
    old: PayeeAccount,
    new: PayeeAccount,
    *,
    carrier: Organisation,
    members: Collection[UUID],
    now: datetime,
) -> None:
    """Every company with an open invoice: a changed account is how payments are stolen."""
    notify(
        session,
        "payee_account_changed",
        to=members,
        roles=[Role.MEMBER],
        about=new.id,
        path=f"/line-money/accounts/{new.id}",
        now=now,
        carrier_zh=carrier.name_zh,
        carrier_en=carrier.name_en,
        old_bank=old.bank,
        old_account=old.masked_number,
        new_bank=new.bank,
        new_account=new.masked_number,
    )
