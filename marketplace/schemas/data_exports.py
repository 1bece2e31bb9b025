"""Data-export self-checks: facts as stated, answers as given, filings, standing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import fields

from marketplace.domain.compliance.data_export.standing import Filed
from marketplace.domain.compliance.facts.data_export import (
    FiledProcedure,
    FreeTradeList,
    ImportantData,
    Scenario,
)
from marketplace.domain.compliance.finding import Outcome
from marketplace.models import DataExportFiling
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.record_export_filing import filed_of

MOST_PEOPLE = 2_000_000_000


class ListProcedure(StrEnum):
    """What a negative list may ask for of the data on it."""

    SECURITY_ASSESSMENT = "security_assessment"
    EITHER = "standard_contract_or_certification"
    STANDARD_CONTRACT = "standard_contract"
    CERTIFICATION = "certification"


def _flag() -> Flag:
    return Flag(load_default=None, allow_none=True)


def _people() -> Whole:
    return Whole(0, MOST_PEOPLE, load_default=None, allow_none=True)


class CountsSchema(Schema):
    """People since 1 January, each once; null: unknown."""

    persons_since_january = _people()
    sensitive_persons_since_january = _people()


class ExportFactsSchema(CountsSchema):
    """What is stated of one export; null or left out: unknown."""

    state_secret = _flag()
    core_data = _flag()
    foreign_authority_request = _flag()
    important_data = Choice(ImportantData, load_default=None, allow_none=True)
    collected_abroad_transit = _flag()
    personal_information = _flag()
    business_scenario = Choice(Scenario, load_default=None, allow_none=True)
    contract_necessity = _flag()
    hr_necessity = _flag()
    emergency = _flag()
    ftz_list = Choice(FreeTradeList, load_default=None, allow_none=True)
    ftz_procedure = Choice(ListProcedure, load_default=None, allow_none=True)
    ciio_notified = _flag()


class NewExportSchema(Schema):
    """A scenario of the caller's; of one line, or of all its lines."""

    scenario = Text(1, 100, required=True)
    line_id = Uuid(load_default=None, allow_none=True)
    recipient_name = Text(0, 200)
    recipient_country = Text(0, 100)
    recipient_contact = Text(0, 200)


class NewExportCheckSchema(NewExportSchema):
    """One check: a scenario that is known already is checked anew, as its next version."""

    facts = fields.Nested(ExportFactsSchema, required=True)


class SaidSchema(Schema):
    zh = Text()
    en = Text()


class MissingFactSchema(SaidSchema):
    fact = Text()


class SourceSchema(SaidSchema):
    """A source as it is printed; `evidence`: T read, S second-hand, K not verified."""

    body_zh = Text()
    body_en = Text()
    issued = Text(allow_none=True)
    evidence = Text()
    address = Text()


class ToFileSchema(Schema):
    what = fields.Nested(SaidSchema)
    by_when = fields.Nested(SaidSchema)
    valid = fields.Nested(SaidSchema)


class ExportAnswerSchema(Schema):
    """The same that `python -m marketplace.domain.compliance.data_export` prints."""

    code = Text()
    path = Text()
    action = Choice(Outcome)
    statement = fields.Nested(SaidSchema)
    sources = listed(fields.Nested(SourceSchema))
    missing = listed(fields.Nested(MissingFactSchema))
    filing = fields.Nested(ToFileSchema, allow_none=True)
    duties = listed(fields.Nested(SaidSchema))
    notes = listed(fields.Nested(SaidSchema))


class ExportCheckSchema(Schema):
    id = Uuid()
    export_id = Uuid()
    member_id = Uuid()
    scenario = Text(attribute="export.scenario")
    line_id = Uuid(attribute="export.line_id", allow_none=True)
    number = Whole(metadata={"description": "Version within the scenario, from 1."})
    facts = fields.Nested(ExportFactsSchema)
    answer = fields.Nested(ExportAnswerSchema)
    table_version = Whole()
    ftz_list_edition = Text(allow_none=True)
    checked_on = Day()
    checked_at = Instant()
    superseded_at = Instant(allow_none=True)
    printed_at = Instant(allow_none=True)


class NewFilingSchema(Schema):
    """The whole record each time; what is left out is not on record any more."""

    procedure = Choice(FiledProcedure, load_default=None, allow_none=True)
    reference = Text(1, 100, load_default=None, allow_none=True)
    granted_on = Day(load_default=None, allow_none=True)
    filed_on = Day(load_default=None, allow_none=True)
    assessed_on = Day(load_default=None, allow_none=True)
    individuals_told = _flag()
    consent_is_basis = _flag()
    separate_consent = _flag()
    critical_industry = _flag()
    ciio_answer_confirmed = _flag()
    lingang_report = Text(1, 100, load_default=None, allow_none=True)


class FilingSchema(NewFilingSchema):
    id = Uuid()
    number = Whole()
    recorded_at = Instant()
    superseded_at = Instant(allow_none=True)
    valid_until = fields.Method("_valid_until", metadata={"type": ["string", "null"]})
    renew_by = fields.Method("_renew_by", metadata={"type": ["string", "null"]})

    def _valid_until(self, filing: DataExportFiling) -> str | None:
        return self._day(filing, "valid_until")

    def _renew_by(self, filing: DataExportFiling) -> str | None:
        return self._day(filing, "renew_by")

    def _day(self, filing: DataExportFiling, name: str) -> str | None:
        filed: Filed | None = filed_of(filing)
        found = None if filed is None or filed.validity is None else filed.validity
        return None if found is None else getattr(found, name).isoformat()


class ExportFindingSchema(Schema):
    code = Text()
    version = Whole()
    outcome = Choice(Outcome)
    message_zh = Text()
    message_en = Text()
    mends = Text(allow_none=True)


class ExportSchema(NewExportSchema):
    id = Uuid()
    member_id = Uuid()
    created_at = Instant()
    ended_at = Instant(allow_none=True)
    asked_for = Day(allow_none=True)
    check = fields.Nested(ExportCheckSchema, allow_none=True)
    filing = fields.Nested(FilingSchema, allow_none=True)


class ExportStandingSchema(Schema):
    """An export as it stands today: what still holds of the answer, and what activation asks."""

    export = fields.Nested(ExportSchema)
    answer = fields.Nested(ExportAnswerSchema, allow_none=True)
    outcome = Choice(Outcome)
    findings = listed(fields.Nested(ExportFindingSchema))


class CheckQuerySchema(Schema):
    export_id = Uuid()
    current = Flag()


class ListItemSchema(Schema):
    sector = Text()
    scenario = Text()
    item = Text()
    procedure = Choice(ListProcedure)


class NegativeListSchema(Schema):
    zone = Text()
    edition = Text()
    in_force_from = Day()
    replaced_on = Day(allow_none=True)
    loaded_on = Day()
    address = Text()
    items = listed(fields.Nested(ListItemSchema))


class NegativeListsSchema(Schema):
    """`note` says so when no list in force is loaded."""

    in_force = Text(allow_none=True)
    note = fields.Nested(SaidSchema, allow_none=True)
    lists = listed(fields.Nested(NegativeListSchema))


def standing_document(standing: Any) -> dict[str, Any]:
    """What ExportStandingSchema shows."""
    answer = standing.answer
    return {
        "export": standing.export,
        "answer": None if answer is None else answer.as_dict(),
        "outcome": standing.outcome,
        "findings": standing.findings,
    }
