"""Prices that stand out; every threshold at its boundary."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from marketplace.domain.screens import HOUSE
from marketplace.domain.screens.unusual_prices import low_outlier
from tests.domain.screens.quotes import a_quote, about, asked, past


@pytest.mark.parametrize(
    ("prices", "found"),
    [
        pytest.param((600, 1000, 1000), ["A"], id="40 % below the mean: the boundary"),
        pytest.param((701, 1000, 1000), [], id="just short of both"),
        pytest.param((700, 1000, 1000), ["A"], id="30 % below the next: the boundary"),
        pytest.param((720, 1000, 1400), ["A"], id="far below the mean, not the next"),
        pytest.param((721, 1000, 1400), [], id="one less"),
        pytest.param((700, 1000), ["A"], id="two quotes: the next is the mean"),
        pytest.param((1000,), [], id="nothing to compare with"),
        pytest.param((0, 0), [], id="nothing against nothing"),
    ],
)
def test_abnormally_low(prices, found):
    quotes = [a_quote(carrier, price) for carrier, price in zip("ABC", prices, strict=False)]

    assert about("abnormally_low", *quotes) == found


def test_only_lines_that_others_price_count():
    assert about("abnormally_low", a_quote("A", 900, 1), a_quote("B", 1000)) == []


def test_a_volume_discount_counts_as_if_all_were_won():
    one = a_quote("A", 1000, total_minor=600)

    (hit,) = asked("abnormally_low", one, a_quote("B", 1000), a_quote("C", 1000))

    assert hit.figures["asked_minor"] == 600
    assert hit.figures["below_mean_bps"] == hit.figures["below_next_bps"] == 4000


@pytest.mark.parametrize(
    ("prices", "found"),
    [
        pytest.param((10_000, 10_050), ["AB"], id="half a percent: the boundary"),
        pytest.param((10_000, 10_051), [], id="more"),
        pytest.param((10_000, 10_000), [], id="equal: another screen"),
        pytest.param((10_000,), [], id="alone"),
    ],
)
def test_close_to_winner(prices, found):
    quotes = [a_quote(carrier, price) for carrier, price in zip("ABC", prices, strict=False)]

    assert about("close_to_winner", *quotes) == found


def test_a_margin_far_below_the_earlier_ones_is_close():
    earlier = [past("A", margin=Fraction(n, 100)) for n in (9, 9, 10, 10, 10, 10, 11, 11)]
    quotes = a_quote("A", 10_000), a_quote("B", 10_200)

    (hit,) = asked("close_to_winner", *quotes, past=earlier)

    assert hit.figures["margin_bps"] == 200
    assert about("close_to_winner", *quotes, past=earlier[1:]) == []


def test_the_outlier_is_below_the_first_quartile_by_one_and_a_half_ranges():
    margins = [Fraction(n) for n in range(1, 10)]

    assert low_outlier(margins, HOUSE) == 3 - Fraction(3, 2) * 4
    assert low_outlier(margins[:7], HOUSE) is None


@pytest.mark.parametrize(
    ("price", "ceiling", "found"),
    [
        pytest.param(1300, 1299, ["B"], id="30 % above and over the ceiling: the boundary"),
        pytest.param(1299, 1000, [], id="not so far above"),
        pytest.param(1300, 1300, [], id="it could still win"),
    ],
)
def test_cover_quote(price, ceiling, found):
    quotes = a_quote("A", 1000), a_quote("B", price)

    assert about("cover_quote", *quotes, ceilings={"L1": ceiling}) == found


def test_one_usable_quote_of_several():
    lost = a_quote("B", usable=False)

    assert about("one_usable_quote", a_quote("A", 1), lost) == ["A"]
    assert about("one_usable_quote", a_quote("A", 1)) == []
    assert about("one_usable_quote", a_quote("A", 1), a_quote("B", 2), lost) == []


def test_a_house_may_set_its_own_thresholds():
    strict = replace(HOUSE, low_against_next=Fraction(1, 10))

    assert about("abnormally_low", a_quote("A", 90), a_quote("B", 100), settings=strict) == ["A"]
