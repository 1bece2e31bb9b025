"""The lives of a deposit (诚意金), of what is asked of Stripe for it, and of a claim against it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, LifeCycle
from marketplace.domain.roles import Role


class DepositState(StrEnum):
    DUE = "due"
    "to be paid, or a way to pay saved, before the lock"
    SAVED = "saved"
    CHARGING = "charging"
    "the lock has come, the saved way to pay is being charged"
    CONFIRMING = "confirming"
    "the charge did not go through, or Stripe was silent at the lock: paid within a stated time"
    HELD = "held"
    CLAIMED = "claimed"
    "a carrier's claim stands against it"
    RETURNING = "returning"
    RETURNED = "returned"
    KEPT = "kept"
    "whole or in part, for the carrier that proved its cost; the rest was returned"
    RELEASED = "released"
    "ended without a charge"


class DepositEvent(StrEnum):
    PAY = "pay"
    PAY_LATE = "pay_late"
    "a payment that nobody waits for any more: it goes back at once"
    SAVE = "save"
    CHARGE = "charge"
    NEED_MEMBER = "need_member"
    RELEASE = "release"
    ASK_AGAIN = "ask_again"
    CLAIM = "claim"
    UNCLAIM = "unclaim"
    "the last claim is decided, for whichever side"
    RETURN = "return"
    FINISH = "finish"
    KEEP = "keep"
    UNDO = "undo"
    "a way back that had counted as done was closed later"


class TryState(StrEnum):
    """Of one page of Stripe, or one charge without the member."""

    ASKED = "asked"
    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    FAILED = "failed"


class TryEvent(StrEnum):
    OPEN = "open"
    DONE = "done"
    CLOSE = "close"
    FAIL = "fail"


class ReturnState(StrEnum):
    ASKED = "asked"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"
    SETTLED = "settled"
    "paid by bank transfer, because the way it came was closed"
    TAKEN = "taken"
    "the card holder's bank took it back, and keeps it"
    WITHDRAWN = "withdrawn"
    "not made: the money went back in another way"


class ReturnEvent(StrEnum):
    SEND = "send"
    DONE = "done"
    FAIL = "fail"
    SETTLE = "settle"
    TAKE = "take"
    WITHDRAW = "withdraw"


class ClaimState(StrEnum):
    FILED = "filed"
    PROPOSED = "proposed"
    "a reviewer would keep an amount; the member may complain"
    CONTESTED = "contested"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    PAID_ON = "paid_on"


class ClaimEvent(StrEnum):
    PROPOSE = "propose"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    "nobody decided in time: for the member"
    EXHAUST = "exhaust"
    "all of the deposit was kept for other claims of it"
    CONTEST = "contest"
    KEEP = "keep"
    PAY_ON = "pay_on"


_D, _E = DepositState, DepositEvent
DEPOSIT = LifeCycle(
    "deposit",
    {
        (_D.DUE, _E.PAY): _D.HELD,
        (_D.DUE, _E.SAVE): _D.SAVED,
        (_D.DUE, _E.RELEASE): _D.RELEASED,
        # At the lock Stripe did not say whether it was paid, or let nobody pay.
        (_D.DUE, _E.NEED_MEMBER): _D.CONFIRMING,
        (_D.SAVED, _E.SAVE): _D.SAVED,
        (_D.SAVED, _E.CHARGE): _D.CHARGING,
        (_D.SAVED, _E.RELEASE): _D.RELEASED,
        (_D.CHARGING, _E.PAY): _D.HELD,
        (_D.CHARGING, _E.NEED_MEMBER): _D.CONFIRMING,
        (_D.CHARGING, _E.RELEASE): _D.RELEASED,
        (_D.CONFIRMING, _E.PAY): _D.HELD,
        # Stripe tells late of a way to pay that was saved before it fell silent.
        (_D.CONFIRMING, _E.CHARGE): _D.CHARGING,
        (_D.CONFIRMING, _E.RELEASE): _D.RELEASED,
        (_D.RELEASED, _E.ASK_AGAIN): _D.DUE,
        (_D.HELD, _E.CLAIM): _D.CLAIMED,
        (_D.HELD, _E.RETURN): _D.RETURNING,
        (_D.CLAIMED, _E.CLAIM): _D.CLAIMED,
        (_D.CLAIMED, _E.UNCLAIM): _D.HELD,
        (_D.HELD, _E.KEEP): _D.KEPT,
        (_D.RETURNING, _E.FINISH): _D.RETURNED,
        (_D.RETURNING, _E.KEEP): _D.KEPT,
        (_D.RELEASED, _E.PAY_LATE): _D.RETURNING,
        (_D.RETURNED, _E.PAY_LATE): _D.RETURNING,
        (_D.KEPT, _E.PAY_LATE): _D.RETURNING,
        (_D.RETURNED, _E.UNDO): _D.RETURNING,
        (_D.KEPT, _E.UNDO): _D.RETURNING,
    },
    {
        _E.PAY: {CLOCK},
        _E.PAY_LATE: {CLOCK},
        _E.SAVE: {CLOCK},
        _E.CHARGE: {CLOCK},
        _E.NEED_MEMBER: {CLOCK},
        _E.RELEASE: {CLOCK},
        _E.ASK_AGAIN: {CLOCK},
        _E.CLAIM: {Role.CARRIER},
        _E.UNCLAIM: {CLOCK},
        _E.RETURN: {CLOCK},
        _E.FINISH: {CLOCK},
        _E.KEEP: {CLOCK},
        _E.UNDO: {CLOCK},
    },
)
_T = TryState
DEPOSIT_TRY = LifeCycle(
    "deposit_try",
    {
        (_T.ASKED, TryEvent.OPEN): _T.OPEN,
        (_T.ASKED, TryEvent.DONE): _T.DONE,
        (_T.ASKED, TryEvent.CLOSE): _T.CLOSED,
        (_T.ASKED, TryEvent.FAIL): _T.FAILED,
        (_T.OPEN, TryEvent.DONE): _T.DONE,
        (_T.OPEN, TryEvent.CLOSE): _T.CLOSED,
        (_T.OPEN, TryEvent.FAIL): _T.FAILED,
    },
    dict.fromkeys(TryEvent, (CLOCK,)),
)
_R = ReturnState
DEPOSIT_RETURN = LifeCycle(
    "deposit_return",
    {
        (_R.ASKED, ReturnEvent.SEND): _R.SENT,
        (_R.ASKED, ReturnEvent.DONE): _R.DONE,
        (_R.ASKED, ReturnEvent.FAIL): _R.FAILED,
        (_R.SENT, ReturnEvent.DONE): _R.DONE,
        (_R.SENT, ReturnEvent.FAIL): _R.FAILED,
        (_R.DONE, ReturnEvent.FAIL): _R.FAILED,
        (_R.FAILED, ReturnEvent.SETTLE): _R.SETTLED,
        (_R.ASKED, ReturnEvent.TAKE): _R.TAKEN,
        (_R.ASKED, ReturnEvent.WITHDRAW): _R.WITHDRAWN,
        (_R.FAILED, ReturnEvent.WITHDRAW): _R.WITHDRAWN,
    },
    {
        ReturnEvent.SEND: {CLOCK},
        ReturnEvent.DONE: {CLOCK},
        ReturnEvent.FAIL: {CLOCK},
        ReturnEvent.SETTLE: {Role.OPERATOR},
        ReturnEvent.TAKE: {CLOCK},
        ReturnEvent.WITHDRAW: {CLOCK},
    },
)
_C = ClaimState
DEPOSIT_CLAIM = LifeCycle(
    "deposit_claim",
    {
        (_C.FILED, ClaimEvent.PROPOSE): _C.PROPOSED,
        (_C.FILED, ClaimEvent.DISMISS): _C.DISMISSED,
        (_C.FILED, ClaimEvent.WITHDRAW): _C.WITHDRAWN,
        (_C.FILED, ClaimEvent.LAPSE): _C.DISMISSED,
        (_C.FILED, ClaimEvent.EXHAUST): _C.DISMISSED,
        (_C.PROPOSED, ClaimEvent.EXHAUST): _C.DISMISSED,
        (_C.CONTESTED, ClaimEvent.EXHAUST): _C.DISMISSED,
        (_C.PROPOSED, ClaimEvent.WITHDRAW): _C.WITHDRAWN,
        (_C.PROPOSED, ClaimEvent.CONTEST): _C.CONTESTED,
        (_C.PROPOSED, ClaimEvent.KEEP): _C.KEPT,
        (_C.CONTESTED, ClaimEvent.WITHDRAW): _C.WITHDRAWN,
        (_C.CONTESTED, ClaimEvent.DISMISS): _C.DISMISSED,
        (_C.CONTESTED, ClaimEvent.LAPSE): _C.DISMISSED,
        (_C.CONTESTED, ClaimEvent.KEEP): _C.KEPT,
        (_C.KEPT, ClaimEvent.PAY_ON): _C.PAID_ON,
    },
    {
        ClaimEvent.PROPOSE: {Role.REVIEWER},
        ClaimEvent.DISMISS: {Role.REVIEWER},
        ClaimEvent.WITHDRAW: {Role.CARRIER},
        ClaimEvent.LAPSE: {CLOCK},
        ClaimEvent.EXHAUST: {CLOCK},
        ClaimEvent.CONTEST: {Role.MEMBER},
        # The clock once nobody contested it in time, another reviewer after a contest.
        ClaimEvent.KEEP: {CLOCK, Role.REVIEWER},
        ClaimEvent.PAY_ON: {Role.OPERATOR},
    },
)
DEPOSIT_LIVES = (DEPOSIT, DEPOSIT_TRY, DEPOSIT_RETURN, DEPOSIT_CLAIM)
OPEN_DEPOSITS = (_D.DUE, _D.SAVED, _D.CHARGING, _D.CONFIRMING, _D.HELD, _D.CLAIMED)
"Not ended yet: something is to be asked, held or decided"
UNPAID = (_D.DUE, _D.SAVED, _D.CHARGING, _D.CONFIRMING)
GONE_BACK = (_R.DONE, _R.SETTLED, _R.TAKEN)
RETURN_OVER = (*GONE_BACK, _R.WITHDRAWN)
"Nothing of it has to go back any more"
LIVE_CLAIMS = (_C.FILED, _C.PROPOSED, _C.CONTESTED)
LIVE_TRIES = (_T.ASKED, _T.OPEN)
