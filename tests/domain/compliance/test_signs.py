"""Signs of collusion are found with their figures, and hold the award; nothing is voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from marketplace.domain.compliance.facts import OpeningFacts
from marketplace.domain.compliance.finding import worst
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.rule import Asking
from tests.domain.compliance.good import DAY, GOOD, quote_sign
from tests.domain.compliance.test_rules import rule_on

A = quote_sign("甲", 1, {"L1": 100_000, "L2": 220_000, "L3": 330_000})
B = quote_sign("乙", 3, {"L1": 130_000, "L2": 210_000, "L3": 370_000})
TEN_MINUTES_LATER = datetime(2026, 11, 27, 1, 10, tzinfo=UTC)


def priced(sign, *prices):
    lines = tuple((f"L{at + 1}", price) for at, price in enumerate(prices))
    return replace(sign, prices_minor=lines, total_minor=sum(prices))


def totals(*amounts):
    names = "甲乙丙丁"
    return tuple(
        replace(quote_sign(names[at], at * 2 + 1, {}), total_minor=amount)
        for at, amount in enumerate(amounts)
    )


def outcome(code, *signs):
    facts = replace(GOOD[OpeningFacts], signs=signs)
    return worst(rule_on(code, DAY).findings(facts, Asking(DAY), Gate.OPENING))


@pytest.mark.parametrize(
    ("code", "shared"),
    [
        ("COLL-01", {"prepared_by": A.prepared_by}),
        ("COLL-01", {"handled_by": A.handled_by}),
        ("COLL-01", {"contact": A.contact}),
        ("COLL-01", {"project_members": ("someone", *A.project_members)}),
        ("COLL-01", {"document_sha256": A.document_sha256}),
        ("COLL-03", {"address": A.address}),
        ("COLL-03", {"device": A.device}),
        ("COLL-03", {"document_author": A.document_author}),
    ],
)
def test_a_shared_sign_holds(code, shared):
    assert outcome(code, A, B) == "pass"
    assert outcome(code, A, replace(B, **shared)) == "hold"


def test_deposits_from_one_account_hold():
    paid = [replace(one, deposit_account="6222") for one in (A, B)]

    assert outcome("COLL-01", *paid) == "hold"


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ((100_000, 220_000, 330_000), "hold"),  # the same
        ((105_000, 225_000, 335_000), "hold"),  # the same amount more on each
        ((103_000, 226_600, 339_900), "hold"),  # three per cent more on each
        ((103_000, 226_601, 339_900), "hold"),  # rounded to the fen
        ((103_000, 226_700, 339_900), "pass"),
        ((130_000, 210_000, 370_000), "pass"),
    ],
)
def test_prices_in_a_pattern_hold(prices, expected):
    assert outcome("COLL-02", A, priced(B, *prices)) == expected


def test_two_common_lines_show_no_pattern():
    assert outcome("COLL-02", priced(A, 100_000, 200_000), priced(B, 110_000, 210_000)) == "pass"


def test_equal_totals_hold_and_totals_in_equal_steps():
    assert outcome("COLL-02", *totals(900, 900)) == "hold"
    assert outcome("COLL-02", *totals(900, 1000, 1100)) == "hold"
    assert outcome("COLL-02", *totals(900, 1000, 1101)) == "pass"
    assert outcome("COLL-02", *totals(900, 1000)) == "pass"


def test_uploads_ten_minutes_apart_hold_and_a_second_more_does_not():
    near = replace(B, uploaded_at=TEN_MINUTES_LATER)
    later = replace(B, uploaded_at=TEN_MINUTES_LATER.replace(second=1))

    assert outcome("COLL-04", A, near) == "hold"
    assert outcome("COLL-04", A, later) == "pass"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((6_000, 9_999, 10_001), "hold"),  # 40 % below the mean of the others
        ((6_900, 10_000, 13_000), "hold"),  # exactly 40 % below the mean
        ((6_901, 9_858, 13_144), "pass"),
        ((7_001, 10_000, 10_000), "pass"),
        ((7_000, 10_000, 10_000), "hold"),  # exactly 30 % below the next
        ((7_000,), "pass"),
    ],
)
def test_abnormally_low_totals_hold(amounts, expected):
    assert outcome("COLL-05", *totals(*amounts)) == expected


def test_a_loser_half_a_per_cent_above_the_lowest_holds():
    assert outcome("COLL-06", *totals(100_000, 100_500)) == "hold"
    assert outcome("COLL-06", *totals(100_000, 100_501)) == "pass"


@pytest.mark.parametrize("code", [f"COLL-0{n}" for n in range(1, 9)])
def test_no_sign_rejects_by_itself(code):
    assert "reject" not in rule_on(code, DAY).fails
