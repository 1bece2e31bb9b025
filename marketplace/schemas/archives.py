"""User archives: the company's part, papers, premises, letters, and the archive of a line."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.archive import Capacity, DocumentKind, PaperKind
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.lives import ArchiveState, PremisesState
from marketplace.schemas.code_fields import Country, Uscc
from marketplace.schemas.evidence_files import StoredFileSchema
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.line_uses import UseSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant

OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
NUMBER = "Kept encrypted and never shown again. Null: as before; empty: taken out"
MOST_LINES = 200


class CompanyProfileSchema(Schema):
    """What a company says of itself in every archive; an empty text is not said yet."""

    customer_name = Text(1, 200, required=True)
    country = Country(load_default="CN")
    issuing_authority = Text(0, 200, load_default="")
    business_scope = Text(0, 4000, lines=True, load_default="")
    business_address = Text(0, 300, load_default="")
    post_code = Text(0, 20, load_default="")
    staff = Whole(1, 10_000_000, **OPTIONAL)
    telecom_seller = Flag(**OPTIONAL)
    legal_representative = Text(0, 100, load_default="")
    legal_document_kind = Choice(DocumentKind, **OPTIONAL)
    contact_name = Text(0, 100, load_default="")
    contact_phone = Text(0, 50, load_default="")
    contact_email = Text(0, 200, load_default="")
    contact_address = Text(0, 300, load_default="")
    contact_document_kind = Choice(DocumentKind, **OPTIONAL)


class KeepProfileSchema(CompanyProfileSchema):
    legal_number = Text(0, 40, metadata={"description": NUMBER}, **OPTIONAL)
    contact_number = Text(0, 40, metadata={"description": NUMBER}, **OPTIONAL)
    identity_consent = Flag(load_default=False)


class ProfileSchema(CompanyProfileSchema):
    """Identity numbers come masked but for their last characters."""

    legal_number_masked = Text()
    contact_number_masked = Text()
    consented_at = Instant(allow_none=True)
    changed_at = Instant(allow_none=True)


class KeepPaperSchema(Schema):
    """A paper for all your lines, or in its place for one line alone."""

    kind = Choice(PaperKind, required=True)
    file_id = Uuid(required=True)
    line_id = Uuid(**OPTIONAL)


class PaperSchema(KeepPaperSchema):
    id = Uuid()
    file = fields.Nested(StoredFileSchema)
    kept_at = Instant()
    replaced_at = Instant(allow_none=True)


class PremisesQuerySchema(Schema):
    state = Choice(PremisesState)


class NewPremisesSchema(Schema):
    """A place of yours in the park, written as your lines write it."""

    building = Text(1, 200, required=True)
    room = Text(0, 100, load_default="")
    proof_id = Uuid(**OPTIONAL)


class PremisesSchema(NewPremisesSchema):
    id = Uuid()
    member = fields.Nested(PartySchema)
    state = Choice(PremisesState)
    stated_at = Instant()
    decided_at = Instant(allow_none=True)
    decision_reason = Text(allow_none=True)


class LetterTextSchema(Schema):
    opening = Text()
    points = listed(Text())
    closing = Text()


class LetterSchema(Schema):
    """The commitment letter that is signed now; signing names its checksum."""

    version = Text()
    text_sha256 = Text()
    zh = fields.Nested(LetterTextSchema)
    en = fields.Nested(LetterTextSchema)


class SignLetterSchema(Schema):
    line_ids = listed(Uuid(), 1, MOST_LINES, required=True)
    text_sha256 = Text(64, 64, required=True)
    signer_name = Text(1, 100, required=True)
    capacity = Choice(Capacity, required=True)


class CommitmentSchema(Schema):
    id = Uuid()
    line_id = Uuid()
    version = Text()
    text_sha256 = Text()
    customer_name = Text()
    signer_name = Text()
    capacity = Choice(Capacity)
    signed_at = Instant()


class LineUseSchema(UseSchema):
    line_id = Uuid()
    changed_at = Instant(allow_none=True)


class KeepUseSchema(UseSchema):
    same_occupant = Flag(
        load_default=False,
        metadata={"description": "the far end's facts go for your other lines to it too"},
    )


class ArchiveFindingSchema(Schema):
    """What does not pass yet, why, and which fact mends it."""

    code = Text()
    outcome = Choice(Outcome)
    message_zh = Text()
    message_en = Text()
    mends = Text(allow_none=True)


class UserArchiveSchema(Schema):
    """A line's user archive as it stands."""

    line_id = Uuid(attribute="parts.line.id")
    group_buy_id = Uuid(attribute="parts.line.group_buy_id")
    label = Text(attribute="parts.line.label")
    number = Whole(attribute="parts.line.number")
    uscc = Uscc(attribute="parts.member.uscc")
    company = fields.Nested(ProfileSchema, attribute="parts.profile", allow_none=True)
    use = fields.Nested(LineUseSchema, attribute="parts.use", allow_none=True)
    papers = listed(fields.Nested(PaperSchema))
    premises = fields.Nested(PremisesSchema, attribute="parts.premises", allow_none=True)
    commitment = fields.Nested(CommitmentSchema, attribute="parts.commitment", allow_none=True)
    carrier_state = Choice(ArchiveState, attribute="parts.carrier_state", allow_none=True)
    complete = fields.Boolean(metadata={"description": "nothing is missing for the lock"})
    findings = listed(fields.Nested(ArchiveFindingSchema))
