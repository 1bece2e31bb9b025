"""Identity numbers of persons: checked by their document, sealed, and kept masked beside.

A holder has, for each person, `{person}_document_kind`, `{person}_number_sealed` and
`{person}_number_masked`, one `consented_at`, and `numbers_place`, where the numbers lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.domain.archive import DocumentKind, masked
from marketplace.domain.identity_documents import is_well_formed, normalised
from marketplace.errors import Fault
from marketplace.security.identity_numbers import seal_number


def number_faults(
    holder: Any,
    numbers: Mapping[str, str | None],
    kinds: Mapping[str, DocumentKind | None],
    *,
    consent: bool,
) -> list[Fault]:
    """What is wrong with numbers by person: no kind, ill-formed, or without separate consent."""
    faults = []
    for person, number in numbers.items():
        kind = kinds[person]
        if number and kind is None:
            faults.append(Fault(f"/{person}_document_kind", "field_required"))
        elif number and kind and not is_well_formed(kind, normalised(number)):
            faults.append(Fault(f"/{person}_number", "identity_number"))
    if any(numbers.values()) and not consent and holder.consented_at is None:
        faults.append(Fault("/identity_consent", "identity_consent"))
    return faults


def keep_number(holder: Any, person: str, number: str, personal_key: str) -> None:
    """Put the number in place of the one before; an empty one takes it out."""
    plain = normalised(number)
    sealed = seal_number(plain, personal_key, place_of(holder, person)) if plain else None
    setattr(holder, f"{person}_number_sealed", sealed)
    setattr(holder, f"{person}_number_masked", masked(plain) if plain else "")


def place_of(holder: Any, person: str) -> str:
    """Where a number lies: it opens nowhere else."""
    return f"{holder.numbers_place}/{person}"
