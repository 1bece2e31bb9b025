"""A discount ladder in a request or answer."""

from __future__ import annotations

import marshmallow as ma

from marketplace.schemas.fields import Bps, Schema, Text, Whole, listed, refuse

MOST_VOLUME = 9 * 10**14


class TierSchema(Schema):
    """Holds from `from` up to, not including, the next tier's."""

    from_ = Whole(0, MOST_VOLUME, required=True, data_key="from", attribute="from")
    discount_bps = Bps(0, 9999, required=True)


class LadderSchema(Schema):
    """Tiers by lines, Mbps or spend (fen); half-open bounds (formats.md)."""

    measure = Text(1, 10, required=True)
    style = Text(1, 10, load_default="whole")
    tiers = listed(ma.fields.Nested(TierSchema), 1, 20, required=True)

    @ma.validates("measure")
    def known_measure(self, value: str, **_: object) -> None:
        if value not in ("lines", "mbps", "spend"):
            raise refuse("choice", choices="lines, mbps, spend")

    @ma.validates("style")
    def known_style(self, value: str, **_: object) -> None:
        if value not in ("whole", "graduated"):
            raise refuse("choice", choices="whole, graduated")
