"""Complaints of service (投诉) with their clock and the way on."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.complaint_way import (
    AUTHORITY_EN,
    AUTHORITY_ZH,
    SOURCES_EN,
    SOURCES_ZH,
    ComplaintCategory,
)
from marketplace.domain.lives import ServiceComplaintState
from marketplace.models import ServiceComplaint
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant
from marketplace.services.desk_orders import COMPLAINTS


class ServiceComplaintQuerySchema(Schema):
    group_buy_id = Uuid(**OPTIONAL)
    state = Choice(ServiceComplaintState, **OPTIONAL)
    sort = order_field(*COMPLAINTS)


class StatementGivenSchema(Schema):
    """A statement; `evidence_id` names a file uploaded to /files."""

    text = Text(1, 5000, lines=True, required=True)
    evidence_id = Uuid(**OPTIONAL)


class NewServiceComplaintSchema(StatementGivenSchema):
    """To carrier and organiser, or (`to_carrier` false) to the organiser alone."""

    group_buy_id = Uuid(required=True)
    contract_line_id = Uuid(**OPTIONAL)
    to_carrier = Flag(load_default=False)
    category = Choice(ComplaintCategory, required=True)
    subject = Text(1, 200, required=True)


class LastStatementSchema(Schema):
    """What the member says when it closes a complaint or takes it to the authority."""

    text = Text(0, 5000, lines=True, load_default="")


class StatementSchema(Schema):
    number = Whole()
    organisation = fields.Nested(PartySchema)
    said_at = Instant()
    text = Text()
    evidence_id = Uuid(allow_none=True)


class ServiceComplaintSchema(Schema):
    """A complaint without its statements."""

    id = Uuid()
    number = Text()
    group_buy_id = Uuid()
    contract_line_id = Uuid(allow_none=True)
    reference = Text(attribute="contract_line.reference", allow_none=True)
    member = fields.Nested(PartySchema)
    carrier = fields.Nested(PartySchema, allow_none=True)
    category = Choice(ComplaintCategory)
    subject = Text()
    state = Choice(ServiceComplaintState)
    filed_at = Instant()
    answer_due_at = Instant()
    answered_at = Instant(allow_none=True)
    closed_at = Instant(allow_none=True)
    escalated_at = Instant(allow_none=True)


class WayOnSchema(Schema):
    """The authority that a complainant may go to, and where that is written."""

    authority_zh = Text()
    authority_en = Text()
    sources_zh = fields.List(Text())
    sources_en = fields.List(Text())
    from_at = Instant()


class ServiceComplaintWithWordsSchema(ServiceComplaintSchema):
    words = fields.List(fields.Nested(StatementSchema))
    way_on = fields.Method("_way_on", metadata={"type": "object"})

    def _way_on(self, complaint: ServiceComplaint) -> object:
        """Without an answer the way is open from `from_at`; with one that does not satisfy, now."""
        way = {
            "authority_zh": AUTHORITY_ZH,
            "authority_en": AUTHORITY_EN,
            "sources_zh": SOURCES_ZH,
            "sources_en": SOURCES_EN,
            "from_at": complaint.answered_at or complaint.answer_due_at,
        }
        return WayOnSchema().dump(way)
