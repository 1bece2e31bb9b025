"""What a member says of the use of a line: who knows what of it, and sensible first guesses."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.compliance.facts.line import EndType
from marketplace.domain.products import Relation


class Voice(StrEnum):
    """What voice a line carries (USE-08)."""

    NONE = "none"
    INTERNAL = "internal"
    PUBLIC_NETWORK = "public_network"
    "breaks out to the public telephone network"


DECLARATIONS = (
    "resale",
    "shared",
    "proxy_for_others",
    "third_party_access",
    "public_acceleration",
)
"Uses that no line may have (USE-02, USE-06); one tick denies all of them"
STATED = (
    "purpose",
    "purpose_text",
    "users",
    "a_end",
    "z_end",
    "internal_only",
    "internet_breakout",
    "voice",
    "z_registration_number",
    "z_share_bps",
)
"What is stated with a line; `internal_only` is the one tick, the papers follow"
SAME = (Relation.SAME_ENTITY, Relation.BRANCH)


def likely_z_end(relation: Relation | None) -> EndType:
    """The end that a form proposes: an office of whoever sits there."""
    return EndType.OWN_OFFICE if relation in SAME else EndType.AFFILIATE_OFFICE
