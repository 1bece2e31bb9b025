"""The lives of contracts, archive reviews, milestones and complaints of service."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, ORGANISERS, LifeCycle
from marketplace.domain.roles import Role


class ContractState(StrEnum):
    DRAWN = "drawn"
    IN_FORCE = "in_force"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ContractEvent(StrEnum):
    BOTH_SIGNED = "both_signed"
    ALL_LIVE = "all_live"
    CANCEL = "cancel"
    REFUSE = "refuse"
    LAPSE = "lapse"
    EMPTY = "empty"
    END_AGREED = "end_agreed"
    "by both, before any line is live"
    END_BROKEN = "end_broken"
    "a claim against the deposit was decided: the company broke it"


class ContractSide(StrEnum):
    MEMBER = "member"
    CARRIER = "carrier"


class ContractEndState(StrEnum):
    """Of a party's proposal that a contract in force ends."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    "a line went live, or the contract ended otherwise, before it was answered"


class ContractEndEvent(StrEnum):
    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    OVERTAKE = "overtake"


class ArchiveState(StrEnum):
    """The carrier's review of the user archive (用户档案) of one line."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"


class ArchiveEvent(StrEnum):
    APPROVE = "approve"
    DENY = "deny"


class MilestoneKind(StrEnum):
    SURVEY = "survey"
    RESOURCES = "resources"
    LOA = "loa"
    TEST = "test"
    READY = "ready_for_service"


class MilestoneState(StrEnum):
    PLANNED = "planned"
    DONE = "done"


class MilestoneEvent(StrEnum):
    DELAY = "delay"
    FINISH = "finish"


class ServiceComplaintState(StrEnum):
    FILED = "filed"
    ANSWERED = "answered"
    CLOSED = "closed"
    ESCALATED = "escalated"


class ServiceComplaintEvent(StrEnum):
    ANSWER = "answer"
    REOPEN = "reopen"
    CLOSE = "close"
    ESCALATE = "escalate"


_C, _E = ContractState, ContractEvent
CONTRACT = LifeCycle(
    "contract",
    {
        (_C.DRAWN, _E.BOTH_SIGNED): _C.IN_FORCE,
        (_C.IN_FORCE, _E.ALL_LIVE): _C.COMPLETED,
        (_C.DRAWN, _E.CANCEL): _C.CANCELLED,
        (_C.DRAWN, _E.REFUSE): _C.CANCELLED,
        (_C.DRAWN, _E.LAPSE): _C.CANCELLED,
        (_C.DRAWN, _E.EMPTY): _C.CANCELLED,
        (_C.IN_FORCE, _E.END_AGREED): _C.CANCELLED,
        (_C.IN_FORCE, _E.END_BROKEN): _C.CANCELLED,
    },
    {
        _E.BOTH_SIGNED: {Role.MEMBER, Role.CARRIER},
        _E.ALL_LIVE: {Role.CARRIER},
        _E.CANCEL: ORGANISERS,
        _E.REFUSE: {Role.MEMBER},
        _E.LAPSE: {CLOCK},
        _E.EMPTY: {Role.CARRIER},
        _E.END_AGREED: {Role.MEMBER, Role.CARRIER},
        _E.END_BROKEN: {Role.CARRIER, Role.REVIEWER},
    },
)
_N, _A = ContractEndState, ContractEndEvent
CONTRACT_END = LifeCycle(
    "contract_end",
    {
        (_N.PROPOSED, _A.AGREE): _N.AGREED,
        (_N.PROPOSED, _A.REFUSE): _N.REFUSED,
        (_N.PROPOSED, _A.WITHDRAW): _N.WITHDRAWN,
        (_N.PROPOSED, _A.OVERTAKE): _N.OVERTAKEN,
    },
    {
        _A.AGREE: {Role.MEMBER, Role.CARRIER},
        _A.REFUSE: {Role.MEMBER, Role.CARRIER},
        _A.WITHDRAW: {Role.MEMBER, Role.CARRIER},
        _A.OVERTAKE: {CLOCK},
    },
)
ARCHIVE = LifeCycle(
    "archive_review",
    {
        (ArchiveState.PENDING, ArchiveEvent.APPROVE): ArchiveState.APPROVED,
        (ArchiveState.PENDING, ArchiveEvent.DENY): ArchiveState.DENIED,
    },
    {ArchiveEvent.APPROVE: {Role.CARRIER}, ArchiveEvent.DENY: {Role.CARRIER}},
)
MILESTONE = LifeCycle(
    "milestone",
    {
        (MilestoneState.PLANNED, MilestoneEvent.DELAY): MilestoneState.PLANNED,
        (MilestoneState.PLANNED, MilestoneEvent.FINISH): MilestoneState.DONE,
    },
    {MilestoneEvent.DELAY: {Role.CARRIER}, MilestoneEvent.FINISH: {Role.CARRIER}},
)
_S, _V = ServiceComplaintState, ServiceComplaintEvent
SERVICE_COMPLAINT = LifeCycle(
    "service_complaint",
    {
        (_S.FILED, _V.ANSWER): _S.ANSWERED,
        (_S.ANSWERED, _V.ANSWER): _S.ANSWERED,
        (_S.ANSWERED, _V.REOPEN): _S.FILED,
        (_S.FILED, _V.CLOSE): _S.CLOSED,
        (_S.ANSWERED, _V.CLOSE): _S.CLOSED,
        (_S.FILED, _V.ESCALATE): _S.ESCALATED,
        (_S.ANSWERED, _V.ESCALATE): _S.ESCALATED,
        (_S.ESCALATED, _V.ANSWER): _S.ESCALATED,
        (_S.ESCALATED, _V.CLOSE): _S.CLOSED,
    },
    {
        _V.ANSWER: {*ORGANISERS, Role.CARRIER},
        _V.REOPEN: {Role.MEMBER},
        _V.CLOSE: {Role.MEMBER},
        _V.ESCALATE: {Role.MEMBER},
    },
)
