"""Which field of a form or request mends a fact."""

from __future__ import annotations

from marketplace.domain.quote_statement import STATED

FIELDS: dict[str, dict[str, str]] = {
    "FarEndFacts": {
        "region": "corridor",
        "address": "z_address",
        "occupant": "z_occupant",
        "affiliation": "z_relation",
    },
    "LineFacts": {"a_address": "a_building", "customer_uscc": ""},
    "GroupBuyFacts": {"justification_record": "efficiency", "legal_review": "legal_review_id"},
    "OrganiserFacts": {"internal_approval": "approval_id", "uscc": ""},
    "CompanyFacts": {
        "name": "",
        "uscc": "",
        "natural_person": "",
        "overseas": "",
        "agent_verified": "identity_verified",
        "agent_phone": "phone_verified",
        "risk_flag": "risk_found",
        "signer_is_legal_representative": "acts",
        "business_licence": "business_licence_id",
        "authorisation_letter": "authorisation_letter_id",
        "internal_approval": "internal_approval_id",
        "privacy_notice_shown": "notice_version",
        "identity_document_taken": "legal_number",
        "separate_consent": "identity_consent",
    },
    "ActivationFacts": {"late_compensation": "late_compensation_minor", "live_on": ""},
    "ServiceFacts": {"commitment_signed_on": "", "known_abuse": "", "suspended": ""},
    "PaymentFacts": {"payee_uscc": "uscc", "payee_named": "account_name"},
    "PlatformFacts": {
        "rules_published": "business_licence_id",
        "commercial_crypto": "crypto_level",
        "procedure": "",
    },
}
"By kind of facts, where the field is called otherwise than the fact"
PAGES: dict[str, dict[str, str]] = {
    "CompanyFacts": dict.fromkeys(
        (
            "legal_representative",
            "signer_is_legal_representative",
            "business_licence",
            "authorisation_letter",
            "internal_approval",
            "state_owned",
            "fiscal_funds",
            "privacy_notice_shown",
            "identity_document_taken",
            "separate_consent",
        ),
        "/enrolment#f-",
    ),
    "ServiceFacts": {"commitment_signed_on": "/archives/letter"},
}
"By kind of facts, those that are mended on another page than the rest; its fields begin so"


ONLY: dict[str, frozenset[str]] = {"QuoteFacts": frozenset(STATED), "CarrierFacts": frozenset()}
"By kind of facts of which the page has some alone: the others have no field there"


def field_of(kind: str, mends: str | None) -> str:
    """The name of the field, or an empty text when there is nothing to enter."""
    if kind in ONLY and mends not in ONLY[kind]:
        return ""
    return "" if mends is None else FIELDS.get(kind, {}).get(mends, mends)


def link_of(path: str, kind: str, mends: str | None) -> str:
    """The page on which the owner mends it, at the field if the page says how its fields begin."""
    path = PAGES.get(kind, {}).get(mends or "", path)
    page, mark, start = path.partition("#")
    field = field_of(kind, mends)
    return f"{page}{mark}{start}{field}" if mark and field else page
