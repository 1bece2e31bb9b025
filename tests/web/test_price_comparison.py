"""A line's prices side by side, to one scale."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from marketplace.web.price_comparison import WIDTH, price_comparison


def carrier(number: int) -> SimpleNamespace:
    return SimpleNamespace(id=number, name_zh=f"运营商 {number}", name_en=f"Carrier {number}")


def line(**changes: object) -> SimpleNamespace:
    said = {
        "agreed_carrier": carrier(1),
        "agreed_price_minor": 80,
        "list_minor": 100,
        "ceiling_minor": 90,
        "taken": None,
        "carrier": carrier(1),
        "price_minor": 80,
    }
    return SimpleNamespace(**said | changes)


def quote(number: int, minor: int) -> SimpleNamespace:
    return SimpleNamespace(carrier=carrier(number), price_minor=minor)


@pytest.fixture(autouse=True)
def _request(app: Flask):
    with app.test_request_context():
        yield


def test_all_prices_are_drawn_from_zero_to_one_scale() -> None:
    chart = price_comparison(line(), [quote(3, 95), quote(2, 85)], 200)

    assert [(bar.kind, bar.minor) for bar in chart.bars] == [
        ("own", 80),
        ("other", 85),
        ("other", 95),
        ("present", 200),
        ("list", 100),
    ]
    assert chart.bars[3].width == WIDTH - 2 and chart.bars[4].width == (WIDTH - 2) / 2
    assert chart.ceiling_x == pytest.approx((WIDTH - 2) * 0.45, abs=0.1)


def test_after_another_quote_was_taken_the_awards_own_offer_is_one_of_the_others() -> None:
    taken = line(agreed_carrier=carrier(2), agreed_price_minor=85, taken=object())

    chart = price_comparison(taken, [quote(2, 85)], None)

    assert [(bar.kind, bar.minor) for bar in chart.bars] == [
        ("own", 85),
        ("other", 80),
        ("list", 100),
    ]


def test_a_line_left_out_without_a_quote_has_nothing_to_compare() -> None:
    assert price_comparison(line(agreed_carrier=None, carrier=None), [], None) is None
