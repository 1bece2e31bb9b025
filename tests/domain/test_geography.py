"""Great circles from Lingang, and the round trip that light in fibre cannot beat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.corridors import CITIES, LINGANG, corridor_values
from marketplace.domain.geography import Place, great_circle_km, rtt_floor_us

PLACES = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))
PUBLISHED = {"HKG": (1226, 12.0), "SIN": (3799, 37.2), "FRA": (8875, 86.9), "LAX": (10429, 102.1)}


@pytest.mark.parametrize("city", [c for c in CITIES if c.code in PUBLISHED], ids=lambda c: c.code)
def test_lengths_and_floors_are_those_of_the_reference(city):
    km, floor_ms = PUBLISHED[city.code]

    values = corridor_values(city)

    assert values["length_km"] == pytest.approx(km, abs=1)
    assert values["rtt_floor_us"] / 1000 == pytest.approx(floor_ms, abs=0.1)


@given(PLACES, PLACES)
def test_the_way_back_is_as_long_and_at_most_half_the_globe(a, z):
    there, back = great_circle_km(a, z), great_circle_km(z, a)

    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


def test_the_floor_is_rounded_up_so_that_it_can_be_kept():
    assert rtt_floor_us(great_circle_km(LINGANG, Place(22.32, 114.17))) == 12_008
