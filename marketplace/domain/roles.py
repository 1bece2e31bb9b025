"""Kinds of organisation and the roles their users may have (design: Who uses it)."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    PARK = "park"
    ENTERPRISE = "enterprise"
    CARRIER = "carrier"
    REGULATOR = "regulator"
    PLATFORM = "platform"


class Role(StrEnum):
    PARK_MANAGER = "park_manager"
    LEAD_ENTERPRISE = "lead_enterprise"
    MEMBER = "member"
    CARRIER = "carrier"
    REVIEWER = "reviewer"
    OBSERVER = "observer"
    OPERATOR = "operator"


ROLES_OF_KIND: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.PARK: frozenset({Role.PARK_MANAGER}),
    OrganisationKind.ENTERPRISE: frozenset({Role.MEMBER, Role.LEAD_ENTERPRISE}),
    OrganisationKind.CARRIER: frozenset({Role.CARRIER}),
    OrganisationKind.REGULATOR: frozenset({Role.OBSERVER}),
    OrganisationKind.PLATFORM: frozenset({Role.OPERATOR, Role.REVIEWER}),
}
SIGN_UP_KINDS = (OrganisationKind.PARK, OrganisationKind.ENTERPRISE, OrganisationKind.CARRIER)


class Scope(StrEnum):
    """What an API token may be used for; a page session has them all."""

    READ = "read"
    DEMAND = "demand"
    CATALOGUE = "catalogue"
    ORGANISE = "organise"
    QUOTE = "quote"
    CONTRACT = "contract"
    REVIEW = "review"
    OPERATE = "operate"
    ACCOUNT = "account"
