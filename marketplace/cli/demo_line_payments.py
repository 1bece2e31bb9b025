"""The demo's lines in service are invoiced and paid: an invoice in every state, one overdue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_stage import Story
from marketplace.domain.lives import ContractState
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, LineInvoice, Organisation, PayeeAccount
from marketplace.security.identity import Identity
from marketplace.services.answer_remittance import receive_remittance
from marketplace.services.dispute_invoice import answer_dispute, dispute_invoice
from marketplace.services.find_due_items import visible_due_items
from marketplace.services.record_invoices import record_invoice
from marketplace.services.record_remittances import record_remittance
from marketplace.services.state_payee_account import state_payee_account
from marketplace.services.void_invoice import replace_invoice
from pricing.terms import vat as vat_of

BANK = "示例银行上海临港新片区支行"
AFTER_LIVE, TO_PAY = timedelta(days=2), timedelta(days=6)
DISPUTE = "发票所列一次性费用包含未验收的备用路由，请核对。"
ANSWER = "备用路由已于开通当日验收，记录见报装进度。"
WRONG_NAME = "购买方名称有误，红字冲销后重开。"
Act = Callable[[Story, LineInvoice, datetime], None]


def schedule_payments(story: Story, live: datetime) -> None:
    """The one-off of each contract is invoiced; what becomes of it goes round by contract."""
    agenda = story.stage.agenda
    agenda.at(live + AFTER_LIVE, lambda now: invoice_all(story, now))
    agenda.at(live + AFTER_LIVE + TO_PAY, lambda now: settle_all(story, now))


def invoice_all(story: Story, now: datetime) -> None:
    """Every carrier states its account and invoices what is delivered; the last one has not yet."""
    contracts = in_service(story)
    for number, contract in enumerate(contracts):
        carrier = story.stage.who(contract.carrier_id)
        state_account(story, contract.carrier, carrier, now)
        if number < len(contracts) - 1 or number == 0:
            invoice_ready(story, contract, number, carrier, now)


def state_account(story: Story, carrier: Organisation, who: Identity, now: datetime) -> None:
    """One account in the carrier's own name, stated once; its digits come from its credit code."""
    session = story.stage.session
    known = sa.select(PayeeAccount.id).where(PayeeAccount.carrier_id == carrier.id)
    if session.scalar(known) is None:
        digits = "".join(one for one in carrier.uscc if one.isdigit())
        state_payee_account(
            session,
            account_name=carrier.name_zh,
            uscc=carrier.uscc,
            bank=BANK,
            account_number=f"6222{digits:0>15}"[:19],
            identity=who,
            now=now,
        )


def invoice_ready(
    story: Story, contract: Contract, number: int, who: Identity, now: datetime
) -> None:
    """What is delivered, or in advance the first payment of a contract without a one-off."""
    session = story.stage.session
    query = visible_due_items(who, now=now, contract_id=contract.id)
    items = session.scalars(query).all()
    items = [item for item in items if item.to_on <= local_day(now)] or items[:1]
    body = _printed(story, contract, number, [item.net_minor for item in items], now)
    item_ids = [item.id for item in items]
    record_invoice(
        session, contract_id=contract.id, item_ids=item_ids, identity=who, now=now, **body
    )


def _printed(
    story: Story, contract: Contract, number: int, nets: Sequence[int], now: datetime
) -> dict[str, Any]:
    """An invoice as its carrier would print it: by net amounts of its items."""
    day, net = local_day(now), sum(nets)
    vat = sum(vat_of(one, contract.vat_bps) for one in nets)
    return {
        "number": f"{day.year % 100:02d}312{contract.drawn_at:%m%d}{story.shift:03d}{number:08d}",
        "issued_on": day,
        "seller_uscc": contract.carrier.uscc,
        "buyer_uscc": contract.member.uscc,
        "currency": "CNY",
        "vat_bps": contract.vat_bps,
        "net_minor": net,
        "vat_minor": vat,
        "gross_minor": net + vat,
    }


def settle_all(story: Story, now: datetime) -> None:
    """The one due first is left; the others are received, paid, disputed, partly paid, replaced."""
    session = story.stage.session
    query = (
        sa.select(LineInvoice)
        .where(LineInvoice.group_buy_id == story.known_id)
        .order_by(LineInvoice.contract_due_on, LineInvoice.number)
    )
    for number, invoice in enumerate(session.scalars(query).all()):
        ENDS[number % len(ENDS)](story, invoice, now)


def _pay(story: Story, invoice: LineInvoice, now: datetime, share: int = 1) -> UUID:
    made = record_remittance(
        story.stage.session,
        invoice_id=invoice.id,
        reference=f"示例回单{invoice.number[-6:]}",
        paid_on=local_day(now),
        amount_minor=invoice.gross_minor // share,
        identity=story.stage.who(invoice.member_id),
        now=now,
    )
    return made.id


def pay_half(story: Story, invoice: LineInvoice, now: datetime) -> None:
    _pay(story, invoice, now, share=2)


def pay(story: Story, invoice: LineInvoice, now: datetime) -> None:
    _pay(story, invoice, now)


def receive(story: Story, invoice: LineInvoice, now: datetime) -> None:
    remittance_id, who = _pay(story, invoice, now), story.stage.who(invoice.carrier_id)
    receive_remittance(story.stage.session, remittance_id=remittance_id, identity=who, now=now)


def dispute(story: Story, invoice: LineInvoice, now: datetime) -> None:
    """The company disputes it, and the carrier answers."""
    which: dict[str, Any] = {"invoice_id": invoice.id, "now": now}
    session, member = story.stage.session, story.stage.who(invoice.member_id)
    dispute_invoice(session, reason=DISPUTE, identity=member, **which)
    carrier = story.stage.who(invoice.carrier_id)
    answer_dispute(session, reason=ANSWER, identity=carrier, **which)


def replace(story: Story, invoice: LineInvoice, now: datetime) -> None:
    """Another invoice over the same stands in its place."""
    contract, items = invoice.contract, [one.due_item for one in invoice.items]
    body = _printed(story, contract, 900 + len(items), [one.net_minor for one in items], now)
    replace_invoice(
        story.stage.session,
        invoice_id=invoice.id,
        reason=WRONG_NAME,
        item_ids=[item.id for item in items],
        identity=story.stage.who(invoice.carrier_id),
        now=now,
        **body,
    )


def leave(_story: Story, _invoice: LineInvoice, _now: datetime) -> None:
    """Nobody pays it."""


ENDS: tuple[Act, ...] = (leave, receive, pay, dispute, pay_half, replace)


def in_service(story: Story) -> Sequence[Contract]:
    """The story's contracts whose lines are all live, by number."""
    query = sa.select(Contract).where(
        Contract.group_buy_id == story.known_id, Contract.state == ContractState.COMPLETED
    )
    return story.stage.session.scalars(query.order_by(Contract.number)).all()
