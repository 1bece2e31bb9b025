"""What a contract owes by a fee table: exact, whole between payers, never credited beyond it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.fee_table import (
    FeeBasis,
    FeeRow,
    Payer,
    credit_vat,
    fee_parts,
    first_day_allowed,
    kept_row,
    owed,
    read_row,
    row_faults,
    row_for,
    vat_bps_on,
)
from marketplace.domain.fee_words import REMINDERS, reminder_due
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.products import Product
from pricing.terms import vat

AMOUNTS = st.integers(0, 10**12)
BPS = st.integers(0, 10_000)
SHARES = st.builds(
    FeeRow,
    basis=st.just(FeeBasis.SHARE),
    share_bps=BPS,
    minimum_minor=st.integers(0, 10**6),
    cap_minor=st.none() | st.integers(10**6, 10**9),
    carrier_bps=BPS,
)
FIXED = st.builds(FeeRow, st.just(FeeBasis.FIXED), amount_minor=AMOUNTS, carrier_bps=BPS)
ROWS = SHARES | FIXED
ALL = FeeRow(FeeBasis.FIXED, amount_minor=1)
IPLC = FeeRow(FeeBasis.FIXED, amount_minor=2, product=Product.IPLC)
PARK = FeeRow(FeeBasis.FIXED, amount_minor=3, mode=GroupBuyMode.PARK)
BOTH = FeeRow(FeeBasis.FIXED, amount_minor=4, mode=GroupBuyMode.PARK, product=Product.IPLC)


@given(ROWS, AMOUNTS)
def test_what_the_payers_owe_adds_up_to_the_fee(row, value):
    fee = row.fee(value)

    assert sum(row.shares(fee).values()) == fee
    assert all(part >= 0 for part in row.shares(fee).values())


@given(SHARES, AMOUNTS)
def test_a_share_is_the_exact_share_to_half_a_fen_within_its_limits(row, value):
    fee = row.fee(value)

    unbounded = row.minimum_minor < fee and (row.cap_minor is None or fee < row.cap_minor)
    if unbounded:
        assert 2 * abs(fee * 10_000 - value * row.share_bps) <= 10_000
    assert fee >= row.minimum_minor
    assert row.cap_minor is None or fee <= row.cap_minor


@given(SHARES, AMOUNTS, AMOUNTS)
def test_a_dearer_contract_never_owes_less(row, one, other):
    assert row.fee(min(one, other)) <= row.fee(max(one, other))


@given(ROWS)
def test_a_row_is_read_as_it_was_kept(row):
    assert read_row(kept_row(row)) == row


@given(ROWS, st.lists(AMOUNTS, min_size=1, max_size=5))
def test_a_contract_owes_once_for_all_its_lines_of_a_row(row, prices):
    parts = fee_parts([row], "park", [("IPLC", price) for price in prices])

    assert [(part.value_minor, part.fee_minor) for part in parts] == [
        (sum(prices), row.fee(sum(prices)))
    ]
    assert sum(owed(parts).values()) == parts[0].fee_minor


@given(ROWS)
def test_a_free_row_never_comes_to_anything(row):
    if row.is_free:
        assert not any(row.fee(value) for value in (0, 1, 10**12))
    else:
        assert row.fee(10**12)


@pytest.mark.parametrize(
    ("mode", "product", "row"),
    [
        ("park", "IPLC", BOTH),
        ("directed", "IPLC", IPLC),
        ("park", "IEPL", PARK),
        ("directed", "IEPL", ALL),
    ],
)
def test_the_row_that_says_most_of_a_line_holds(mode, product, row):
    assert row_for([ALL, PARK, IPLC, BOTH], mode, product) is row


def test_a_payer_who_owes_nothing_is_left_out():
    parts = fee_parts([FeeRow(FeeBasis.FIXED, amount_minor=7)], "park", [("IPLC", 1)])

    assert owed(parts) == {Payer.CARRIER: 7}


@given(st.integers(1, 10**9), st.sampled_from((600, 300, 100)), st.data())
def test_credit_notes_take_back_the_invoice_exactly_and_as_stripe_rounds(net, bps, data):
    """Parts in whole yuan: each has the VAT that Stripe computes of it, and so has the rest."""
    invoiced = net, vat(net, bps)
    credited = 0, 0
    while credited[0] < net:
        left = net - credited[0]
        part = data.draw(st.integers(0, left // 100)) * 100 or left
        taxed = credit_vat(part, invoiced=invoiced, credited=credited, vat_bps=bps)
        assert taxed == vat(part, bps)
        credited = credited[0] + part, credited[1] + taxed

    assert credited == invoiced


def test_no_credit_note_is_over_nothing_or_over_more_than_is_left():
    for part in (0, 101):
        with pytest.raises(ValueError):
            credit_vat(part, invoiced=(100, 6), credited=(0, 0), vat_bps=600)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([ALL], []),
        ([IPLC], ["fee_row_for_all_missing"]),
        ([ALL, ALL], ["fee_row_twice"]),
        ([FeeRow(FeeBasis.SHARE, minimum_minor=2, cap_minor=1)], ["fee_cap_below_minimum"]),
    ],
)
def test_a_table_that_leaves_a_line_without_a_row_is_refused(rows, codes):
    assert [fault.code for fault in row_faults(rows)] == codes


def test_a_change_is_announced_seven_days_before_and_fifteen_where_many_are_touched():
    today = date(2026, 11, 1)

    days = [
        (first_day_allowed(today, major=major, first=first) - today).days
        for major, first in ((False, True), (False, False), (True, False))
    ]

    assert days == [0, 7, 15]


def test_vat_comes_from_a_dated_table():
    assert vat_bps_on(date(2026, 1, 1)) == 600
    with pytest.raises(LookupError):
        vat_bps_on(date(2016, 4, 30))


def test_each_reminder_holds_from_its_day_to_the_next():
    due = date(2026, 11, 20)
    come = {day: reminder_due(due, date(2026, 11, day)) for day in (16, 17, 19, 20, 26, 27)}

    assert come == {16: None, 17: -3, 19: -3, 20: 0, 26: 0, 27: 7}
    assert reminder_due(due, date(2027, 1, 1)) == max(REMINDERS)
