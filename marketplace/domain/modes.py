"""The two modes of a group buy, and whose each is: a park's, or a lead enterprise's."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.roles import OrganisationKind


class GroupBuyMode(StrEnum):
    """Park: open to the park's confirmed enterprises; directed: to those invited, hidden else."""

    PARK = "park"
    DIRECTED = "directed"


MODE_OF_KIND = {
    OrganisationKind.PARK: GroupBuyMode.PARK,
    OrganisationKind.ENTERPRISE: GroupBuyMode.DIRECTED,
}
"The mode of the group buys that an organisation of the kind may organise"
