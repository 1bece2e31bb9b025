"""Everything that can be wrong with a quote against its RFQ, each fault at its pointer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marketplace.domain.products import Product
from marketplace.domain.quote_faults import QuoteFrame, quote_faults

FRAME = QuoteFrame(
    lots=frozenset({"SHA-HKG/IPLC", "SHA-SIN/IPLC"}),
    rtt_floors_us={"SHA-HKG": 12_000, "SHA-SIN": 37_000},
    scopes=frozenset({"A11-4"}),
    due_on=date(2026, 12, 1),
)
TIERS = [{"from": 0, "discount_bps": 0}]


def row(**changes: Any) -> dict[str, Any]:
    return {
        "corridor": "SHA-HKG",
        "product": Product.IPLC,
        "term_months": 12,
        "protection": "none",
        "mbps": 100,
        "one_off_minor": 0,
        "monthly_minor": 100,
        "rtt_us": 30_000,
        "availability_bps": 9990,
        "delivery_days": 30,
    } | changes


def ladder(**changes: Any) -> dict[str, Any]:
    return {"id": "A", "lots": "all", "measure": "mbps", "tiers": TIERS} | changes


def faults(*rows: dict[str, Any], ladders: Any = (), valid_until: date = date(2026, 12, 31)) -> Any:
    document = {
        "rate_rows": list(rows) or [row()],
        "ladders": list(ladders),
        "valid_until": valid_until,
    }
    return [(fault.pointer, fault.code) for fault in quote_faults(document, FRAME)]


def test_a_right_quote_has_no_fault():
    assert faults(row(), row(mbps=10), ladders=[ladder()]) == []


def test_a_quote_must_hold_thirty_days_after_the_due_day():
    assert faults(valid_until=date(2026, 12, 30)) == [("/valid_until", "quote_validity_short")]


@pytest.mark.parametrize(
    ("bad", "pointer", "code"),
    [
        ({"corridor": "SHA-TYO"}, "/rate_rows/0/corridor", "lot_not_asked"),
        ({"product": Product.IEPL}, "/rate_rows/0/corridor", "lot_not_asked"),
        ({"rtt_us": 11_999}, "/rate_rows/0/rtt_us", "rtt_below_floor"),
        ({"monthly_minor": 9 * 10**14}, "/rate_rows/0/monthly_minor", "term_price_too_high"),
    ],
)
def test_a_row_that_cannot_be_is_refused(bad, pointer, code):
    assert faults(row(**bad)) == [(pointer, code)]


def test_the_floor_itself_may_be_promised():
    assert faults(row(rtt_us=12_000)) == []


def test_a_product_outside_the_licence_is_refused():
    frame = QuoteFrame(FRAME.lots, FRAME.rtt_floors_us, frozenset({"A14-1"}), FRAME.due_on)
    document = {"rate_rows": [row()], "ladders": [], "valid_until": date(2026, 12, 31)}

    assert [f.code for f in quote_faults(document, frame)] == ["licence_not_for_product"]


def test_a_repeated_row_is_refused():
    assert faults(row(), row(monthly_minor=1)) == [("/rate_rows/1", "duplicate")]


def test_a_lot_under_two_ladders_is_refused():
    ladders = [ladder(lots=["SHA-HKG/IPLC"]), ladder(id="B", lots=["SHA-SIN/IPLC", "SHA-HKG/IPLC"])]

    assert faults(ladders=ladders) == [("/ladders/1/lots/1", "ladders_overlap")]


def test_a_broken_tier_is_named():
    tiers = [*TIERS, {"from": 0, "discount_bps": 100}]

    assert faults(ladders=[ladder(tiers=tiers)]) == [
        ("/ladders/0/tiers/1/from", "ladder_greater_than")
    ]


def test_two_ladders_of_one_name_are_refused():
    ladders = [ladder(lots=["SHA-HKG/IPLC"]), ladder(lots=["SHA-SIN/IPLC"])]

    assert faults(ladders=ladders) == [("/ladders/1/id", "duplicate")]


def test_every_fault_is_told_at_once():
    found = faults(row(corridor="SHA-TYO"), row(rtt_us=1), ladders=[ladder(lots=["X"])])

    assert [pointer for pointer, _ in found] == [
        "/rate_rows/0/corridor",
        "/rate_rows/1/rtt_us",
        "/ladders/0/lots/0",
    ]
