"""The pool in constant space settles exactly where the pricing package's largest group does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.domain.pooling import (
    Pool,
    PooledLine,
    added,
    contribution,
    live_price,
    needed_tier,
    settled_tier,
)
from marketplace.domain.volume_needs import NEVER, least_volume, volume_shown
from pricing.group import Line, price_group
from pricing.money import discounted
from pricing.tiers import Ladder, Tier

LADDER = Ladder("mbps", "whole", (Tier(0, 0), Tier(300, 500), Tier(1000, 1200)))


@st.composite
def ladders(draw, style="whole"):
    steps = draw(st.lists(st.integers(1, 400), min_size=0, max_size=5))
    discounts = sorted(
        draw(st.lists(st.integers(0, 5000), min_size=len(steps) + 1, max_size=len(steps) + 1))
    )
    froms = [0]
    for step in steps:
        froms.append(froms[-1] + step)
    measure = draw(st.sampled_from(["lines", "mbps", "spend"]))
    return Ladder(measure, style, tuple(map(Tier, froms, discounts)))


pooled = st.lists(
    st.builds(
        PooledLine, st.integers(1, 300), st.integers(1, 900), st.none() | st.integers(1, 900)
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(ladders(), pooled)
def test_pool_settles_where_the_largest_content_group_does(ladder, lines):
    pool = contribution(ladder, lines)
    named = [
        Line(str(i), str(i), line.mbps, line.list_minor, line.own_limit_minor)
        for i, line in enumerate(lines)
    ]

    exact, live = price_group(ladder, named), live_price(ladder, pool)

    inside = [live.contents(line) for line in lines]
    assert inside == [line.in_group for line in exact.lines]
    assert live.volume == exact.volume
    prices = [discounted(line.list_minor, live.discount_bps) for line in lines]
    assert [p for p, i in zip(prices, inside, strict=True) if i] == [
        line.price_minor for line in exact.lines if line.in_group
    ]


@given(ladders(), pooled, pooled)
def test_adding_and_taking_out_are_opposites(ladder, some, more):
    pool, change = contribution(ladder, some), contribution(ladder, more)

    assert added(added(pool, change), change, -1) == pool


def test_database_settles_like_the_domain(database):
    from sqlalchemy import text

    @settings(max_examples=100, deadline=None)
    @given(ladders(), pooled)
    def holds(ladder, lines):
        pool = contribution(ladder, lines)
        froms = [tier.from_ for tier in ladder.tiers]
        with database.single_statements() as session:
            found = session.execute(
                text("SELECT settled_tier(CAST(:v AS bigint[]), CAST(:f AS bigint[]))"),
                {"v": list(pool.volume_by_need), "f": froms},
            ).scalar_one()
        assert found == settled_tier(ladder, pool)

    holds()


def test_line_without_a_limit_needs_no_tier():
    assert needed_tier(LADDER, PooledLine(10, 1000, None)) == 0


def test_line_whose_limit_no_tier_meets_never_counts():
    pool = contribution(LADDER, [PooledLine(500, 1000, 1)])

    assert live_price(LADDER, pool).volume == 0


def test_a_price_shown_is_one_of_the_ladder():
    assert volume_shown(LADDER, 1000, 950) == 300
    assert volume_shown(LADDER, 1000, 951) is None


@settings(max_examples=300, deadline=None)
@given(ladders("graduated"), pooled)
def test_a_graduated_pool_is_priced_exactly_as_the_pricing_package_does(ladder, lines):
    named = [
        Line(str(i), str(i), line.mbps, line.list_minor, line.own_limit_minor)
        for i, line in enumerate(lines)
    ]

    exact, live = price_group(ladder, named), live_price(ladder, contribution(ladder, lines))

    assert [live.contents(line) for line in lines] == [line.in_group for line in exact.lines]
    assert (live.volume, live.list_minor) == (exact.volume, exact.total_list_minor)
    assert ladder.tiers[live.tier] == exact.tier
    if exact.volume:
        assert live.rate == exact.rate
        prices = [live.price_minor(line.list_minor) for line in lines]
        assert [p or 0 for p, line in zip(prices, exact.lines, strict=True) if line.in_group] == [
            line.price_minor for line in exact.lines if line.in_group
        ]


@settings(max_examples=200, deadline=None)
@given(ladders("graduated"), pooled)
def test_the_next_tier_of_a_graduated_pool_saves_what_the_pricing_package_says(ladder, lines):
    named = [Line(str(i), str(i), line.mbps, line.list_minor) for i, line in enumerate(lines)]
    free = [PooledLine(line.mbps, line.list_minor, None) for line in lines]

    exact, live = price_group(ladder, named), live_price(ladder, contribution(ladder, free))

    if exact.next_tier is None:
        assert live.next_tier is None
    elif lines:
        then = sum(live.next_price_minor(line.list_minor) for line in free)
        assert exact.total_minor - then == exact.next_tier.saving_minor
        assert live.missing == exact.next_tier.missing


@settings(max_examples=300, deadline=None)
@given(ladders() | ladders("graduated"), st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_least_volume_is_the_first_at_which_the_limit_is_met(ladder, list_minor, limit):
    least = least_volume(ladder, list_minor, limit)

    def met(volume):
        return discounted(list_minor, ladder.rate(volume)) <= limit

    if least == NEVER:
        assert not met(10**12)
    else:
        assert met(least)
        assert least == 0 or not met(least - 1)


@settings(max_examples=200, deadline=None)
@given(ladders("graduated"), st.integers(1, 10_000), st.integers(0, 3_000))
def test_every_price_of_a_graduated_ladder_is_known_as_shown(ladder, list_minor, volume):
    price = discounted(list_minor, ladder.rate(volume))

    shown = volume_shown(ladder, list_minor, price)

    assert shown is not None
    assert shown <= volume


def test_empty_pool_stands_at_the_first_tier():
    live = live_price(LADDER, Pool.empty(LADDER))

    assert (live.tier, live.missing) == (0, 300)
