"""The lives of what a line costs: payee accounts, invoices of the carrier, remittances."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, LifeCycle
from marketplace.domain.roles import Role


class PayeeAccountState(StrEnum):
    STANDING = "standing"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class PayeeAccountEvent(StrEnum):
    REPLACE = "replace"
    WITHDRAW = "withdraw"


class InvoiceState(StrEnum):
    INVOICED = "invoiced"
    PAID = "paid"
    "the company says that it has paid all of it"
    RECEIVED = "received"
    "the carrier says that it has all of it"
    DISPUTED = "disputed"
    VOID = "void"


class InvoiceEvent(StrEnum):
    PAY = "pay"
    RECEIVE = "receive"
    REOPEN = "reopen"
    "less is paid than it seemed: a remittance was taken back, or did not arrive"
    DISPUTE = "dispute"
    ANSWER = "answer"
    SETTLE = "settle"
    VOID = "void"


class RemittanceState(StrEnum):
    RECORDED = "recorded"
    RECEIVED = "received"
    DENIED = "denied"
    "the carrier finds nothing of it on its account"
    WITHDRAWN = "withdrawn"


class RemittanceEvent(StrEnum):
    RECEIVE = "receive"
    DENY = "deny"
    WITHDRAW = "withdraw"


_P, _A = PayeeAccountState, PayeeAccountEvent
PAYEE_ACCOUNT = LifeCycle(
    "payee_account",
    {(_P.STANDING, _A.REPLACE): _P.REPLACED, (_P.STANDING, _A.WITHDRAW): _P.WITHDRAWN},
    {_A.REPLACE: {Role.CARRIER}, _A.WITHDRAW: {Role.CARRIER}},
)
_PARTIES = {Role.MEMBER, Role.CARRIER}
_S, _E = InvoiceState, InvoiceEvent
INVOICE = LifeCycle(
    "line_invoice",
    {
        (_S.INVOICED, _E.PAY): _S.PAID,
        (_S.PAID, _E.RECEIVE): _S.RECEIVED,
        (_S.PAID, _E.REOPEN): _S.INVOICED,
        (_S.INVOICED, _E.DISPUTE): _S.DISPUTED,
        (_S.PAID, _E.DISPUTE): _S.DISPUTED,
        (_S.DISPUTED, _E.ANSWER): _S.DISPUTED,
        (_S.DISPUTED, _E.SETTLE): _S.INVOICED,
        (_S.INVOICED, _E.VOID): _S.VOID,
        (_S.PAID, _E.VOID): _S.VOID,
        (_S.RECEIVED, _E.VOID): _S.VOID,
        (_S.DISPUTED, _E.VOID): _S.VOID,
    },
    {
        _E.PAY: {Role.MEMBER, CLOCK},
        _E.RECEIVE: {Role.CARRIER, CLOCK},
        _E.REOPEN: _PARTIES,
        _E.DISPUTE: _PARTIES,
        _E.ANSWER: _PARTIES,
        _E.SETTLE: _PARTIES,
        _E.VOID: {Role.CARRIER},
    },
)
_R, _V = RemittanceState, RemittanceEvent
REMITTANCE = LifeCycle(
    "remittance",
    {
        (_R.RECORDED, _V.RECEIVE): _R.RECEIVED,
        (_R.RECORDED, _V.DENY): _R.DENIED,
        (_R.RECORDED, _V.WITHDRAW): _R.WITHDRAWN,
    },
    {_V.RECEIVE: {Role.CARRIER}, _V.DENY: {Role.CARRIER}, _V.WITHDRAW: {Role.MEMBER}},
)
