"""Everything that can be wrong with a quote against its RFQ, each fault at its pointer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from marketplace.domain.award_problem import ProblemLine, ProblemQuote, award_problem
from marketplace.domain.products import Product
from marketplace.domain.quote_faults import QuoteFrame, quote_faults
from marketplace.domain.quote_pricing import RateKey, WantedLine
from pricing.award.problem_file import parse_problem

LINE = WantedLine(
    uuid4(),
    RateKey("SHA-HKG", "IPLC", 12, "none"),
    100,
    rtt_limit_us=30_000,
    availability_bps=9990,
    wanted_on=date(2026, 12, 31),
    reference="L0001",
)
FRAME = QuoteFrame(
    lots=frozenset({"SHA-HKG/IPLC", "SHA-SIN/IPLC"}),
    rtt_floors_us={"SHA-HKG": 12_000, "SHA-SIN": 37_000},
    scopes=frozenset({"A11-4"}),
    due_on=date(2026, 12, 1),
    lines={"L0001": LINE},
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


def price(**changes: Any) -> dict[str, Any]:
    """A price for the only line, which just meets it."""
    return {
        "reference": "L0001",
        "one_off_minor": 0,
        "monthly_minor": 100,
        "rtt_us": 30_000,
        "availability_bps": 9990,
        "delivery_days": 30,
    } | changes


def bundle(**changes: Any) -> dict[str, Any]:
    return {"id": "B", "lots": ["SHA-HKG/IPLC"], "discount_bps": 200} | changes


def faults(
    *rows: dict[str, Any],
    ladders: Any = (),
    valid_until: date = date(2026, 12, 31),
    **terms: Any,
) -> Any:
    document = {
        "rate_rows": list(rows) or [row()],
        "ladders": list(ladders),
        "valid_until": valid_until,
    } | terms
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


def test_a_quote_of_single_lines_needs_no_rate_card():
    assert faults(rate_rows=[], line_prices=[price()]) == []


def test_a_quote_without_any_price_is_refused():
    assert faults(rate_rows=[]) == [("/rate_rows", "quote_without_prices")]


@pytest.mark.parametrize(
    ("bad", "field", "code"),
    [
        ({"reference": "L9"}, "reference", "line_not_asked"),
        ({"rtt_us": 11_999}, "rtt_us", "rtt_below_floor"),
        ({"rtt_us": 30_001}, "rtt_us", "line_rtt_missed"),
        ({"availability_bps": 9989}, "availability_bps", "line_availability_missed"),
        ({"delivery_days": 31}, "delivery_days", "line_delivery_missed"),
        ({"monthly_minor": 9 * 10**14}, "monthly_minor", "term_price_too_high"),
    ],
)
def test_a_price_that_could_never_count_is_refused(bad, field, code):
    assert faults(line_prices=[price(**bad)]) == [(f"/line_prices/0/{field}", code)]


def test_a_line_is_priced_once():
    found = faults(line_prices=[price(), price(monthly_minor=1)])

    assert found == [("/line_prices/1/reference", "duplicate")]


def test_a_single_price_needs_the_licence_for_its_line():
    frame = replace(FRAME, scopes=frozenset({"A14-1"}))
    document = {"line_prices": [price()], "valid_until": date(2026, 12, 31)}

    found = [(f.pointer, f.code) for f in quote_faults(document, frame)]

    assert found == [("/line_prices/0/reference", "licence_not_for_product")]


@pytest.mark.parametrize(
    ("terms", "pointer", "code"),
    [
        ({"bundles": [bundle(), bundle()]}, "/bundles/1/id", "duplicate"),
        ({"bundles": [bundle(lots=["X"])]}, "/bundles/0/lots/0", "lot_not_asked"),
        (
            {"capacities": [{"lots": ["X"], "measure": "lines", "at_most": 1}]},
            "/capacities/0/lots/0",
            "lot_not_asked",
        ),
        (
            {"minimum_award": {"measure": "lines", "at_least": 2}},
            "/minimum_award/at_least",
            "minimum_unreachable",
        ),
        (
            {"minimum_award": {"measure": "mbps", "at_least": 101}},
            "/minimum_award/at_least",
            "minimum_unreachable",
        ),
    ],
)
def test_bundles_limits_and_minimum_name_what_the_rfq_has(terms, pointer, code):
    assert faults(**terms) == [(pointer, code)]


@pytest.mark.parametrize(("rate", "told"), [(9_000, False), (9_001, True)])
def test_ladder_and_bundles_of_a_lot_take_at_most_the_whole_price(rate, told):
    tiers = [*TIERS, {"from": 10, "discount_bps": 800}]
    bundles = [bundle(), bundle(id="C", lots="all", discount_bps=rate)]

    found = faults(ladders=[ladder(tiers=tiers)], bundles=bundles)

    assert found == ([("/bundles/1/discount_bps", "rates_above_all")] if told else [])


def test_a_quote_without_a_fault_is_a_problem_that_the_pricing_package_reads():
    terms = {
        "ladders": [ladder()],
        "bundles": [bundle(lots="all")],
        "minimum_award": {"measure": "spend", "at_least": 1},
        "capacities": [{"lots": "all", "measure": "mbps", "at_most": 100}],
    }
    line = ProblemLine("L0001", "SHA-HKG/IPLC", "M001", 100, 1_000, 1_000)

    assert faults(**terms) == []
    parse_problem(award_problem([line], [ProblemQuote("C", {"L0001": 900}, **terms)]))
