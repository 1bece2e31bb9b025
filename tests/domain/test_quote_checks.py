"""What a carrier is told of its quote before it seals, each refusal or advice at its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from marketplace.domain.price_cliffs import TierCliff, tier_cliffs_of
from marketplace.domain.quote_advice import Level
from marketplace.domain.quote_checks import checked
from marketplace.domain.quote_faults import QuoteFrame
from marketplace.domain.quote_pricing import WantedLine
from tests.domain.test_quote_faults import FRAME as ONE_LINE
from tests.domain.test_quote_faults import LINE, ladder, price, row


def wanted(*changes: dict[str, Any]) -> QuoteFrame:
    """A frame that asks for the usual line with each of these changes, L0001 first."""
    lines = [
        replace(LINE, line_id=uuid4(), reference=f"L{at:04d}", **change)
        for at, change in enumerate(changes, start=1)
    ]
    return replace(ONE_LINE, lines={line.reference: line for line in lines})


def told(frame: QuoteFrame, *rows: dict[str, Any], **terms: Any) -> list[tuple[str, str, str, Any]]:
    """(level, code, pointer, what it is about) of each check of a quote with these rows."""
    document = {"valid_until": date(2027, 12, 31), "rate_rows": list(rows)} | terms
    found = checked(document, frame).checks
    return [(str(c.level), str(c.fault.code), c.fault.pointer, c.about) for c in found]


def test_a_quote_with_nothing_odd_has_no_check():
    assert told(wanted({}), row()) == []


def test_a_larger_bandwidth_for_less_in_total_is_refused_at_its_price():
    frame = wanted({}, {"mbps": 200})

    found = told(frame, row(monthly_minor=100), row(mbps=200, monthly_minor=99))

    assert found == [
        ("refusal", "rate_cliff", "/rate_rows/1/monthly_minor", ("SHA-HKG/IPLC",)),
    ]


def test_a_cheaper_month_is_no_cliff_while_the_term_costs_more():
    frame = wanted({}, {"mbps": 200})

    assert told(frame, row(), row(mbps=200, monthly_minor=99, one_off_minor=12)) == []


def test_a_round_trip_below_the_floor_is_refused_at_its_cell():
    (found,) = told(wanted({}), row(rtt_us=11_999))

    assert found == ("refusal", "rtt_below_floor", "/rate_rows/0/rtt_us", ("SHA-HKG/IPLC",))


def test_a_line_without_a_row_is_named():
    frame = wanted({}, {"key": LINE.key._replace(term_months=24)})

    (found,) = told(frame, row())

    assert found == ("warning", "line_without_row", "/rate_rows", ("L0002",))


def test_lines_above_the_largest_row_are_named_together_with_the_largest_of_them():
    frame = wanted({}, {"mbps": 200}, {"mbps": 500})

    (check,) = checked({"valid_until": date(2027, 12, 31), "rate_rows": [row()]}, frame).checks

    assert check.fault.pointer == "/rate_rows/0/mbps"
    assert check.about == ("L0002", "L0003")
    assert check.fault.params["most"] == 500


def test_each_promise_that_a_row_misses_points_at_its_own_cell():
    slow = row(rtt_us=30_001, availability_bps=9989, delivery_days=31)

    found = told(wanted({}), slow)

    assert {(code, pointer) for _, code, pointer, _ in found} == {
        ("prices_no_line", "/rate_rows"),
        ("row_misses_rtt", "/rate_rows/0/rtt_us"),
        ("row_misses_availability", "/rate_rows/0/availability_bps"),
        ("row_misses_delivery", "/rate_rows/0/delivery_days"),
        ("rows_idle", "/rate_rows/0/mbps"),
    }


def test_what_the_carrier_may_not_sell_is_only_noted():
    frame = replace(wanted({}, {}), scopes=frozenset({"A11-4"}))
    vpn = replace(LINE, key=LINE.key._replace(product="INTL_MPLS_VPN"), reference="L0009")
    frame = replace(frame, lines=frame.lines | {"L0009": vpn}, scopes=frozenset({"nothing"}))

    found = told(frame, row())

    assert ("note", "line_without_licence", "/rate_rows", ("L0009",)) in found


def test_a_price_of_its_own_covers_a_line():
    assert told(wanted({}), line_prices=[price()]) == []


def test_a_line_price_below_that_of_a_smaller_line_is_worth_a_look():
    frame = wanted({}, {"mbps": 200})
    own = price(reference="L0002", monthly_minor=99)

    (found,) = told(frame, row(), line_prices=[own])

    assert found == ("warning", "line_cliff", "/line_prices/0/monthly_minor", ("L0002",))


def test_the_stretch_below_a_bound_that_costs_more_than_the_bound_is_exact():
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 800}]

    (cliff,) = tier_cliffs_of(tiers)

    assert cliff == TierCliff(at=1, low=461, bound=500, width_bps=780)
    assert 460 * 10_000 <= 500 * 9_200 < 461 * 10_000


def test_a_wide_stretch_is_a_warning_and_a_narrow_one_a_note():
    frame = wanted(*[{}] * 10)
    narrow = [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 800}]
    wide = [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 2_000}]

    (low,) = told(frame, row(), ladders=[ladder(tiers=narrow)])
    (high,) = told(frame, row(), ladders=[ladder(tiers=wide)])

    assert low == ("note", "ladder_cliff", "/ladders/0/tiers/1/discount_bps", ("A",))
    assert high[0] == "warning"


def test_a_tier_above_all_that_is_asked_for_is_out_of_reach():
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 3, "discount_bps": 100}]

    found = told(wanted({}, {}), row(), ladders=[ladder(measure="lines", tiers=tiers)])

    assert ("note", "tier_out_of_reach", "/ladders/0/tiers/1/from", ("A",)) in found


def test_a_bundle_over_an_unpriced_line_is_lost():
    frame = wanted({}, {"mbps": 200})
    bundle = {"id": "B", "lots": "all", "discount_bps": 100}

    found = told(frame, row(), bundles=[bundle])

    assert ("warning", "bundle_lost", "/bundles/0/discount_bps", ("L0002",)) in found


def test_a_row_that_no_line_takes_is_noted():
    (found,) = told(wanted({}), row(), row(term_months=36))

    assert found == ("note", "rows_idle", "/rate_rows/1/mbps", ("SHA-HKG/IPLC",))


def test_the_gravest_come_first():
    frame = wanted({}, {"mbps": 200})

    levels = [level for level, *_ in told(frame, row(rtt_us=1), row(term_months=36))]

    assert levels == sorted(levels, key=[str(level) for level in Level].index)


def test_a_quote_without_rates_prices_no_line():
    line = WantedLine(uuid4(), LINE.key, 100, None, 9000, date(2027, 1, 1), "L0001")
    frame = replace(ONE_LINE, lines={"L0001": line})

    assert len(checked({"valid_until": date(2027, 12, 31), "rate_rows": []}, frame).prices) == 0
