"""Which field of a form or request mends a fact."""

from __future__ import annotations

FIELDS: dict[str, dict[str, str]] = {
    "FarEndFacts": {
        "region": "corridor",
        "address": "z_address",
        "occupant": "z_occupant",
        "affiliation": "z_relation",
    },
    "LineFacts": {"a_address": "a_building", "customer_uscc": ""},
    "OrganiserFacts": {"internal_approval": "approval_id", "uscc": ""},
}
"By kind of facts, where the field is called otherwise than the fact"


def field_of(kind: str, mends: str | None) -> str:
    """The name of the field, or an empty text when there is nothing to enter."""
    return "" if mends is None else FIELDS.get(kind, {}).get(mends, mends)


def link_of(path: str, kind: str, mends: str | None) -> str:
    """The page on which the owner mends it, at the field if the page says how its fields begin."""
    page, mark, start = path.partition("#")
    field = field_of(kind, mends)
    return f"{page}{mark}{start}{field}" if mark and field else page
