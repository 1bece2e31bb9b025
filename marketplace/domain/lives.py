"""The states and legal moves of everything that has a life (design: Life of a group buy)."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import LifeCycle


class OrganisationState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class OrganisationEvent(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"


class LicenceState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    REFUSED = "refused"


class LicenceEvent(StrEnum):
    VERIFY = "verify"
    REFUSE = "refuse"


class PriceBookState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PriceBookEvent(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


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


class RfqState(StrEnum):
    QUOTING = "quoting"
    OPENED = "opened"
    FAILED = "failed"
    VOID = "void"


class RfqEvent(StrEnum):
    OPEN = "open"
    FAIL = "fail"
    VOID = "void"


class ParticipationState(StrEnum):
    JOINED = "joined"
    LEFT = "left"


class LineState(StrEnum):
    POOLED = "pooled"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


class SolveState(StrEnum):
    REQUESTED = "requested"
    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    FAILED = "failed"


class AwardState(StrEnum):
    STANDING = "standing"
    SUPERSEDED = "superseded"


class AcceptanceState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    UNSERVED = "unserved"


class ContractState(StrEnum):
    DRAWN = "drawn"
    IN_FORCE = "in_force"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ContractEvent(StrEnum):
    BOTH_SIGNED = "both_signed"
    ALL_LIVE = "all_live"
    CANCEL = "cancel"


ORGANISATION = LifeCycle(
    {
        (OrganisationState.PENDING, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
        (OrganisationState.PENDING, OrganisationEvent.REFUSE): OrganisationState.REFUSED,
        (OrganisationState.REFUSED, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
    }
)
LICENCE = LifeCycle(
    {
        (LicenceState.PENDING, LicenceEvent.VERIFY): LicenceState.VERIFIED,
        (LicenceState.PENDING, LicenceEvent.REFUSE): LicenceState.REFUSED,
        (LicenceState.VERIFIED, LicenceEvent.REFUSE): LicenceState.REFUSED,
    }
)
PRICE_BOOK = LifeCycle(
    {
        (PriceBookState.DRAFT, PriceBookEvent.PUBLISH): PriceBookState.PUBLISHED,
        (PriceBookState.PUBLISHED, PriceBookEvent.WITHDRAW): PriceBookState.WITHDRAWN,
    }
)
_G, _E = GroupBuyState, GroupBuyEvent
GROUP_BUY = LifeCycle(
    {
        (_G.DRAFT, _E.OPEN): _G.OPEN,
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
    }
)
RFQ = LifeCycle(
    {
        (RfqState.QUOTING, RfqEvent.OPEN): RfqState.OPENED,
        (RfqState.QUOTING, RfqEvent.FAIL): RfqState.FAILED,
        (RfqState.QUOTING, RfqEvent.VOID): RfqState.VOID,
        (RfqState.OPENED, RfqEvent.VOID): RfqState.VOID,
    }
)
CONTRACT = LifeCycle(
    {
        (ContractState.DRAWN, ContractEvent.BOTH_SIGNED): ContractState.IN_FORCE,
        (ContractState.IN_FORCE, ContractEvent.ALL_LIVE): ContractState.COMPLETED,
        (ContractState.DRAWN, ContractEvent.CANCEL): ContractState.CANCELLED,
    }
)
