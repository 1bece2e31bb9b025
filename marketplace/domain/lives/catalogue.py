"""The lives of organisations, licences and price books."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import LifeCycle
from marketplace.domain.roles import Role


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


ORGANISATION = LifeCycle(
    "organisation",
    {
        (OrganisationState.PENDING, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
        (OrganisationState.PENDING, OrganisationEvent.REFUSE): OrganisationState.REFUSED,
        (OrganisationState.REFUSED, OrganisationEvent.CONFIRM): OrganisationState.CONFIRMED,
    },
    {OrganisationEvent.CONFIRM: [Role.REVIEWER], OrganisationEvent.REFUSE: [Role.REVIEWER]},
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
PRICE_BOOK = LifeCycle(
    "price_book",
    {
        (PriceBookState.DRAFT, PriceBookEvent.PUBLISH): PriceBookState.PUBLISHED,
        (PriceBookState.PUBLISHED, PriceBookEvent.WITHDRAW): PriceBookState.WITHDRAWN,
    },
    {PriceBookEvent.PUBLISH: [Role.CARRIER], PriceBookEvent.WITHDRAW: [Role.CARRIER]},
)
