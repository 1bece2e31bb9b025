from fractions import Fraction

import pytest

from pricing.tiers import BrokenLadder, Ladder, Tier

TIERS = (Tier(0, 0), Tier(10, 500), Tier(30, 2000))


def test_a_tier_holds_from_its_bound_up_to_not_including_the_next():
    ladder = Ladder("mbps", "whole", TIERS)

    assert [ladder.tier_at(volume) for volume in (9, 10, 29, 30)] == [
        TIERS[0],
        TIERS[1],
        TIERS[1],
        TIERS[2],
    ]


def test_a_whole_ladder_gives_the_rate_of_the_tier_reached():
    assert Ladder("mbps", "whole", TIERS).rate(29) == 500


def test_a_graduated_ladder_gives_the_mean_of_the_bands_filled():
    assert Ladder("mbps", "graduated", TIERS).rate(40) == Fraction(20 * 500 + 10 * 2000, 40)


def test_a_graduated_ladder_without_volume_gives_its_first_rate():
    assert Ladder("mbps", "graduated", (Tier(0, 300), Tier(5, 400))).rate(0) == 300


def test_the_next_tier_is_the_first_not_reached():
    ladder = Ladder("mbps", "whole", TIERS)

    assert ladder.next_tier(9) == TIERS[1]
    assert ladder.next_tier(10) == TIERS[2]
    assert ladder.next_tier(30) is None


@pytest.mark.parametrize(
    ("tiers", "fault"),
    [
        ((), ("/tiers", "must not be empty")),
        ((Tier(1, 0),), ("/tiers/0/from", "must be 0")),
        ((Tier(0, 0), Tier(10, 1), Tier(10, 2)), ("/tiers/2/from", "must be greater than 10")),
        ((Tier(0, 5), Tier(10, 4)), ("/tiers/1/discount_bps", "must be at least 5")),
        ((Tier(0, 10_000),), ("/tiers/0/discount_bps", "must be below 10000")),
        ((Tier(0, -1),), ("/tiers/0/discount_bps", "must be at least 0")),
        ((Tier(0, True),), ("/tiers/0/discount_bps", "must be an integer")),
    ],
)
def test_a_broken_ladder_cannot_be_built(tiers, fault):
    with pytest.raises(BrokenLadder) as broken:
        Ladder("lines", "whole", tiers)

    assert fault in broken.value.faults


def test_an_unknown_measure_or_style_cannot_be_built():
    with pytest.raises(BrokenLadder) as broken:
        Ladder("weight", "steep", TIERS)

    assert [path for path, _ in broken.value.faults] == ["/measure", "/style"]


def test_a_negative_volume_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Ladder("lines", "whole", TIERS).tier_at(-1)
