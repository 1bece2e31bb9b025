"""The record of the effect on competition (竞争影响说明) that an organiser signs."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.i18n.competition_texts import suggested
from marketplace.schemas.fields import Amount, Bps, Schema, Text, Uuid, Whole
from marketplace.schemas.time_fields import Instant


def part(description: str) -> Text:
    return Text(1, 4000, lines=True, required=True, metadata={"description": description})


class SignCompetitionRecordSchema(Schema):
    """`legal_review_id` names an opinion uploaded to /files, wanted at a large share."""

    efficiency = part("How buying together lowers cost or serves better")
    small_firms = part("What small and medium companies have of it")
    no_restriction = part("Why it does not seriously restrict competition")
    fair_share = part("How members share in the benefit")
    local_demand_share_bps = Bps(
        required=True,
        metadata={"description": "Of the local demand for such lines, as you estimate it"},
    )
    share_basis = Text(
        1, 2000, lines=True, required=True, metadata={"description": "What the estimate rests on"}
    )
    legal_review_id = Uuid(load_default=None, allow_none=True)


class CompetitionFiguresSchema(Schema):
    """What the marketplace knew at the signing; before it, what it knows now."""

    members = Whole()
    lines = Whole()
    mbps = Whole()
    list_minor = Amount()
    discount_bps = Bps()
    carriers = Whole(metadata={"description": "Licensed carriers"})


class CompetitionRecordSchema(SignCompetitionRecordSchema):
    """Texts are null until it is signed; `suggested` is a first wording from the figures."""

    figures = fields.Nested(CompetitionFiguresSchema)
    suggested = fields.Method("get_suggested", metadata={"type": "object"})
    signed_at = Instant(allow_none=True)
    signed_by = Uuid(allow_none=True)

    def get_suggested(self, kept: Any) -> dict[str, dict[str, str]]:
        return {language: suggested(kept.figures, language) for language in ("zh", "en")}
