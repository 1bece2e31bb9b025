"""Which acts of the operator a service fee, or a credit note of it, is open to now, or why not.

The acts themselves ask here first, and the page of a fee shows what is open: one place says it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeCreditState, FeeEvent
from marketplace.domain.lives.fees import ASKED, INVOICED
from marketplace.domain.payments import NO_MORE, InvoiceState
from marketplace.errors import Conflict, IllegalMove
from marketplace.models import FeeCredit, ServiceFee
from marketplace.services.find_fee_steps import VOIDABLE
from marketplace.services.find_fees import E_INVOICED


class FeeAct(StrEnum):
    """`send_back`: what was paid twice; of a credit note, what it took back after the payment."""

    ISSUE = "issue"
    TAKE_BACK = "take_back"
    TRANSFER = "transfer"
    VOID = "void"
    WRITE_OFF = "write_off"
    CREDIT = "credit"
    SEND_BACK = "send_back"
    E_INVOICE = "e_invoice"


def find_fee_acts(thing: ServiceFee | FeeCredit) -> frozenset[FeeAct]:
    """The acts that are open now."""
    return frozenset(act for act in _bars_of(thing) if bar_to(act, thing) is None)


def require_open(act: FeeAct, thing: ServiceFee | FeeCredit) -> None:
    """Raise why the act is not open now: IllegalMove or another Conflict."""
    bar = bar_to(act, thing)
    if bar is not None:
        raise bar


def bar_to(act: FeeAct, thing: ServiceFee | FeeCredit) -> Conflict | None:
    """The first thing that stands against the act; None: it is open."""
    found = (bar(thing) for bar in _bars_of(thing)[act])
    return next((one for one in found if one is not None), None)


def pay_page(fee: ServiceFee) -> str | None:
    """The page of Stripe on which the payer can pay it now; None: there is none."""
    payable = fee.state in ASKED and fee.stripe_state in VOIDABLE and not fee.void_asked_at
    return fee.page_url if payable else None


Bar = Callable[..., Conflict | None]
"What stands against an act on a fee or a credit note, if it does"


def _bars_of(thing: ServiceFee | FeeCredit) -> dict[FeeAct, tuple[Bar, ...]]:
    return _OF_FEE if isinstance(thing, ServiceFee) else _OF_NOTE


def _no_move(event: FeeEvent) -> Bar:
    """Against an act that makes this event."""

    def bar(fee: ServiceFee) -> Conflict | None:
        moves = fee.life.allows(fee.state, event)
        return None if moves else IllegalMove(state=str(fee.state), event=str(event))

    return bar


def _against(code: str, stands: Callable[..., object]) -> Bar:
    return lambda thing: Conflict(code) if stands(thing) else None


def _not_invoiced(fee: ServiceFee) -> Conflict | None:
    invoiced = fee.state in INVOICED
    return None if invoiced else Conflict("fee_not_invoiced", state=str(fee.state))


def _no_e_invoice(thing: ServiceFee | FeeCredit) -> Conflict | None:
    """Nothing to e-invoice, and no number to correct either."""
    due = E_INVOICED if isinstance(thing, ServiceFee) else (FeeCreditState.ISSUED,)
    known = thing.state in due or thing.e_invoice_number is not None
    return None if known else Conflict("fee_not_invoiced", state=str(thing.state))


def _is_to_send(note: FeeCredit) -> bool:
    """Whether it took back money that came, and none of it goes back by another way."""
    by_bank = note.way == FeeWay.TRANSFER or note.refund_state in NO_MORE
    made = note.state == FeeCreditState.ISSUED and note.returned_on is None
    return made and by_bank and note.fee.open_minor < 0


_NOTE_ON_ITS_WAY = _against(
    "fee_credit_on_its_way",
    lambda fee: any(note.state == FeeCreditState.WANTED for note in fee.credits),
)
_OF_FEE: dict[FeeAct, tuple[Bar, ...]] = {
    FeeAct.ISSUE: (_no_move(FeeEvent.ISSUE),),
    FeeAct.TAKE_BACK: (_no_move(FeeEvent.TAKE_BACK),),
    FeeAct.TRANSFER: (_no_move(FeeEvent.TRANSFER), _NOTE_ON_ITS_WAY),
    FeeAct.VOID: (
        _no_move(FeeEvent.VOID),
        _against("fee_paid_at_stripe", lambda fee: fee.stripe_state == InvoiceState.PAID),
        _against("fee_e_invoiced", lambda fee: fee.e_invoice_number is not None),
        _NOTE_ON_ITS_WAY,
    ),
    FeeAct.WRITE_OFF: (_no_move(FeeEvent.WRITE_OFF),),
    FeeAct.CREDIT: (
        _not_invoiced,
        _against("fee_void_on_its_way", lambda fee: fee.is_being_voided),
        _against("payment_disputed", lambda fee: fee.is_disputed),
        _NOTE_ON_ITS_WAY,
    ),
    FeeAct.SEND_BACK: (_against("fee_nothing_to_return", lambda fee: not fee.is_back_by_bank),),
    FeeAct.E_INVOICE: (_no_e_invoice,),
}
_OF_NOTE: dict[FeeAct, tuple[Bar, ...]] = {
    FeeAct.SEND_BACK: (
        _against("payment_disputed", lambda note: note.fee.is_disputed),
        _against("fee_nothing_to_return", lambda note: not _is_to_send(note)),
    ),
    FeeAct.E_INVOICE: (_no_e_invoice,),
}
