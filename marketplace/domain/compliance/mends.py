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
}
"By kind of facts, where the field is called otherwise than the fact"


ONLY: dict[str, frozenset[str]] = {"QuoteFacts": frozenset(STATED), "CarrierFacts": frozenset()}
"By kind of facts of which the page has some alone: the others have no field there"


def field_of(kind: str, mends: str | None) -> str:
    """The name of the field, or an empty text when there is nothing to enter."""
    if kind in ONLY and mends not in ONLY[kind]:
        return ""
    return "" if mends is None else FIELDS.get(kind, {}).get(mends, mends)


def link_of(path: str, kind: str, mends: str | None) -> str:
    """The page on which the owner mends it, at the field if the page says how its fields begin."""
    page, mark, start = path.partition("#")
    field = field_of(kind, mends)
    return f"{page}{mark}{start}{field}" if mark and field else page
