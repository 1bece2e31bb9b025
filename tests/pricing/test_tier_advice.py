"""The advice to the next tier, held to the price of the group that follows it."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from pricing.group import Line, price_group
from pricing.tier_advice import MemberGain, Wish, advise, standing_of
from pricing.tier_ways import Offer, Part, Room, Standing
from pricing.tiers import Ladder, Tier

MBPS = Ladder("mbps", "whole", (Tier(0, 0), Tier(500, 800), Tier(1000, 1500)))
OFFERS = [Offer("HK", 10, 3_700), Offer("HK", 100, 24_100), Offer("HK", 500, 96_100)]


def wish(name, mbps=100, list_minor=24_100, ceiling=None, member=None, kind="HK"):
    return Wish(Line(name, member or f"M-{name}", mbps, list_minor, ceiling), kind)


def advised(wishes, offers=OFFERS, ladder=MBPS, room=None):
    lines = [one.line for one in wishes]
    return advise(standing_of(ladder, lines), wishes, offers, room)


def way_of(advice, kind):
    return next((way for way in advice.ways if way.kind == kind), None)


@st.composite
def groups(draw):
    """A ladder with a tier above, lines, and what else is offered."""
    measure = draw(st.sampled_from(["lines", "mbps", "spend"]))
    bounds = sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=3)))
    rates = sorted(draw(st.lists(st.integers(0, 9999), min_size=4, max_size=4)))
    tiers = tuple(Tier(*pair) for pair in zip([0, *bounds], rates, strict=False))
    ladder = Ladder(measure, draw(st.sampled_from(["whole", "graduated"])), tiers)
    rows = [(1, 5), (2, 9), (7, 20)]
    shapes = st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(rows),
        st.none() | st.integers(0, 20),
        st.sampled_from([None, "HK"]),
    )
    wishes = [
        Wish(Line(f"L{at}", member, *row, ceiling), kind)
        for at, (member, row, ceiling, kind) in enumerate(draw(st.lists(shapes, max_size=6)))
    ]
    return ladder, wishes, [Offer("HK", *row) for row in rows]


def followed(wishes, way):
    """The lines after the way was gone, those that were there first."""
    lines = [one.line for one in wishes]
    free = {at for at, one in enumerate(wishes) if one.kind and one.line.ceiling_minor is None}
    for number, part in enumerate(way.parts):
        for time in range(part.times):
            offer = part.offer
            new = Line(f"new {number} {time}", "new", offer.mbps, offer.list_minor)
            if part.raised_from is None:
                lines.append(new)
                continue
            at = next(at for at in sorted(free) if lines[at].mbps == part.raised_from)
            free.remove(at)
            lines[at] = Line(lines[at].id, lines[at].member, offer.mbps, offer.list_minor)
    return lines


@given(groups())
def test_every_way_reaches_the_tier_with_those_who_join_there(drawn):
    ladder, wishes, offers = drawn
    before = price_group(ladder, [one.line for one in wishes])
    assume(before.next_tier is not None)

    advice = advised(wishes, offers, ladder)

    for way in advice.ways:
        after = price_group(ladder, followed(wishes, way))
        assert after.tier.from_ >= before.next_tier.from_
        assert set(advice.joining) <= {row.id for row in after.lines if row.in_group}


@given(groups())
def test_new_lines_cost_no_more_and_bring_each_member_no_less_than_is_said(drawn):
    ladder, wishes, offers = drawn
    before = price_group(ladder, [one.line for one in wishes])
    assume(before.next_tier is not None)

    advice = advised([Wish(one.line) for one in wishes], offers, ladder)

    saved = {one.member: one.saving_minor for one in before.members}
    for way in advice.ways:
        then = {one.member: one for one in price_group(ladder, followed(wishes, way)).members}
        assert then["new"].price_minor <= way.spend_minor
        for gain in advice.members:
            assert then[gain.member].saving_minor - saved[gain.member] >= gain.gain_minor


@given(groups())
def test_one_unit_less_than_what_is_to_be_added_does_not_reach_the_tier(drawn):
    ladder, wishes, _ = drawn
    before = price_group(ladder, [one.line for one in wishes])
    assume(before.next_tier is not None)

    advice = advised(wishes, [], ladder)

    short = [Line(f"u{at}", "new", 1, 1) for at in range(advice.to_add - 1)]
    after = price_group(ladder, [*(one.line for one in wishes), *short])
    assert after.volume < before.next_tier.from_
    assert advice.to_add == before.next_tier.missing - advice.joining_volume > 0


@given(groups())
def test_the_saving_is_that_of_the_live_price(drawn):
    ladder, wishes, offers = drawn
    before = price_group(ladder, [one.line for one in wishes])
    assume(before.next_tier is not None)

    assert advised(wishes, offers, ladder).saving_minor == before.next_tier.saving_minor


def test_at_the_top_there_is_no_way_up():
    assert standing_of(MBPS, [wish("a", mbps=1000).line]) is None


def test_lines_left_out_today_come_in_and_count():
    # At 8 % off 24,100 costs 22,172: b comes in there, c does not.
    wishes = [wish("a", 300), wish("b", ceiling=22_172), wish("c", ceiling=22_171)]

    advice = advised(wishes)

    assert (advice.joining, advice.joining_volume, advice.to_add) == (("b",), 100, 100)
    assert advice.members == (
        MemberGain("M-a", 1_928, 0, 0),
        MemberGain("M-b", 0, 1, 1_928),
        MemberGain("M-c", 0, 0, 0),
    )


def test_a_raise_within_the_row_that_is_paid_for_costs_nothing():
    advice = advised([wish("a", 60), wish("b", 400, 96_100, kind=None)])

    way = way_of(advice, "cheapest")
    assert way.parts == (Part(OFFERS[1], 1, raised_from=60),)
    assert (way.mbps, way.spend_minor, way.proven) == (40, 0, True)


def test_new_lines_and_raised_ones_are_compared():
    advice = advised([wish("a", 100), wish("b", 390, 96_100, kind=None)])

    # 10 Mbps more: a new line of 10 for 3,404, or the line of 100 raised to 500 for 66,240.
    assert [way.kind for way in advice.ways] == ["cheapest", "raised_lines"]
    assert way_of(advice, "cheapest").spend_minor == 3_404
    assert way_of(advice, "raised_lines").spend_minor == 66_240


def test_the_fewest_lines_are_told_where_they_cost_more():
    advice = advised([wish("a", 340, 96_100, kind=None)])

    cheapest, fewest = way_of(advice, "cheapest"), way_of(advice, "fewest")
    assert {part.offer.mbps: part.times for part in cheapest.parts} == {100: 1, 10: 6}
    assert {part.offer.mbps: part.times for part in fewest.parts} == {500: 1}


def test_demand_whose_price_the_others_save_pays_for_itself():
    dear = [wish("a", 490, 9_000_000, kind=None)]

    advice = advised(dear)

    way = way_of(advice, "cheapest")
    assert (advice.saving_minor, way.spend_minor) == (720_000, 3_404)
    assert (way.net_minor, way.pays_for_itself) == (-716_596, True)
    assert not advised([wish("a", 490, 9_000, kind=None)]).ways[0].pays_for_itself


def test_a_line_with_a_limit_of_its_own_is_not_raised():
    advice = advised([wish("a", 60, ceiling=10**9), wish("b", 400, kind=None)])

    assert way_of(advice, "raised_lines") is None


def test_the_room_under_the_cap_is_kept():
    few = [wish("a", 330, 96_100, kind=None)]

    assert advised(few, room=Room("lines", 1)).ways[0].parts == (Part(OFFERS[2], 1),)
    assert advised(few, room=Room("mbps", 175)).ways[0].mbps == 170
    assert advised(few, room=Room("mbps", 169)).ways == ()


def test_a_ladder_by_lines_is_climbed_by_new_lines_alone():
    ladder = Ladder("lines", "whole", (Tier(0, 0), Tier(3, 500)))

    advice = advised([wish("a")], ladder=ladder)

    assert [way.parts for way in advice.ways] == [(Part(OFFERS[0], 2),)]


def test_towards_a_bound_by_spend_few_lines_are_added():
    """Forty-five thousand of the smallest would be three fen closer to the bound."""
    ladder = Ladder("spend", "whole", (Tier(0, 0), Tier(10**9, 500)))
    offers = [Offer("HK", 10, 22_003), Offer("HK", 500, 500_000_007)]

    way = advised([wish("a", kind=None, list_minor=10_000)], offers, ladder=ladder).ways[0]

    assert sum(part.times for part in way.parts) == 2
    assert (way.least_minor, way.volume) == (None, 1_000_000_014)


def test_the_cheapest_way_costs_no_more_than_any_other():
    rows = [Offer(kind, 10**at + 3, 24_000 * 9**at) for kind in ("HK", "SG") for at in range(4)]
    wishes = [wish(f"{at}", 20 * at + 1, kind=("HK", "SG")[at % 2]) for at in range(6)]

    for measure in ("lines", "mbps", "spend"):
        ladder = Ladder(
            measure, "whole", (Tier(0, 0), Tier(10**7 + 7 if measure != "lines" else 70, 9))
        )
        ways = advised(wishes, rows, ladder=ladder).ways
        assert ways[0].kind == "cheapest"
        assert ways[0].spend_minor == min(way.spend_minor for way in ways)


def test_a_raise_to_a_row_that_costs_less_saves_and_claims_no_proof():
    offers = [Offer("HK", 10, 5_000), Offer("HK", 500, 4_000)]

    way = advised([wish("a", 10, 5_000), wish("b", 400, kind=None)], offers).ways[0]

    assert (way.spend_minor, way.parts[0].raised_from) == (-920, 10)
    assert not way.proven
    assert way.least_minor <= -920


def test_one_members_lines_are_advised_on_with_what_the_group_lacks():
    standing = Standing("mbps", Fraction(0), Fraction(800), 150)

    advice = advise(standing, [wish("a", 100)], OFFERS)

    assert (advice.to_add, advice.saving_minor) == (150, 1_928)
    assert way_of(advice, "cheapest").parts == (Part(OFFERS[1], 1), Part(OFFERS[0], 5))


def test_nothing_offered_leaves_what_is_missing_alone():
    assert advised([wish("a")], []).ways == ()
