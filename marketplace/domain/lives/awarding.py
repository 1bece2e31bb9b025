"""The lives of computations, awards, members' acceptances, complaints and confirmations."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, ORGANISERS, LifeCycle
from marketplace.domain.roles import Role


class SolveState(StrEnum):
    REQUESTED = "requested"
    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    CANCELLED = "cancelled"
    "the organiser wanted it no more; what had been found by then is not kept (ADR 016)"


class SolveEvent(StrEnum):
    """Named as the audit log has always told them: by what was found."""

    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    CANCEL = "cancel"


class AwardState(StrEnum):
    STANDING = "standing"
    SUPERSEDED = "superseded"


class AwardEvent(StrEnum):
    SUPERSEDE = "supersede"


class AcceptanceState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CHOSEN = "chosen"
    "another bidder's quote taken (自主选择)"
    LAPSED = "lapsed"
    UNSERVED = "unserved"
    RELEASED = "released"
    "its carrier did not confirm its prices after a shortfall"


class AcceptanceEvent(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    CHOOSE = "choose"
    LAPSE = "lapse"
    RELEASE = "release"


class AwardComplaintState(StrEnum):
    FILED = "filed"
    DISMISSED = "dismissed"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"


class AwardComplaintEvent(StrEnum):
    DISMISS = "dismiss"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"


class ConfirmationState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    RELEASED = "released"


class ConfirmationEvent(StrEnum):
    CONFIRM = "confirm"
    RELEASE = "release"


SOLVE = LifeCycle(
    "solve",
    {
        (SolveState.REQUESTED, SolveEvent.SOLVED): SolveState.SOLVED,
        (SolveState.REQUESTED, SolveEvent.INFEASIBLE): SolveState.INFEASIBLE,
        (SolveState.REQUESTED, SolveEvent.FAILED): SolveState.FAILED,
        (SolveState.REQUESTED, SolveEvent.CANCEL): SolveState.CANCELLED,
    },
    {
        SolveEvent.SOLVED: {CLOCK},
        SolveEvent.INFEASIBLE: {CLOCK},
        SolveEvent.FAILED: {CLOCK},
        SolveEvent.CANCEL: ORGANISERS,
    },
)
AWARD = LifeCycle(
    "award",
    {(AwardState.STANDING, AwardEvent.SUPERSEDE): AwardState.SUPERSEDED},
    {AwardEvent.SUPERSEDE: {*ORGANISERS, CLOCK, Role.REVIEWER}},
)
_A, _E = AcceptanceState, AcceptanceEvent
ACCEPTANCE = LifeCycle(
    "award_line",
    {
        (_A.PENDING, _E.ACCEPT): _A.ACCEPTED,
        (_A.DECLINED, _E.ACCEPT): _A.ACCEPTED,
        (_A.CHOSEN, _E.ACCEPT): _A.ACCEPTED,
        (_A.ACCEPTED, _E.ACCEPT): _A.ACCEPTED,
        (_A.PENDING, _E.DECLINE): _A.DECLINED,
        (_A.ACCEPTED, _E.DECLINE): _A.DECLINED,
        (_A.CHOSEN, _E.DECLINE): _A.DECLINED,
        (_A.DECLINED, _E.DECLINE): _A.DECLINED,
        (_A.PENDING, _E.CHOOSE): _A.CHOSEN,
        (_A.ACCEPTED, _E.CHOOSE): _A.CHOSEN,
        (_A.DECLINED, _E.CHOOSE): _A.CHOSEN,
        (_A.CHOSEN, _E.CHOOSE): _A.CHOSEN,
        (_A.UNSERVED, _E.CHOOSE): _A.CHOSEN,
        (_A.PENDING, _E.LAPSE): _A.LAPSED,
        (_A.ACCEPTED, _E.RELEASE): _A.RELEASED,
        (_A.CHOSEN, _E.RELEASE): _A.RELEASED,
    },
    {
        _E.ACCEPT: {Role.MEMBER},
        _E.DECLINE: {Role.MEMBER},
        _E.CHOOSE: {Role.MEMBER},
        _E.LAPSE: {*ORGANISERS, CLOCK},
        _E.RELEASE: {Role.CARRIER, CLOCK},
    },
)
_C = AwardComplaintState
AWARD_COMPLAINT = LifeCycle(
    "award_complaint",
    {
        (_C.FILED, AwardComplaintEvent.DISMISS): _C.DISMISSED,
        (_C.FILED, AwardComplaintEvent.UPHOLD): _C.UPHELD,
        (_C.FILED, AwardComplaintEvent.WITHDRAW): _C.WITHDRAWN,
    },
    {
        AwardComplaintEvent.DISMISS: {*ORGANISERS, Role.REVIEWER},
        AwardComplaintEvent.UPHOLD: {*ORGANISERS, Role.REVIEWER},
        AwardComplaintEvent.WITHDRAW: {Role.MEMBER, Role.CARRIER},
    },
)
_K = ConfirmationState
CONFIRMATION = LifeCycle(
    "award_confirmation",
    {
        (_K.PENDING, ConfirmationEvent.CONFIRM): _K.CONFIRMED,
        (_K.PENDING, ConfirmationEvent.RELEASE): _K.RELEASED,
    },
    {
        ConfirmationEvent.CONFIRM: {Role.CARRIER},
        ConfirmationEvent.RELEASE: {Role.CARRIER, CLOCK},
    },
)
