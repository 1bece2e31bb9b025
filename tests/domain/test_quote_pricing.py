"""Which rate row a line takes, and when it is left unpriced."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from marketplace.domain.quote_pricing import (
    RateKey,
    RateRow,
    WantedLine,
    delivered_on,
    price_lines,
)

KEY = RateKey("SHA-HKG", "IPLC", 12, "none")
DUE = date(2026, 12, 1)


def row(**changes: Any) -> RateRow:
    values = {
        "key": KEY,
        "mbps": 100,
        "one_off_minor": 1000,
        "monthly_minor": 200,
        "rtt_us": 30_000,
        "availability_bps": 9990,
        "delivery_days": 30,
    }
    return RateRow(**(values | changes))


def line(**changes: Any) -> WantedLine:
    values = {
        "line_id": uuid4(),
        "key": KEY,
        "mbps": 100,
        "rtt_limit_us": 30_000,
        "availability_bps": 9990,
        "wanted_on": date(2026, 12, 31),
    }
    return WantedLine(**(values | changes))


def test_a_price_is_one_off_and_monthly_times_months():
    (priced,) = price_lines([row()], [line()], DUE)

    assert priced.price_minor == 1000 + 12 * 200


@pytest.mark.parametrize(("mbps", "taken"), [(1, 10), (10, 10), (11, 100), (100, 100)])
def test_a_line_takes_its_row_or_the_next_larger(mbps, taken):
    rows = [row(mbps=100), row(mbps=10)]

    (priced,) = price_lines(rows, [line(mbps=mbps)], DUE)

    assert priced.row.mbps == taken


def test_a_line_above_the_largest_row_is_unpriced():
    assert price_lines([row()], [line(mbps=101)], DUE) == []


@pytest.mark.parametrize(
    "bad", [{"rtt_us": 30_001}, {"availability_bps": 9989}, {"delivery_days": 31}]
)
def test_a_row_that_does_not_meet_the_line_leaves_it_unpriced(bad):
    assert price_lines([row(**bad)], [line()], DUE) == []


def test_the_next_larger_row_is_not_tried_when_the_lines_own_row_fails():
    rows = [row(rtt_us=30_001), row(mbps=200)]

    assert price_lines(rows, [line()], DUE) == []


def test_without_an_rtt_limit_any_rtt_will_do():
    assert len(price_lines([row(rtt_us=900_000)], [line(rtt_limit_us=None)], DUE)) == 1


@pytest.mark.parametrize(
    "other",
    [
        KEY._replace(corridor="SHA-SIN"),
        KEY._replace(product="IEPL"),
        KEY._replace(term_months=24),
        KEY._replace(protection="dual_route"),
    ],
)
def test_a_row_prices_only_its_own_kind_of_line(other):
    assert price_lines([row()], [line(key=other)], DUE) == []


def test_delivery_counts_from_the_due_day():
    assert delivered_on(DUE, 30) == date(2026, 12, 31)


def test_a_price_for_the_line_itself_goes_before_the_rate_card():
    own = {"L1": row(monthly_minor=999)}

    first, second = price_lines([row()], [line(reference="L1"), line(reference="L2")], DUE, own)

    assert (first.price_minor, second.price_minor) == (1000 + 12 * 999, 1000 + 12 * 200)


def test_a_line_is_priced_by_its_own_price_alone():
    (priced,) = price_lines([], [line(reference="L1")], DUE, {"L1": row()})

    assert priced.row == row()


def test_an_own_price_that_misses_the_line_does_not_fall_back_to_the_rate_card():
    own = {"L1": row(rtt_us=30_001)}

    assert price_lines([row()], [line(reference="L1")], DUE, own) == []
