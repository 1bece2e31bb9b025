"""Telecom licences of carriers, with what a reviewer should look at in their number."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.licences import LicenceClass, Scope, number_warnings
from marketplace.domain.lives import LicenceState
from marketplace.i18n.sentences import LANGUAGES, sentence
from marketplace.models import Licence
from marketplace.schemas.code_fields import Uscc
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, listed
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.desk_orders import LICENCES

OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
HOLDER = "Credit code of the legal person that holds it, when a branch submits it"


class NewLicenceSchema(Schema):
    number = Text(1, 60, required=True)
    scopes = listed(Choice(Scope), 1, len(Scope), required=True)
    licence_class = Choice(LicenceClass, **OPTIONAL)
    geographic_scope = Text(0, 200, load_default="")
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    holder_name = Text(0, 200, load_default="")
    holder_uscc = Uscc(metadata={"description": HOLDER}, **OPTIONAL)
    evidence_id = Uuid(**OPTIONAL)
    authorisation_id = Uuid(**OPTIONAL)
    gateway_city = Text(0, 100, load_default="")
    handover_pop = Text(0, 200, load_default="")


class LicenceChangeSchema(Schema):
    """What can be added to a licence. Null or left out: as it was."""

    evidence_id = Uuid(**OPTIONAL)
    authorisation_id = Uuid(**OPTIONAL)
    gateway_city = Text(1, 100, **OPTIONAL)
    handover_pop = Text(1, 200, **OPTIONAL)


class LookUpSchema(Schema):
    """What a reviewer found when looking the licence up with the authority."""

    looked_up_on = Day(required=True)
    lookup_note = Text(1, 1000, lines=True, required=True)
    lookup_evidence_id = Uuid(**OPTIONAL)
    forged_or_lent = Flag(load_default=False)


class LicenceSchema(NewLicenceSchema):
    id = Uuid()
    carrier_id = Uuid()
    looked_up_on = Day(allow_none=True)
    lookup_note = Text()
    lookup_evidence_id = Uuid(allow_none=True)
    forged_or_lent = Flag(allow_none=True)
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
    sort = order_field(*LICENCES)
