"""The lives of service fees and their credit notes: from a contract in force to money that came."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, LifeCycle
from marketplace.domain.roles import Role


class FeeState(StrEnum):
    """`paid` came through Stripe, `transferred` by bank; `credited` was taken back whole."""

    DUE = "due"
    ISSUING = "issuing"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    TRANSFERRED = "transferred"
    CREDITED = "credited"
    VOID = "void"
    UNCOLLECTIBLE = "uncollectible"


class FeeEvent(StrEnum):
    ISSUE = "issue"
    ISSUED = "issued"
    REFUSED = "refused"
    TAKE_BACK = "take_back"
    "no invoice is waited for any more: the operator chooses anew how it is invoiced"
    GO_OVERDUE = "go_overdue"
    PAY = "pay"
    TRANSFER = "transfer"
    CREDIT_WHOLE = "credit_whole"
    VOID = "void"
    WRITE_OFF = "write_off"
    CHARGE_BACK = "charge_back"
    "the card holder's bank took the payment back, and keeps it"


class FeeCreditState(StrEnum):
    WANTED = "wanted"
    ISSUED = "issued"
    REFUSED = "refused"
    VOIDED = "voided"
    "made void at Stripe: what it took back is owed again"


class FeeCreditEvent(StrEnum):
    ISSUE = "issue"
    REFUSE = "refuse"
    VOID = "void"


NO_CREDIT = (FeeCreditState.REFUSED, FeeCreditState.VOIDED)
"takes nothing back"


_S, _E = FeeState, FeeEvent
ASKED = (_S.OPEN, _S.OVERDUE, _S.UNCOLLECTIBLE)
"invoiced and not paid"
HAD = (_S.PAID, _S.TRANSFERRED)
INVOICED = (*ASKED, *HAD)
"what a credit note can take back"
FEE = LifeCycle(
    "service_fee",
    {
        (_S.DUE, _E.ISSUE): _S.ISSUING,
        (_S.DUE, _E.VOID): _S.VOID,
        (_S.ISSUING, _E.ISSUED): _S.OPEN,
        (_S.ISSUING, _E.REFUSED): _S.DUE,
        (_S.ISSUING, _E.TAKE_BACK): _S.DUE,
        (_S.OPEN, _E.GO_OVERDUE): _S.OVERDUE,
        **{(state, _E.PAY): _S.PAID for state in ASKED},
        **{(state, _E.TRANSFER): _S.TRANSFERRED for state in ASKED},
        **{(state, _E.VOID): _S.VOID for state in ASKED},
        (_S.OPEN, _E.WRITE_OFF): _S.UNCOLLECTIBLE,
        (_S.OVERDUE, _E.WRITE_OFF): _S.UNCOLLECTIBLE,
        (_S.PAID, _E.CHARGE_BACK): _S.OVERDUE,
        **{(state, _E.CREDIT_WHOLE): _S.CREDITED for state in INVOICED},
    },
    {
        _E.ISSUE: {Role.OPERATOR, CLOCK},
        _E.ISSUED: {CLOCK},
        _E.REFUSED: {CLOCK},
        _E.TAKE_BACK: {Role.OPERATOR, CLOCK},
        _E.GO_OVERDUE: {CLOCK},
        _E.PAY: {CLOCK},
        _E.TRANSFER: {Role.OPERATOR},
        _E.CREDIT_WHOLE: {CLOCK},
        _E.VOID: {Role.OPERATOR, CLOCK},
        _E.WRITE_OFF: {Role.OPERATOR, CLOCK},
        _E.CHARGE_BACK: {CLOCK},
    },
)
FEE_CREDIT = LifeCycle(
    "fee_credit",
    {
        (FeeCreditState.WANTED, FeeCreditEvent.ISSUE): FeeCreditState.ISSUED,
        (FeeCreditState.WANTED, FeeCreditEvent.REFUSE): FeeCreditState.REFUSED,
        (FeeCreditState.ISSUED, FeeCreditEvent.VOID): FeeCreditState.VOIDED,
    },
    dict.fromkeys(FeeCreditEvent, (CLOCK,)),
)
