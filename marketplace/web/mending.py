"""Where a reader mends what a finding says is missing: the page and the field."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from marketplace.domain.archive import PaperKind
from marketplace.domain.line_use import DECLARATIONS

ON_USE = {
    "a_end": "a_end",
    "z_end": "z_end",
    "shared_with_others": "shared",
    "rack_or_cloud_contract": "resources_contract_id",
    "registration_number": "z_registration_number",
    "share_bps": "z_share_bps",
    "evidence": "z_evidence_id",
    "purpose": "purpose",
    "purpose_text": "purpose_text",
    "users": "users",
    "internet_breakout": "internet_breakout",
    "voice": "voice",
    "pstn_interconnect": "voice",
} | {name: name for name in DECLARATIONS}
"Facts stated on the page of a line's use, by the field there"
ON_COMPANY = {
    "customer_name": "customer_name",
    "country": "country",
    "legal_representative": "legal_representative",
    "contact": "contact_name",
    "contact_phone": "contact_phone",
    "email": "contact_email",
    "business_scope": "business_scope",
    "issuing_authority": "issuing_authority",
    "business_address": "business_address",
    "post_code": "post_code",
    "staff": "staff",
    "telecom_seller": "telecom_seller",
}
ON_LETTER = {"commitment_signed_on", "commitment_name", "commitment_signer", "commitment_hash"}
ON_PREMISES = {"a_address_proof", "a_in_park"}
PAPERS = {str(kind) for kind in PaperKind}


def way_to_mend(fact: str | None, *, line_id: UUID, group_buy_id: UUID) -> str | None:
    """The address of the field that mends the fact for the line's member; None: none does."""
    line: dict[str, Any] = {"line_id": line_id}
    if fact is None:
        return None
    if fact in ON_USE:
        return url_for("line_archive_pages.use", **line, _anchor=f"f-{ON_USE[fact]}")
    if fact in ON_COMPANY:
        return url_for("archive_pages.company", _anchor=f"f-{ON_COMPANY[fact]}")
    if fact in PAPERS:
        return url_for("archive_pages.papers", _anchor=f"paper-{fact}")
    if fact in ON_LETTER:
        return url_for("archive_pages.letter")
    if fact in ON_PREMISES:
        return url_for("premises_pages.listing")
    return url_for("stay_pages.show", group_buy_id=group_buy_id)
