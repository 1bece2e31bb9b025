"""How pages, invoices and credit notes may stand at Stripe while ours stands as it does.

They move no money by themselves, so no movement of the balance tells when news of them was lost.
"""

from __future__ import annotations

from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeCreditState, FeeState, TryState
from marketplace.domain.lives.fees import ASKED
from marketplace.domain.payments import (
    CreditNote,
    FeeInvoice,
    InvoiceState,
    PageState,
    PaymentPage,
)

_I, _P, _T = InvoiceState, PageState, TryState
INVOICE_AS: dict[FeeState, tuple[InvoiceState, ...]] = {
    FeeState.OPEN: (_I.OPEN,),
    FeeState.OVERDUE: (_I.OPEN,),
    FeeState.UNCOLLECTIBLE: (_I.OPEN, _I.UNCOLLECTIBLE),
    FeeState.PAID: (_I.PAID,),
    FeeState.TRANSFERRED: (_I.VOID, _I.PAID),
    FeeState.CREDITED: (_I.VOID, _I.PAID),
    FeeState.VOID: (_I.VOID,),
}
"A fee that waits for its invoice has none yet: whatever stands there is news"
PAGE_AS: dict[PageState, tuple[TryState, ...]] = {
    _P.OPEN: (_T.ASKED, _T.OPEN),
    _P.COMPLETE: (_T.DONE, _T.CLOSED),
    _P.EXPIRED: (_T.CLOSED, _T.FAILED),
}
NOTE_AS: dict[bool, tuple[FeeCreditState, ...]] = {
    True: (FeeCreditState.VOIDED, FeeCreditState.REFUSED),
    False: (FeeCreditState.ISSUED,),
}
"By whether it is void there"


def invoice_stands(
    seen: FeeInvoice, state: FeeState, way: FeeWay | None, *, void_asked: bool
) -> bool:
    """Whether that invoice is as the fee is; one that is not needed any more may be going."""
    if void_asked and seen.state in (_I.OPEN, _I.UNCOLLECTIBLE):
        return True
    if way is FeeWay.TRANSFER and state in ASKED:
        return seen.state is _I.VOID
    return seen.state in INVOICE_AS.get(state, ())


def note_stands(seen: CreditNote, state: FeeCreditState | None) -> bool:
    """None: we know of none such, which is right of a void one only."""
    return seen.voided if state is None else state in NOTE_AS[seen.voided]


def page_stands(seen: PaymentPage, state: TryState) -> bool:
    """A page on which a payment is under way is still open here."""
    return state in PAGE_AS[seen.state] or (state is _T.OPEN and not seen.is_over)
