"""Privacy: the inventory, terms, one's own data and its correction, the record of readings."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.compliance.retention import Term
from marketplace.domain.holdings import Holding
from marketplace.models import Reading
from marketplace.schemas.accounts import Locale, Password
from marketplace.schemas.code_fields import Email
from marketplace.schemas.data_exports import SaidSchema
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant


class CorrectionSchema(Schema):
    """What the caller corrects of itself; a new e-mail address needs the password."""

    name = Text(1, 100)
    locale = Choice(Locale)
    email = Email()
    password = Password(1, 1000)


class HoldingSchema(Schema):
    key = Text()
    title = fields.Nested(SaidSchema)
    whom = fields.Nested(SaidSchema)
    what = fields.Nested(SaidSchema)
    purpose = fields.Nested(SaidSchema)
    basis = fields.Nested(SaidSchema)
    sources = listed(fields.Nested(SaidSchema))
    kept = fields.Nested(SaidSchema)
    readers = fields.Nested(SaidSchema)
    sensitive = Flag()


class TermSchema(Schema):
    record = Text()
    name = fields.Nested(SaidSchema)
    months = Whole()
    begins = fields.Nested(SaidSchema)
    rule = Text()
    sources = listed(fields.Nested(SaidSchema))


class PrivacySchema(Schema):
    version = Text(metadata={"description": "of the notice; other when its text is"})
    holdings = listed(fields.Nested(HoldingSchema))
    terms = listed(fields.Nested(TermSchema))


class OwnDataSchema(Schema):
    """The caller's own data; each list at most 10000 rows, the newest first."""

    format = Text()
    made_at = Text()
    account = fields.Dict()
    tokens = listed(fields.Dict(), 0, 10_000)
    notifications = listed(fields.Dict(), 0, 10_000)
    mails = listed(fields.Dict(), 0, 10_000)
    failed_log_ins = listed(fields.Dict(), 0, 10_000)
    acts = listed(fields.Dict(), 0, 10_000)
    readings = listed(fields.Dict(), 0, 10_000)
    signed_contracts = listed(fields.Dict(), 0, 10_000)
    stated_exports = listed(fields.Dict(), 0, 10_000)
    enrolment_files = listed(fields.Dict(), 0, 1)
    enrolment_checks = listed(fields.Dict(), 0, 10_000)


class ReadingSchema(Schema):
    id = Uuid()
    at = Instant()
    reader = fields.Method("_reader", metadata={"type": "string"})
    organisation = fields.Nested(PartySchema)
    owner = fields.Nested(PartySchema)
    subject = Text()
    subject_id = Uuid()

    def _reader(self, reading: Reading) -> str:
        return reading.reader.name


def said_sources(sources: Any) -> list[dict[str, str]]:
    """Each source once, as it is printed."""
    found = {source.printed("zh"): source.printed("en") for source in sources}
    return [{"zh": zh, "en": en} for zh, en in found.items()]


def holding_document(one: Holding) -> dict[str, Any]:
    names = ("key", "title", "whom", "what", "purpose", "basis", "kept", "readers", "sensitive")
    return {name: getattr(one, name) for name in names} | {"sources": said_sources(one.sources)}


def term_document(one: Term) -> dict[str, Any]:
    named = {name: getattr(one, name) for name in ("record", "name", "months", "begins")}
    return named | {"rule": one.rule.code, "sources": said_sources(one.rule.sources)}
