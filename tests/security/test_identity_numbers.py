"""Identity numbers open only with the key and in the place they were sealed for."""

from __future__ import annotations

import pytest

from marketplace.domain.archive import DocumentKind
from marketplace.domain.identity_documents import is_well_formed, normalised
from marketplace.errors import Conflict
from marketplace.security.identity_numbers import open_number, seal_number

KEY, OTHER = "7d" * 32, "7e" * 32
NUMBER = "11010519491231002X"


def test_what_was_sealed_opens_in_its_place():
    assert open_number(seal_number(NUMBER, KEY, "a/legal"), KEY, "a/legal") == NUMBER


@pytest.mark.parametrize(("key", "place"), [(OTHER, "a/legal"), (KEY, "b/legal")])
def test_it_opens_with_no_other_key_and_nowhere_else(key, place):
    with pytest.raises(Conflict, match="personal_key_wrong"):
        open_number(seal_number(NUMBER, KEY, "a/legal"), key, place)


def test_the_same_number_never_lies_twice_alike():
    assert seal_number(NUMBER, KEY, "a") != seal_number(NUMBER, KEY, "a")


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        (DocumentKind.RESIDENT_CARD, NUMBER, True),
        (DocumentKind.RESIDENT_CARD, "110105194912310021", False),
        (DocumentKind.RESIDENT_CARD, "E12345678", False),
        (DocumentKind.RESIDENT_CARD, "１１０１０５１９４９１２３１００２X", False),
        (DocumentKind.PASSPORT, "E12345678", True),
        (DocumentKind.PASSPORT, "E1", False),
        (DocumentKind.HK_MO_PERMIT, "H1234567890", True),
    ],
)
def test_a_number_fits_its_kind(kind, number, fits):
    assert is_well_formed(kind, normalised(number)) is fits
