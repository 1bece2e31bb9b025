"""What an award says to people: shares, lots, and why a line is left out."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.domain.award_reading import LeftOut, read_award
from pricing.award import solve

LADDER = {
    "id": "V",
    "lots": "all",
    "measure": "lines",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 2, "discount_bps": 1000}],
}


def line(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"L{number}",
        "lot": "A/IPLC",
        "member": f"M{number}",
        "mbps": 100,
        "ceiling_minor": 1000,
        "outside_option_minor": 1000,
    } | changes


def problem(lines: list[dict[str, Any]], *quotes: dict[str, Any]) -> dict[str, Any]:
    return {"format": "award-problem/1", "currency": "CNY", "lines": lines, "quotes": list(quotes)}


def quote(carrier: str, *ladders: dict[str, Any], **prices: int) -> dict[str, Any]:
    return {"carrier": carrier, "prices_minor": prices, "ladders": list(ladders)}


def reading(asked: dict[str, Any]) -> Any:
    return read_award(asked, solve(asked))


def test_the_largest_winner_comes_first_and_shares_add_up():
    asked = problem(
        [line(1), line(2, mbps=300), line(3, lot="B/IPLC")],
        quote("X", L1=500, L2=900),
        quote("Y", L2=400, L3=300),
    )

    read = reading(asked)

    assert [(w.carrier, w.lines, w.mbps, w.price_minor) for w in read.winners] == [
        ("Y", 2, 400, 700),
        ("X", 1, 100, 500),
    ]
    assert {lot: [(s.carrier, s.lines) for s in shares] for lot, shares in read.by_lot.items()} == {
        "A/IPLC": [("Y", 1), ("X", 1)],
        "B/IPLC": [("Y", 1)],
    }


@pytest.mark.parametrize(
    ("changes", "price", "reason"),
    [
        ({}, None, LeftOut.NOT_QUOTED),
        ({}, 1001, LeftOut.ABOVE_CEILING),
        ({"outside_option_minor": 800}, 900, LeftOut.OUTSIDE_CHEAPER),
    ],
)
def test_a_line_left_out_says_why(changes, price, reason):
    prices = {"L1": 500} | ({} if price is None else {"L2": price})

    why = reading(problem([line(1), line(2, **changes)], quote("X", **prices))).left_out["L2"]

    assert (why.reason, why.offer_minor) == (reason, price)


def test_the_offer_counts_what_the_carrier_won_already():
    lines = [line(1), line(2, ceiling_minor=890)]

    why = reading(problem(lines, quote("X", LADDER, L1=500, L2=1000))).left_out["L2"]

    assert (why.reason, why.offer_minor) == (LeftOut.ABOVE_CEILING, 900)


def test_lines_left_out_are_a_share_of_their_lot_at_the_end():
    read = reading(problem([line(1), line(2)], quote("X", L2=500)))

    assert [share.carrier for share in read.by_lot["A/IPLC"]] == ["X", None]
    assert [share.carrier for share in read.winners] == ["X"]
