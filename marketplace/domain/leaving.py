"""Leaving the marketplace (退出平台): what stands in the way, and how long records stay then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.retention import Keeping, keeping, longest
from marketplace.domain.roles import OrganisationKind

LEAVERS = (OrganisationKind.PARK, OrganisationKind.ENTERPRISE, OrganisationKind.CARRIER)
"The platform and the regulator do not leave"
FORMER_USER = "已注销用户 / former user"
"In the place of a name whose term has run out"


@dataclass(frozen=True)
class Obstacle:
    """One thing that must end first. `code` has a sentence in both languages, with {title}."""

    code: str
    thing_id: UUID
    title_zh: str
    title_en: str
    path: str
    "the page where it is ended or waited for"


@dataclass(frozen=True)
class Deals:
    """The group buys that somebody had a part in: `last_on` is the day the last was completed."""

    running: bool = False
    last_on: date | None = None
    public_on: date | None = None
    "the same of those paid for with fiscal funds: files of a public procedure (SEC-06)"

    @property
    def any(self) -> bool:
        return self.running or self.last_on is not None

    def kept_from(self, *others: date) -> date | None:
        """From which day the term of transactions runs; None: something still runs."""
        if self.running:
            return None
        return max([*others, *([] if self.last_on is None else [self.last_on])], default=None)


def kept_after_leaving(
    kind: OrganisationKind, *, left_on: date, deals: Deals, assessed_on: date | None, on: date
) -> Keeping:
    """Until when the persons of an organisation that left stay on record, and by which rules.

    `assessed_on`: the day of its last data-export record, if it made any.
    """
    kept = [keeping([RecordClass.NETWORK_LOG], left_on, on=on)]
    if kind == OrganisationKind.CARRIER:
        kept.append(keeping([RecordClass.SELLER_IDENTITY], left_on, on=on))
    if deals.any:
        kept.append(kept_with_deals(None, deals, on=on))
    if assessed_on is not None:
        kept.append(keeping([RecordClass.IMPACT_ASSESSMENT], assessed_on, on=on))
    return longest(kept)


def kept_with_deals(since: date | None, deals: Deals, *, on: date) -> Keeping:
    """Of a user whose access ended, or of a paper that was replaced, on the day `since`.

    The deals it served count too, and none of their records goes before they are complete.
    """
    begun = deals.kept_from(*([] if since is None else [since]))
    kept = [keeping([RecordClass.TRANSACTION], begun, on=on)]
    if deals.public_on is not None and not deals.running:
        kept.append(
            keeping([RecordClass.TRANSACTION], deals.public_on, on=on, public_procedure=True)
        )
    return longest(kept)
