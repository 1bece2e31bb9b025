"""What is saved, and what of it is published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.savings import (
    LEAST,
    Claim,
    added_up,
    expected_percent,
    present_cost,
    published,
    released,
)

START = datetime(2026, 11, 2, 4, tzinfo=UTC)
LATER = date(2027, 1, 1)


def claim(member: int, line: int, day: int = 0, baseline: int = 1000, agreed: int = 880) -> Claim:
    at = START + timedelta(days=day)
    return Claim(UUID(int=member), UUID(int=line), baseline, agreed, at)


CLAIMS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9)), max_size=14).map(
    lambda drawn: [claim(member, at, day) for at, (member, day) in enumerate(drawn)]
)


def members(claims) -> set[UUID]:
    return {one.member_id for one in claims}


def test_a_saving_is_a_share_of_its_baseline():
    cell = added_up([claim(1, 1), claim(1, 2, agreed=1000)])

    assert (cell.members, cell.lines, cell.saving_minor, cell.saving_bps) == (1, 2, 120, 600)


def test_a_higher_price_is_a_negative_saving_and_never_rounded_up():
    assert added_up([claim(1, 1, agreed=1001)]).saving_minor == -1
    assert added_up([claim(1, 1, baseline=3, agreed=2)]).saving_bps == 3333
    assert added_up([claim(1, 1, baseline=3, agreed=4)]).saving_bps == -3333


def test_the_present_contract_costs_its_months_and_the_way_out():
    assert present_cost(100, 24, 50) == 2450
    assert present_cost(100, 12, None) == 1200


@pytest.mark.parametrize(("count", "shown"), [(2, 0), (3, 3), (4, 4)])
def test_three_companies_at_least_are_published(count, shown):
    assert len(released([claim(m, m) for m in range(count)], today=LATER)) == shown


def test_a_fourth_company_later_waits_for_two_more():
    early = [claim(m, m) for m in range(3)]

    assert released([*early, claim(4, 4, day=2)], today=LATER) == early
    three_more = [claim(m, m, day=m) for m in (4, 5, 6)]
    assert len(released([*early, *three_more], today=LATER)) == 6


def test_a_day_counts_once_it_is_over():
    claims = [claim(m, m) for m in range(3)]

    assert released(claims, today=START.date()) == []
    assert released(claims, today=START.date() + timedelta(days=1)) == claims


@given(CLAIMS)
def test_from_one_day_to_the_next_nothing_or_three_companies_come(claims):
    before: list[Claim] = []
    for day in range(1, 12):
        now = released(claims, today=START.date() + timedelta(days=day))
        new = [one for one in now if one not in before]
        assert set(map(id, before)) <= set(map(id, now))
        assert not new or len(members(new)) >= LEAST
        before = now


@given(CLAIMS, st.sets(st.integers(0, 13)))
def test_the_two_figures_never_tell_of_fewer_than_three(claims, documented):
    second = [one for at, one in enumerate(claims) if at in documented]

    shown = published(claims, second, today=LATER)

    if shown.list_price and shown.present_contract:
        lines = {one.line_id for one in released(second, today=LATER)}
        rest = [one for one in released(claims, today=LATER) if one.line_id not in lines]
        assert not rest or len(members(rest)) >= LEAST


def test_the_second_figure_waits_when_it_would_tell_of_one_company():
    four = [claim(m, m) for m in range(4)]

    shown = published(four, four[:3], today=LATER)

    assert shown.list_price and shown.list_price.members == 4
    assert shown.present_contract is None


def test_what_is_expected_is_said_in_whole_percent():
    assert expected_percent([claim(m, m, agreed=877) for m in range(3)]) == 12
    assert expected_percent([claim(m, m) for m in range(2)]) is None
