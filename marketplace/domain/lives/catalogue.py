"""The lives of organisations, licences, premises and price books."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import ORGANISERS, LifeCycle
from marketplace.domain.roles import Role


class OrganisationState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LEFT = "left"
    "退出平台; whoever comes back enrols anew, as another organisation with the same code"


class OrganisationEvent(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"
    LEAVE = "leave"


class LicenceState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    REFUSED = "refused"


class LicenceEvent(StrEnum):
    VERIFY = "verify"
    REFUSE = "refuse"


class PremisesState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class PremisesEvent(StrEnum):
    STATE = "state"
    "with another proof: the park looks again"
    CONFIRM = "confirm"
    REFUSE = "refuse"


class PriceBookState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PriceBookEvent(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


ORGANISATION = LifeCycle(
    "organisation",
    {
        (OrganisationState.PENDING, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
        (OrganisationState.PENDING, OrganisationEvent.REFUSE): OrganisationState.REFUSED,
        (OrganisationState.REFUSED, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
        (OrganisationState.CONFIRMED, OrganisationEvent.LEAVE): OrganisationState.LEFT,
    },
    {
        OrganisationEvent.CONFIRM: [Role.REVIEWER],
        OrganisationEvent.REFUSE: [Role.REVIEWER],
        # By its own decision, or recorded by an operator with the reason.
        OrganisationEvent.LEAVE: {*ORGANISERS, Role.MEMBER, Role.CARRIER, Role.OPERATOR},
    },
)
LICENCE = LifeCycle(
    "licence",
    {
        (LicenceState.PENDING, LicenceEvent.VERIFY): LicenceState.VERIFIED,
        (LicenceState.PENDING, LicenceEvent.REFUSE): LicenceState.REFUSED,
        (LicenceState.VERIFIED, LicenceEvent.REFUSE): LicenceState.REFUSED,
    },
    {LicenceEvent.VERIFY: [Role.REVIEWER], LicenceEvent.REFUSE: [Role.REVIEWER]},
)
PREMISES = LifeCycle(
    "premises",
    {
        (PremisesState.PENDING, PremisesEvent.STATE): PremisesState.PENDING,
        (PremisesState.PENDING, PremisesEvent.CONFIRM): PremisesState.CONFIRMED,
        (PremisesState.PENDING, PremisesEvent.REFUSE): PremisesState.REFUSED,
        (PremisesState.CONFIRMED, PremisesEvent.STATE): PremisesState.PENDING,
        (PremisesState.CONFIRMED, PremisesEvent.REFUSE): PremisesState.REFUSED,
        (PremisesState.REFUSED, PremisesEvent.STATE): PremisesState.PENDING,
        (PremisesState.REFUSED, PremisesEvent.CONFIRM): PremisesState.CONFIRMED,
    },
    {
        PremisesEvent.STATE: [Role.MEMBER],
        PremisesEvent.CONFIRM: [Role.PARK_MANAGER],
        PremisesEvent.REFUSE: [Role.PARK_MANAGER],
    },
)
PRICE_BOOK = LifeCycle(
    "price_book",
    {
        (PriceBookState.DRAFT, PriceBookEvent.PUBLISH): PriceBookState.PUBLISHED,
        (PriceBookState.PUBLISHED, PriceBookEvent.WITHDRAW): PriceBookState.WITHDRAWN,
    },
    {PriceBookEvent.PUBLISH: [Role.CARRIER], PriceBookEvent.WITHDRAW: [Role.CARRIER]},
)
