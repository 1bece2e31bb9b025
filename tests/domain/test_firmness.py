"""Whether awarded prices hold after the answers, in exact integers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.firmness import Answer, Firmness, firmness


@pytest.mark.parametrize(
    ("accepted", "holds"), [(799, False), (800, True), (801, True), (0, False), (1_000, True)]
)
def test_prices_hold_down_to_the_promised_part(accepted, holds):
    assert Firmness(1_000, accepted, 8_000).holds is holds


def test_a_carrier_firm_down_to_nothing_always_holds():
    assert Firmness(1_000, 0, 0).holds


@given(st.integers(0, 10**6), st.integers(0, 10_000))
def test_the_bandwidth_needed_is_the_least_that_holds(awarded, bps):
    needed = Firmness(awarded, 0, bps).needed_mbps

    assert Firmness(awarded, needed, bps).holds
    assert needed == 0 or not Firmness(awarded, needed - 1, bps).holds


def test_a_line_chosen_away_counts_for_the_carrier_that_got_it():
    found = firmness([Answer(100, "A", "B"), Answer(100, "A", "A")], {"A": 6_000, "B": 10_000})

    assert (found["A"].awarded_mbps, found["A"].accepted_mbps) == (200, 100)
    assert not found["A"].holds
    assert found["B"].holds and found["B"].accepted_mbps == 100


def test_a_place_taken_counts_as_accepted_and_not_as_awarded():
    found = firmness([Answer(100, "A", None), Answer(80, "A", "A", placed=True)], {"A": 8_000})

    assert found["A"] == Firmness(100, 80, 8_000)
    assert found["A"].holds


def test_silence_counts_for_nobody():
    assert not firmness([Answer(100, "A", None)], {"A": 1})["A"].holds
