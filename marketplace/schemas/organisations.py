"""Organisations as they are shown, and a reviewer's decision on them."""

from __future__ import annotations

from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import OrganisationKind
from marketplace.schemas.code_fields import Uscc
from marketplace.schemas.fields import Choice, Schema, Text, Uuid
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.time_fields import Instant
from marketplace.services.desk_orders import ORGANISATIONS


class ParkSchema(Schema):
    id = Uuid()
    name_zh = Text()
    name_en = Text()


class OrganisationSchema(Schema):
    id = Uuid()
    kind = Choice(OrganisationKind)
    state = Choice(OrganisationState)
    uscc = Uscc()
    name_zh = Text()
    name_en = Text()
    sector = Text()
    address = Text()
    park_id = Uuid(allow_none=True)
    created_at = Instant()
    decided_at = Instant(allow_none=True)
    decision_reason = Text(allow_none=True)
    left_at = Instant(allow_none=True)
    left_reason = Text(allow_none=True)


class OrganisationQuerySchema(Schema):
    state = Choice(OrganisationState)
    kind = Choice(OrganisationKind)
    q = Text(0, 100)
    sort = order_field(*ORGANISATIONS)


class ConfirmSchema(Schema):
    reason = Text(1, 1000, lines=True, load_default=None, allow_none=True)


class RefuseSchema(Schema):
    reason = Text(1, 1000, lines=True, required=True)
