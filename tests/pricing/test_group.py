from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pricing.group import Line, NextTier, price_group
from pricing.money import discounted
from pricing.tiers import Ladder, Tier

MBPS = Ladder("mbps", "whole", (Tier(0, 0), Tier(500, 800), Tier(1000, 1500)))


def line(name, mbps=100, list_minor=1000, ceiling=None, member=None):
    return Line(name, member or f"M-{name}", mbps, list_minor, ceiling)


@st.composite
def ladders(draw):
    bounds = sorted(draw(st.sets(st.integers(1, 400), max_size=4)))
    rates = sorted(draw(st.lists(st.integers(0, 9999), min_size=len(bounds) + 1, max_size=5)))
    tiers = tuple(Tier(*pair) for pair in zip([0, *bounds], rates, strict=False))
    style = draw(st.sampled_from(["whole", "graduated"]))
    return Ladder(draw(st.sampled_from(["lines", "mbps", "spend"])), style, tiers)


@st.composite
def groups(draw, least=0):
    shapes = st.tuples(
        st.sampled_from(["M1", "M2", "M3"]),
        st.integers(0, 200),
        st.integers(0, 200),
        st.none() | st.integers(0, 200),
    )
    drawn = draw(st.lists(shapes, min_size=least, max_size=7))
    return [Line(f"L{at}", *shape) for at, shape in enumerate(drawn)]


def prices(ladder, lines):
    return {one.id: one.price_minor for one in price_group(ladder, lines).lines}


def volume(ladder, lines):
    return sum({"lines": 1, "mbps": o.mbps, "spend": o.list_minor}[ladder.measure] for o in lines)


def content(ladder, lines):
    rate = ladder.rate(volume(ladder, lines))
    return all(
        one.ceiling_minor is None or discounted(one.list_minor, rate) <= one.ceiling_minor
        for one in lines
    )


@given(ladders(), groups())
def test_nobody_pays_more_than_the_list_price(ladder, lines):
    for one in price_group(ladder, lines).lines:
        assert one.price_minor is None or one.price_minor <= one.list_minor


@given(ladders(), groups(least=1))
def test_adding_a_line_raises_no_price(ladder, lines):
    before, after = prices(ladder, lines[1:]), prices(ladder, lines)

    for name, price in before.items():
        assert price is None or (after[name] is not None and after[name] <= price)


@given(ladders(), groups())
def test_equal_lists_pay_equal_prices(ladder, lines):
    paid = {}
    for one in price_group(ladder, lines).lines:
        if one.in_group:
            assert paid.setdefault(one.list_minor, one.price_minor) == one.price_minor


@given(ladders(), groups())
def test_the_members_sums_equal_the_totals(ladder, lines):
    group = price_group(ladder, lines)

    assert sum(one.list_minor for one in group.members) == group.total_list_minor
    assert sum(one.price_minor for one in group.members) == group.total_minor
    assert sum(one.saving_minor for one in group.members) == group.saving_minor
    assert group.total_list_minor - group.total_minor == group.saving_minor


@given(ladders(), groups(), st.randoms())
def test_the_order_of_the_lines_changes_nothing(ladder, lines, chance):
    shuffled = chance.sample(lines, len(lines))
    one, other = price_group(ladder, lines), price_group(ladder, shuffled)

    assert set(one.lines) == set(other.lines)
    assert set(one.members) == set(other.members)
    assert (one.volume, one.rate, one.next_tier) == (other.volume, other.rate, other.next_tier)


@given(ladders(), groups())
def test_the_group_is_the_largest_content_set(ladder, lines):
    group = price_group(ladder, lines)

    subsets = [s for size in range(len(lines) + 1) for s in combinations(lines, size)]
    largest = max((s for s in subsets if content(ladder, s)), key=len)
    assert {one.id for one in group.lines if one.in_group} == {one.id for one in largest}


@given(ladders(), groups())
def test_the_saving_of_the_next_tier_is_what_reaching_it_would_give(ladder, lines):
    group = price_group(ladder, lines)

    inside = [one for one in group.lines if one.in_group]
    if group.next_tier is not None:
        rate = ladder.rate(group.next_tier.from_)
        then = sum(discounted(one.list_minor, rate) for one in inside)
        assert group.next_tier.saving_minor == group.total_minor - then >= 0
        assert group.next_tier.missing == group.next_tier.from_ - group.volume > 0


def test_the_whole_volume_discounts_every_line():
    group = price_group(MBPS, [line("a", 300), line("b", 200)])

    assert (group.volume, group.rate, group.tier) == (500, 800, Tier(500, 800))
    assert [one.price_minor for one in group.lines] == [920, 920]
    assert group.next_tier == NextTier(1000, 1500, 500, 140)


def test_a_line_at_its_ceiling_joins_and_one_above_stays_out():
    group = price_group(MBPS, [line("a", 300), line("b", 200, ceiling=920)])
    without = price_group(MBPS, [line("a", 300), line("b", 200, ceiling=919)])

    assert group.lines[1].in_group
    assert without.lines[1].price_minor is None
    assert without.volume == 300


def test_one_line_leaving_can_make_others_leave():
    lines = [line("a", 400, ceiling=920), line("b", 100, ceiling=1)]

    assert not any(one.in_group for one in price_group(MBPS, lines).lines)


def test_an_empty_group_has_rate_zero_and_the_first_tier():
    group = price_group(Ladder("lines", "whole", (Tier(0, 300), Tier(2, 400))), [])

    assert (group.volume, group.rate, group.tier) == (0, 0, Tier(0, 300))
    assert group.next_tier == NextTier(2, 400, 2, 0)


def test_members_come_in_order_of_first_appearance_with_zeros_when_left_out():
    lines = [line("a", ceiling=0, member="Z"), line("b", member="A"), line("c", member="Z")]

    members = price_group(MBPS, lines).members
    alone = price_group(MBPS, lines[:1]).members[0]
    assert [(one.member, one.list_minor) for one in members] == [("Z", 1000), ("A", 1000)]
    assert (alone.list_minor, alone.price_minor, alone.saving_minor) == (0, 0, 0)


def test_a_graduated_rate_is_the_same_exact_fraction_for_all():
    ladder = Ladder("lines", "graduated", (Tier(0, 0), Tier(1, 2000)))

    group = price_group(ladder, [line("a"), line("b"), line("c", list_minor=2000)])
    assert group.rate == Fraction(4000, 3)
    assert [one.price_minor for one in group.lines] == [867, 867, 1733]
