"""The use and the ends of a line, as a member states them with the line or later."""

from __future__ import annotations

from typing import Any

from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.line_use import Voice
from marketplace.schemas.fields import Bps, Choice, Flag, Schema, Text, Uuid, Whole

OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
MOST_USERS = 1_000_000


ONE_TICK = "true: no resale, sharing, proxy or VPN for others, third-party access, acceleration"


class StatedUseSchema(Schema):
    """What may be said of its use with a line. Null: not said now; what was said before stays."""

    purpose = Choice(Purpose, **OPTIONAL)
    purpose_text = Text(0, 500, **OPTIONAL)
    users = Whole(1, MOST_USERS, **OPTIONAL)
    a_end = Choice(EndType, **OPTIONAL)
    z_end = Choice(EndType, **OPTIONAL)
    internal_only = Flag(metadata={"description": ONE_TICK}, **OPTIONAL)
    internet_breakout = Flag(**OPTIONAL)
    voice = Choice(Voice, **OPTIONAL)
    z_registration_number = Text(0, 60, **OPTIONAL)
    z_share_bps = Bps(**OPTIONAL)


class UseSchema(Schema):
    """All that is stated of a line's use and ends, with the papers that show it."""

    purpose = Choice(Purpose, **OPTIONAL)
    purpose_text = Text(0, 500, load_default="")
    users = Whole(1, MOST_USERS, **OPTIONAL)
    a_end = Choice(EndType, **OPTIONAL)
    z_end = Choice(EndType, **OPTIONAL)
    resale = Flag(**OPTIONAL)
    shared = Flag(**OPTIONAL)
    proxy_for_others = Flag(**OPTIONAL)
    third_party_access = Flag(**OPTIONAL)
    public_acceleration = Flag(**OPTIONAL)
    internet_breakout = Flag(**OPTIONAL)
    voice = Choice(Voice, **OPTIONAL)
    z_registration_number = Text(0, 60, load_default="")
    z_share_bps = Bps(**OPTIONAL)
    z_evidence_id = Uuid(**OPTIONAL)
    resources_contract_id = Uuid(**OPTIONAL)
