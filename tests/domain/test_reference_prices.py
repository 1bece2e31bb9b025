"""List prices at the opening: the lowest among carriers, each taking its next larger row."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.reference_prices import CarrierRow, ReferenceTable, RowKey, lowest_steps

KEY = RowKey(UUID(int=1), "IPLC", 12, "none")
A, B = UUID(int=10), UUID(int=11)


def row(carrier, mbps, monthly):
    return CarrierRow(uuid4(), carrier, KEY, mbps, 0, monthly)


def table(rows):
    return ReferenceTable((s.key, s.mbps, s.price_minor) for s in lowest_steps(rows))


def test_cheapest_carrier_sets_the_list_price():
    assert table([row(A, 100, 50), row(B, 100, 40)]).list_minor(KEY, 100) == 12 * 40


def test_larger_row_of_one_carrier_may_beat_the_exact_row_of_another():
    assert table([row(A, 100, 50), row(B, 200, 40)]).list_minor(KEY, 100) == 12 * 40


def test_bandwidth_above_every_row_has_no_list_price():
    assert table([row(A, 100, 50)]).list_minor(KEY, 101) is None


@given(
    st.lists(
        st.tuples(st.sampled_from([A, B]), st.integers(1, 40), st.integers(1, 99)),
        min_size=1,
        max_size=12,
        unique_by=lambda r: (r[0], r[1]),
    ),
    st.integers(1, 41),
)
def test_steps_equal_asking_every_carrier(rows, mbps):
    made = [row(*r) for r in rows]

    offers = []
    for carrier in (A, B):
        fitting = [r for r in made if r.carrier_id == carrier and r.mbps >= mbps]
        if fitting:
            offers.append(min(fitting, key=lambda r: r.mbps).price_minor)

    assert table(made).list_minor(KEY, mbps) == (min(offers) if offers else None)
