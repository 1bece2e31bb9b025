"""A group priced in columns has the figures of the plain code, whatever the amounts."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pricing import group
from pricing.group import Line, price_group, price_line_by_line
from pricing.group_arrays import discounted_all, fits, price_columns, total, totals_by
from pricing.group_columns import columns_of
from pricing.money import MAX_MINOR, discounted
from pricing.tiers import Ladder, Tier

AMOUNTS = (
    st.integers(0, 12)
    | st.integers(0, 2_000_000)
    | st.integers(0, MAX_MINOR)
    | st.sampled_from([0, 1, 1000, 10**6, 2**49, MAX_MINOR - 1, MAX_MINOR])
)
TYING = st.sampled_from([5, 495, 995, 4995])
"Rates at which a list price of 1000 is discounted to half a fen"
EDGES = [(1, 0), (2, 1), (3, 1), (MAX_MINOR, MAX_MINOR - 1), (MAX_MINOR, 0)]


@st.composite
def ladders(draw):
    """Bounds from one unit up to the limit, rates that rise by a point, by all, or not at all."""
    bounds = sorted(draw(st.sets(AMOUNTS.map(lambda one: max(1, one)), max_size=5)))
    count = len(bounds) + 1
    drawn = draw(st.lists(st.integers(0, 9999) | TYING, min_size=count, max_size=count))
    tiers = tuple(Tier(*pair) for pair in zip([0, *bounds], sorted(drawn), strict=True))
    style = draw(st.sampled_from(["whole", "graduated"]))
    return Ladder(draw(st.sampled_from(["lines", "mbps", "spend"])), style, tiers)


@st.composite
def groups(draw):
    """A ladder and lines, many of whose ceilings are the price at a rate the group can have."""
    ladder = draw(ladders())
    rates = [Fraction(tier.discount_bps) for tier in ladder.tiers]
    rates += [ladder.rate(tier.from_) for tier in ladder.tiers]
    shapes = draw(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=4))
    lines = []
    for at in range(draw(st.integers(1, 9))):
        mbps, listed = draw(st.sampled_from(shapes) | st.tuples(AMOUNTS, AMOUNTS))
        near = discounted(listed, draw(st.sampled_from(rates))) + draw(st.integers(-1, 1))
        ceiling = draw(st.none() | st.just(max(0, near)) | AMOUNTS)
        lines.append(Line(f"L{at}", draw(st.sampled_from("ABC")), mbps, listed, ceiling))
    return ladder, lines


def in_columns(ladder, lines):
    return price_columns(ladder, columns_of(lines))


@given(groups())
def test_columns_give_what_one_line_after_the_other_gives(drawn):
    ladder, lines = drawn

    assert in_columns(ladder, lines) == price_line_by_line(ladder, lines)


@given(ladders(), st.lists(st.sampled_from(EDGES), min_size=1, max_size=12))
def test_equal_needs_join_or_stay_out_together(ladder, pairs):
    lines = [Line(f"L{at}", "M", 1, *pair) for at, pair in enumerate(pairs)]

    assert in_columns(ladder, lines) == price_line_by_line(ladder, lines)


@given(
    st.lists(AMOUNTS, min_size=1, max_size=20),
    st.fractions(0, 9999) | st.integers(0, 9999).map(Fraction),
)
@example([MAX_MINOR, 1, 0], Fraction(10**24 * 9_999 - 1, 10**24))
@example([MAX_MINOR, 3], Fraction(1, 2**47))
@example([1, 3, 5], Fraction(5000))
def test_every_price_is_rounded_half_up_once(lists, rate):
    prices = discounted_all(np.array(lists, np.int64), rate).tolist()

    assert prices == [discounted(one, rate) for one in lists]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 4), AMOUNTS), min_size=1, max_size=6))
def test_sums_are_exact_beyond_64_bits(pairs):
    places, amounts = (np.tile(column, 15_000) for column in np.array(pairs, np.int64).T)

    assert total(amounts) == 15_000 * sum(amount for _, amount in pairs)
    assert totals_by(places, amounts, 5) == [
        15_000 * sum(amount for place, amount in pairs if place == at) for at in range(5)
    ]


def test_prices_whose_rate_is_finer_than_64_bits_are_exact():
    ladder = Ladder("spend", "graduated", (Tier(0, 0), Tier(MAX_MINOR, 9_999)))
    lines = [Line(f"L{at}", "M", 1, MAX_MINOR - at % 7, None) for at in range(5_000)]

    assert in_columns(ladder, lines) == price_line_by_line(ladder, lines)


@pytest.mark.parametrize("style", ["whole", "graduated"])
@pytest.mark.parametrize("measure", ["lines", "mbps", "spend"])
def test_eight_thousand_drawn_lines_cost_the_same_to_the_fen(measure, style):
    chance = Random(f"{measure} {style}")
    lists = [chance.randrange(10 ** chance.randrange(1, 15)) for _ in range(8_000)]
    lines = [
        Line(f"L{at}", f"M{chance.randrange(500)}", chance.randrange(1, 1000), one, ceiling)
        for at, one in enumerate(lists)
        for ceiling in [chance.choice([None, one * chance.randrange(7000, 10_001) // 10_000])]
    ]
    full = {"lines": len(lines), "mbps": sum(x.mbps for x in lines), "spend": sum(lists)}[measure]
    ladder = Ladder(measure, style, (Tier(0, 0), Tier(full // 3, 900), Tier(full // 2, 2200)))

    assert price_group(ladder, lines) == price_line_by_line(ladder, lines)


@pytest.mark.parametrize("style", ["whole", "graduated"])
def test_a_ceiling_missed_by_half_a_fen_keeps_every_equal_line_out(style):
    ladder = Ladder("lines", style, (Tier(0, 995),))
    out = [Line(f"L{at}", "M", 1, 1000, 900) for at in range(3)]

    group = in_columns(ladder, [*out, Line("in", "M", 1, 1000, 901)])
    assert [row.in_group for row in group.lines] == [False, False, False, True]


def test_a_line_whose_ceiling_is_met_exactly_by_a_fraction_of_a_point_is_in():
    # The group earns 2000 * (3 - 1) / 3 bps; 867 is 1000 less that, rounded half up.
    ladder = Ladder("lines", "graduated", (Tier(0, 0), Tier(1, 2000)))
    met = [Line("a", "A", 1, 1000, 867), Line("b", "B", 1, 1000), Line("c", "C", 1, 1000)]

    assert [row.in_group for row in in_columns(ladder, met).lines] == [True, True, True]
    missed = [Line("a", "A", 1, 1000, 866), *met[1:]]
    assert [row.in_group for row in in_columns(ladder, missed).lines] == [False, True, True]


@pytest.mark.parametrize(
    "line",
    [
        Line("a", "M", 1, MAX_MINOR + 1),
        Line("a", "M", 2**63, 1),
        Line("a", "M", 1, 10, -1),
        Line("a", "M", 1, 10, -(2**63)),
        Line("a", "M", -1, 10),
    ],
)
def test_figures_beyond_the_format_are_left_to_integers_of_any_size(line):
    ladder = Ladder("lines", "whole", (Tier(0, 0),))
    columns = columns_of([line])

    assert columns is None or not fits(ladder, columns)


def test_a_ladder_beyond_the_format_is_left_to_integers_of_any_size(monkeypatch):
    monkeypatch.setattr(group, "LARGE", 1)
    ladder = Ladder("spend", "whole", (Tier(0, 0), Tier(2**60 + 1, 9)))
    lines = [Line(f"L{at}", "M", 1, MAX_MINOR) for at in range(1282)]

    assert not fits(ladder, columns_of(lines))
    assert price_group(ladder, lines).rate == 9


def test_only_a_large_group_is_priced_in_columns():
    lines = [Line(f"L{at}", "M", 1, 100) for at in range(group.LARGE)]
    ladder = Ladder("lines", "whole", (Tier(0, 100),))

    assert isinstance(price_group(ladder, lines[1:]).lines, tuple)
    assert not isinstance(price_group(ladder, lines).lines, tuple)
