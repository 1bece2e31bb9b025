"""Enrolment files: what an organisation states, what a reviewer checks, what is missing."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.archive import Capacity, DocumentKind
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.enrolment import IdentityHow
from marketplace.schemas.evidence_files import StoredFileSchema
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.time_fields import Day, Instant

NUMBER = "Kept encrypted and never shown again. Null: as before; empty: taken out"
MAY_BE_NULL: dict[str, Any] = {"allow_none": True}
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


class EnrolmentChangeSchema(Schema):
    """What changes; everything that is left out stays as it was."""

    legal_representative = Text(0, 100)
    legal_document_kind = Choice(DocumentKind, **MAY_BE_NULL)
    legal_number = Text(0, 40, metadata={"description": NUMBER}, **MAY_BE_NULL)
    acts = Choice(Capacity, metadata={"description": "who acts here"}, **MAY_BE_NULL)
    agent_name = Text(0, 100)
    agent_phone = Text(0, 30, metadata={"description": "of the person acting"})
    agent_document_kind = Choice(DocumentKind, **MAY_BE_NULL)
    agent_number = Text(0, 40, metadata={"description": NUMBER}, **MAY_BE_NULL)
    identity_consent = Flag(
        metadata={"description": "the persons named consent to the use of identity documents"}
    )
    consent_withdrawn = Flag(metadata={"description": "takes it back, with every number"})
    business_licence_id = Uuid(**MAY_BE_NULL)
    authorisation_letter_id = Uuid(**MAY_BE_NULL)
    internal_approval_id = Uuid(**MAY_BE_NULL)
    state_owned = Flag(**MAY_BE_NULL)
    fiscal_funds = Flag(**MAY_BE_NULL)
    notice_version = Text(
        0, 20, metadata={"description": "of the privacy notice that was read and passed on"}
    )


class EnrolmentCheckSchema(Schema):
    """What is checked so far; null: not yet. It takes the place of the check before."""

    file_version = Whole(required=True, metadata={"description": "of the file looked at"})
    identity_verified = Flag(**OPTIONAL)
    identity_how = Choice(IdentityHow, **OPTIONAL)
    identity_checked_on = Day(**OPTIONAL)
    phone_verified = Flag(**OPTIONAL)
    registry_status = Choice(RegistryStatus, **OPTIONAL)
    registry_checked_on = Day(**OPTIONAL)
    registry_evidence_id = Uuid(**OPTIONAL)
    risk_found = Flag(**OPTIONAL)
    risk_note = Text(0, 1000, lines=True, load_default="")


class CheckSchema(EnrolmentCheckSchema):
    """What counts of a check, as the organisation itself reads it too."""

    class Meta:
        exclude = ("risk_note",)

    id = Uuid()
    checked_at = Instant()


class KeptCheckSchema(EnrolmentCheckSchema):
    """A check as reviewers read it."""

    id = Uuid()
    checked_at = Instant()
    reviewer = Text(attribute="reviewer.name")


class MissingSchema(Schema):
    """One thing that a rule would not let pass, and the page and field that mend it."""

    rule = Text()
    outcome = Choice(Outcome)
    message_zh = Text()
    message_en = Text()
    mends = Text(allow_none=True)
    link = Text()


class EnrolmentSchema(Schema):
    """The file; identity numbers come masked but for their last characters."""

    organisation_id = Uuid(attribute="file.organisation_id")
    version = Whole()
    legal_representative = Text(attribute="file.legal_representative")
    legal_document_kind = Choice(
        DocumentKind, attribute="file.legal_document_kind", allow_none=True
    )
    legal_number_masked = Text(attribute="file.legal_number_masked")
    acts = Choice(Capacity, attribute="file.acts", allow_none=True)
    agent_name = Text(attribute="file.agent_name")
    agent_phone = Text(attribute="file.agent_phone")
    agent_document_kind = Choice(
        DocumentKind, attribute="file.agent_document_kind", allow_none=True
    )
    agent_number_masked = Text(attribute="file.agent_number_masked")
    consented_at = Instant(attribute="file.consented_at", allow_none=True)
    business_licence = fields.Nested(
        StoredFileSchema, attribute="file.business_licence", allow_none=True
    )
    authorisation_letter = fields.Nested(
        StoredFileSchema, attribute="file.authorisation_letter", allow_none=True
    )
    internal_approval = fields.Nested(
        StoredFileSchema, attribute="file.internal_approval", allow_none=True
    )
    state_owned = Flag(attribute="file.state_owned", allow_none=True)
    fiscal_funds = Flag(attribute="file.fiscal_funds", allow_none=True)
    notice_version = Text(attribute="file.notice_version")
    notice_accepted_at = Instant(attribute="file.notice_accepted_at", allow_none=True)
    check = fields.Nested(CheckSchema, allow_none=True)
    persons_changed = Flag(
        metadata={"description": "after the check: identity and phone are to be checked anew"}
    )
    missing = listed(fields.Nested(MissingSchema))


class ChecksSchema(Schema):
    """Everything that reviewers recorded of it and noted, the newest first; for them alone."""

    checks = listed(fields.Nested(KeptCheckSchema), 0, 100)
