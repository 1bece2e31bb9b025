"""What a member says of the use of a line, and which uses no line may have."""

from __future__ import annotations

from enum import StrEnum


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
