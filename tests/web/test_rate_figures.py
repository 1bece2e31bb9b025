"""The figures behind a picture of rates: which line each rate prices, and which lines none does."""

from __future__ import annotations

from marketplace.domain.quote_checks import checked
from marketplace.web.design_quotes import DUE, FRAME, LINES, ROWS, TERMS
from marketplace.web.quote_charts import panels

PRICES = checked(TERMS, FRAME).prices


def test_each_rate_names_the_lines_that_take_it_and_the_rest_are_unpriced() -> None:
    figures = panels(ROWS, LINES, PRICES, DUE)[0].figures

    assert [(rate.mbps, rate.lines) for rate in figures.rates] == [
        (10, ["L0001"]),
        (50, ["L0002", "L0003"]),
        (100, ["L0004"]),
        (200, ["L0005"]),
    ]
    assert (figures.own, figures.unpriced) == ([], ["L0006"])


def test_a_rate_below_a_smaller_one_is_marked() -> None:
    figures = panels(ROWS, LINES, PRICES, DUE)[0].figures

    assert [rate.mbps for rate in figures.rates if rate.cliff] == [200]


def test_a_line_with_a_price_of_its_own_takes_no_rate() -> None:
    figures = panels(ROWS, LINES, PRICES, DUE, own={"L0004"})[0].figures

    assert figures.own == ["L0004"]
    assert "L0004" not in [line for rate in figures.rates for line in rate.lines]
