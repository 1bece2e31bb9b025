"""The lives of a group buy, its invitations, its members' participations and lines."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, ORGANISERS, LifeCycle
from marketplace.domain.roles import Role


class GroupBuyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    LOCKED = "locked"
    QUOTING = "quoting"
    OPENED = "opened"
    AWARDED = "awarded"
    CONCLUDED = "concluded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class GroupBuyEvent(StrEnum):
    OPEN = "open"
    EXTEND = "extend"
    LOCK = "lock"
    MISS_THRESHOLDS = "miss_thresholds"
    ISSUE_RFQ = "issue_rfq"
    OPEN_QUOTES = "open_quotes"
    FAIL = "fail"
    RERUN = "rerun"
    AWARD = "award"
    REAWARD = "reaward"
    CONCLUDE = "conclude"
    CANCEL = "cancel"


class InvitationState(StrEnum):
    SENT = "sent"
    CLAIMED = "claimed"
    REVOKED = "revoked"


class InvitationEvent(StrEnum):
    CLAIM = "claim"
    REVOKE = "revoke"


class WaitingState(StrEnum):
    WAITING = "waiting"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class WaitingEvent(StrEnum):
    PLACE = "place"
    WITHDRAW = "withdraw"
    END = "end"


class ParticipationState(StrEnum):
    JOINED = "joined"
    LEFT = "left"


class LineState(StrEnum):
    POOLED = "pooled"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


_G, _E = GroupBuyState, GroupBuyEvent
GROUP_BUY = LifeCycle(
    "group_buy",
    {
        (_G.DRAFT, _E.OPEN): _G.OPEN,
        (_G.OPEN, _E.EXTEND): _G.OPEN,
        (_G.OPEN, _E.LOCK): _G.LOCKED,
        (_G.OPEN, _E.MISS_THRESHOLDS): _G.FAILED,
        (_G.LOCKED, _E.ISSUE_RFQ): _G.QUOTING,
        (_G.QUOTING, _E.OPEN_QUOTES): _G.OPENED,
        (_G.QUOTING, _E.FAIL): _G.FAILED,
        (_G.OPENED, _E.FAIL): _G.FAILED,
        (_G.AWARDED, _E.FAIL): _G.FAILED,
        (_G.QUOTING, _E.RERUN): _G.QUOTING,
        (_G.OPENED, _E.RERUN): _G.QUOTING,
        (_G.OPENED, _E.AWARD): _G.AWARDED,
        (_G.AWARDED, _E.REAWARD): _G.OPENED,
        (_G.AWARDED, _E.CONCLUDE): _G.CONCLUDED,
        (_G.DRAFT, _E.CANCEL): _G.CANCELLED,
        (_G.OPEN, _E.CANCEL): _G.CANCELLED,
        (_G.LOCKED, _E.CANCEL): _G.CANCELLED,
        (_G.QUOTING, _E.CANCEL): _G.CANCELLED,
        (_G.OPENED, _E.CANCEL): _G.CANCELLED,
        (_G.AWARDED, _E.CANCEL): _G.CANCELLED,
    },
    {
        _E.OPEN: ORGANISERS,
        _E.EXTEND: {*ORGANISERS, CLOCK},
        _E.LOCK: {*ORGANISERS, CLOCK},
        _E.MISS_THRESHOLDS: {*ORGANISERS, CLOCK},
        _E.ISSUE_RFQ: ORGANISERS,
        # A reviewer opens the only quote by allowing a negotiated purchase.
        _E.OPEN_QUOTES: {*ORGANISERS, CLOCK, Role.REVIEWER},
        _E.FAIL: {*ORGANISERS, CLOCK, Role.REVIEWER},
        _E.RERUN: ORGANISERS,
        _E.AWARD: ORGANISERS,
        # The answer to a complaint, or a shortfall found at the end of the window.
        _E.REAWARD: {*ORGANISERS, CLOCK, Role.REVIEWER},
        # With the last line live or released, whoever made it so.
        _E.CONCLUDE: {*ORGANISERS, CLOCK, Role.CARRIER, Role.MEMBER},
        _E.CANCEL: ORGANISERS,
    },
)
INVITATION = LifeCycle(
    "invitation",
    {
        (InvitationState.SENT, InvitationEvent.CLAIM): InvitationState.CLAIMED,
        (InvitationState.SENT, InvitationEvent.REVOKE): InvitationState.REVOKED,
        # While the company that came by it has not joined.
        (InvitationState.CLAIMED, InvitationEvent.REVOKE): InvitationState.REVOKED,
    },
    {
        InvitationEvent.CLAIM: {Role.MEMBER, *ORGANISERS, CLOCK},
        InvitationEvent.REVOKE: ORGANISERS,
    },
)
WAITING = LifeCycle(
    "waiting_entry",
    {
        (WaitingState.WAITING, WaitingEvent.PLACE): WaitingState.PLACED,
        (WaitingState.WAITING, WaitingEvent.WITHDRAW): WaitingState.WITHDRAWN,
        (WaitingState.WAITING, WaitingEvent.END): WaitingState.ENDED,
    },
    {
        WaitingEvent.PLACE: {Role.MEMBER},
        WaitingEvent.WITHDRAW: {Role.MEMBER},
        WaitingEvent.END: {CLOCK, *ORGANISERS, Role.CARRIER, Role.MEMBER},
    },
)
