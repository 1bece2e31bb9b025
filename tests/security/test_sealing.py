"""Envelopes: equal sizes, opened only with the key, in their own place, and only once due."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from marketplace.errors import Conflict, Invalid, TooEarly
from marketplace.security.sealing import fingerprint, new_key_pair, private_key, seal, unseal
from tests.factories.instants import utc

MASTER, SIZE, PLACE = "5e" * 32, 4096, b"rfq and carrier"
DUE = utc(2026, 12, 1)
RFQ = uuid4().bytes
DOCUMENT = {"terms": {"price": 12345}, "报价": "密封"}


@pytest.fixture(scope="module")
def keys():
    return new_key_pair(MASTER, RFQ)


def released(keys, now=DUE, master=MASTER, rfq=RFQ):
    return private_key(keys[1], master, rfq, due_at=DUE, now=now)


def test_what_was_sealed_comes_out_once_due(keys):
    envelope = seal(keys[0], DOCUMENT, SIZE, PLACE)

    assert unseal(released(keys), envelope, PLACE) == DOCUMENT


def test_the_key_is_refused_a_microsecond_before_the_due_time(keys):
    with pytest.raises(TooEarly):
        released(keys, now=DUE - timedelta(microseconds=1))


def test_full_and_empty_envelopes_have_one_size(keys):
    full, empty = seal(keys[0], DOCUMENT, SIZE, PLACE), seal(keys[0], None, SIZE, PLACE)

    assert len(full) == len(empty) == SIZE
    assert unseal(released(keys), empty, PLACE) is None


def test_sealing_the_same_twice_gives_envelopes_with_nothing_in_common(keys):
    first, second = seal(keys[0], DOCUMENT, SIZE, PLACE), seal(keys[0], DOCUMENT, SIZE, PLACE)

    assert fingerprint(first) != fingerprint(second)
    assert b"12345" not in first


def test_an_envelope_opens_only_in_its_own_place(keys):
    envelope = seal(keys[0], DOCUMENT, SIZE, PLACE)

    with pytest.raises(Conflict, match="envelope_changed"):
        unseal(released(keys), envelope, b"another carrier")


@pytest.mark.parametrize("place", [0, 31, 32, SIZE - 1])
def test_a_changed_byte_is_found(keys, place):
    envelope = bytearray(seal(keys[0], DOCUMENT, SIZE, PLACE))
    envelope[place] ^= 1

    with pytest.raises(Conflict, match="envelope_changed"):
        unseal(released(keys), bytes(envelope), PLACE)


def test_the_key_of_one_rfq_is_not_given_out_for_another(keys):
    with pytest.raises(Conflict, match="sealing_key_wrong"):
        released(keys, rfq=uuid4().bytes)


def test_without_the_platforms_sealing_key_nothing_opens(keys):
    with pytest.raises(Conflict, match="sealing_key_wrong"):
        released(keys, master="00" * 32)


def test_a_document_too_large_for_the_envelope_is_refused(keys):
    with pytest.raises(Invalid):
        seal(keys[0], {"x": "y" * SIZE}, SIZE, PLACE)
