"""Rows of a price book together: the rules, and the warning of a tier cliff."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.price_rows import RowSource, key_of, row_faults, tier_cliffs
from marketplace.errors import Fault

CORRIDORS = {"SHA-HKG": SimpleNamespace(rtt_floor_us=12_000)}
COLUMNS = {"rtt_us": "rtt_ms", "monthly_minor": "monthly_yuan"}


def row(**changes):
    return {
        "corridor": "SHA-HKG",
        "product": "IEPL",
        "term_months": 12,
        "protection": "none",
        "mbps": 10,
        "one_off_minor": 0,
        "monthly_minor": 100,
        "rtt_us": 12_000,
    } | changes


def faults(*rows, standing=frozenset()):
    source = RowSource(dict(enumerate(rows)), columns=COLUMNS)
    return [(f.pointer, f.code) for f in row_faults(source, CORRIDORS, standing)]


def cliffs(*steps):
    rows = [row(mbps=mbps, monthly_minor=monthly) for mbps, monthly in steps]
    found = tier_cliffs(RowSource(dict(enumerate(rows))))
    return [(f.params["mbps"], f.params["smaller"]) for f in found]


def test_a_round_trip_at_the_floor_is_possible():
    assert faults(row()) == []


def test_a_round_trip_below_the_floor_is_refused_by_the_columns_own_name():
    assert faults(row(rtt_us=11_999)) == [("/rows/0/rtt_ms", "rtt_below_floor")]


def test_an_unknown_corridor_is_refused():
    assert faults(row(corridor="SHA-XXX")) == [("/rows/0/corridor", "not_known")]


def test_a_total_beyond_the_largest_amount_is_refused():
    assert faults(row(monthly_minor=9 * 10**14)) == [("/rows/0/monthly_yuan", "total_too_large")]


def test_a_repeated_key_names_the_first():
    source = RowSource({4: row(), 5: row(mbps=20), 9: row(monthly_minor=5)})

    (fault,) = row_faults(source, CORRIDORS, frozenset())

    assert (fault.pointer, fault.code, fault.params["first"]) == ("/rows/9/mbps", "duplicate", 4)


def test_a_row_that_stands_already_is_refused():
    assert faults(row(), standing=frozenset({key_of(row())})) == [("/rows/0/mbps", "row_exists")]


def test_a_row_with_a_reading_fault_is_judged_by_its_other_columns():
    read = Fault("/rows/2/mbps", "number_range")
    broken = {name: value for name, value in row(rtt_us=1).items() if name != "mbps"}

    found = row_faults(RowSource({2: broken}, [read]), CORRIDORS, frozenset())

    assert [f.code for f in found] == ["number_range", "rtt_below_floor"]


def test_a_larger_bandwidth_that_costs_less_is_a_cliff():
    assert cliffs((10, 100), (20, 99), (50, 100), (100, 98)) == [(20, 10), (100, 10)]


@given(
    st.lists(
        st.tuples(st.integers(1, 50), st.integers(0, 50)), unique_by=lambda s: s[0], min_size=1
    )
)
def test_there_is_no_cliff_exactly_when_prices_never_fall(steps):
    prices = [price for _, price in sorted(steps)]

    assert (cliffs(*steps) == []) == (prices == sorted(prices))
