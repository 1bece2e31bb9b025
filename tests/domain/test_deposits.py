"""How large a deposit is, what it bears, and when it ends: pure figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain import deposits as d
from marketplace.domain.compliance.rules.run_quotes import DEPOSIT_DAYS
from marketplace.domain.deposit_ends import Standing, ending, latest_at
from marketplace.domain.lives import GroupBuyState, ParticipationState
from marketplace.i18n.deposit_texts import RULE_VERSION, RULES

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
TERMS = d.DepositTerms(d.DepositWay.CHARGE, None, 200, 0, 90, 2, "v")
STANDING = Standing(
    GroupBuyState.AWARDED, ParticipationState.JOINED, NOW, NOW - timedelta(days=20), 90
)


@given(st.integers(0, 10**15), st.integers(1, 10_000), st.integers(1_000, 10**9) | st.none())
def test_never_more_than_two_percent_is_asked(estimate, rate, fixed):
    terms = replace(TERMS, rate_bps=None if fixed else rate, fixed_minor=fixed)

    amount = d.deposit_minor(terms, estimate)

    assert amount * 50 <= estimate
    assert amount == 0 or d.LEAST_MINOR <= amount <= d.MOST_MINOR


def test_an_own_limit_below_the_price_shown_is_the_estimate():
    assert d.estimate_minor([(100, None), (100, 60), (100, 140)]) == 260


@given(st.integers(0, 10**8), st.integers(0, 1_000), st.integers(0, 400))
def test_interest_is_the_exact_figure_rounded_half_up_once(amount, rate, days):
    since = date(2026, 1, 1)

    interest = d.interest_minor(amount, rate, since, since + timedelta(days=days))

    exact = Fraction(amount * rate * days, 10_000 * 365)
    assert interest == (exact + Fraction(1, 2)).__floor__()


def test_the_days_of_the_published_rule_are_those_of_the_code():
    assert DEPOSIT_DAYS == d.RETURN_DAYS
    text = "".join(RULES[RULE_VERSION]["zh"])
    assert f"{d.RETURN_DAYS} 日内" in text
    assert f"签署后 {d.CLAIM_DAYS} 日内" in text
    assert f"{d.CONTEST_DAYS} 个工作日内可以异议" in text


@pytest.mark.parametrize(
    ("state", "reason"),
    [("failed", "group_buy_failed"), ("cancelled", "group_buy_cancelled")],
)
def test_a_group_buy_that_is_not_carried_out_ends_it_at_once(state, reason):
    end = ending(replace(STANDING, group_buy=GroupBuyState(state), open=2), now=NOW)

    assert (end.reason, end.at, end.due_at) == (reason, NOW, NOW + timedelta(days=5))


def test_it_waits_while_a_line_is_open_or_a_contract_is_to_be_signed():
    assert ending(replace(STANDING, open=1, signed=1, signed_at=NOW), now=NOW) is None
    assert ending(replace(STANDING, unsigned=1), now=NOW) is None


def test_after_the_last_signature_it_waits_three_days_for_claims_and_is_back_by_the_fifth():
    end = ending(replace(STANDING, signed=1, left=1, signed_at=NOW), now=NOW)

    assert end.reason == "signed"
    assert (end.at - NOW, end.due_at - NOW) == (timedelta(days=3), timedelta(days=5))


def test_a_line_that_leaves_after_the_last_signature_starts_the_five_days_and_no_new_claim_time():
    signed = replace(STANDING, signed=1, left=1, signed_at=NOW)
    soon, late = NOW + timedelta(days=1), NOW + timedelta(days=10)

    after_one, after_ten = (ending(replace(signed, left_at=at), now=at) for at in (soon, late))

    assert (after_one.at, after_one.due_at) == (NOW + timedelta(days=3), NOW + timedelta(days=6))
    assert (after_ten.at, after_ten.due_at) == (late, late + timedelta(days=5))


def test_declining_everything_ends_it_at_once():
    assert ending(replace(STANDING, left=2), now=NOW).reason == "no_line_left"


def test_before_the_lock_a_member_without_lines_keeps_its_place():
    standing = replace(STANDING, group_buy=GroupBuyState.OPEN, left=1, locked_at=None)

    assert ending(standing, now=NOW) is None


def test_leaving_ends_it_whatever_the_group_buy_does():
    standing = replace(STANDING, stay=ParticipationState.LEFT, group_buy=GroupBuyState.OPEN)

    assert ending(standing, now=NOW).reason == "left"


def test_at_the_latest_day_it_ends_whatever_the_lines_do():
    standing = replace(STANDING, open=1)
    latest = latest_at(standing)

    assert ending(standing, now=latest - timedelta(seconds=1)) is None
    assert ending(standing, now=latest).reason == "held_long_enough"
