"""Telecom licences of carriers, with what a reviewer should look at in their number."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import fields

from marketplace.domain.licences import number_warnings
from marketplace.domain.lives import LicenceState
from marketplace.i18n.sentences import LANGUAGES, sentence
from marketplace.models import Licence
from marketplace.schemas.fields import Choice, Schema, Text, Uuid, listed
from marketplace.schemas.time_fields import Day, Instant


class LicenceScope(StrEnum):
    """Catalogue codes of basic telecom business (SELL-02), as in `domain.products`."""

    FACILITIES = "A11-4"
    INTERNET_DATA = "A14-1"
    DATA = "A14-4"


class NewLicenceSchema(Schema):
    number = Text(1, 60, required=True)
    scopes = listed(Choice(LicenceScope), 1, len(LicenceScope), required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True)


class LicenceSchema(NewLicenceSchema):
    id = Uuid()
    carrier_id = Uuid()
    state = Choice(LicenceState)
    created_at = Instant()
    decided_at = Instant(allow_none=True)
    decision_reason = Text(allow_none=True)
    warnings = fields.Method("_warnings", metadata={"type": "array"})

    def _warnings(self, licence: Licence) -> list[dict[str, Any]]:
        """Codes and sentences of what looks odd about the number (SELL-06); no refusal."""
        return [
            {"code": code, "messages": {lang: sentence(code, {}, lang) for lang in LANGUAGES}}
            for code in number_warnings(licence.number)
        ]


class LicenceQuerySchema(Schema):
    state = Choice(LicenceState)
    carrier_id = Uuid()
