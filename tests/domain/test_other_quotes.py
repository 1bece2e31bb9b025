"""Another bidder's quote for one line: its rate and what stands against it."""

from __future__ import annotations

import pytest

from marketplace.domain.other_quotes import Obstacle, Volume, rate_bps, volume_obstacle

LINE = Volume(1, 100, 1_000)
HKG, SIN = "SHA-HKG/IPLC", "SHA-SIN/IPLC"


def ladder(measure, at, lots="all"):
    tiers = [{"from": 0, "discount_bps": 0}, {"from": at, "discount_bps": 500}]
    return {"ladders": [{"id": "A", "lots": lots, "measure": measure, "tiers": tiers}]}


@pytest.mark.parametrize(("measure", "reached"), [("lines", 3), ("mbps", 300), ("spend", 3_000)])
def test_the_tier_counts_the_awarded_volume_and_this_line(measure, reached):
    awarded = {HKG: LINE, SIN: LINE}

    assert rate_bps(ladder(measure, reached), HKG, LINE, awarded, set()) == 500
    assert rate_bps(ladder(measure, reached + 1), HKG, LINE, awarded, set()) == 0


def test_only_the_lots_of_the_ladder_count():
    awarded = {SIN: Volume(9, 900, 9_000)}

    assert rate_bps(ladder("lines", 2, [HKG]), HKG, LINE, awarded, set()) == 0
    assert rate_bps(ladder("lines", 2, [SIN]), HKG, LINE, awarded, set()) == 0


def test_an_earned_bundle_stays_and_another_is_not_earned():
    terms = {"bundles": [{"id": name, "lots": [HKG], "discount_bps": 200} for name in "BC"]}

    assert rate_bps(terms, HKG, LINE, {}, {"B"}) == 200
    assert rate_bps(terms, SIN, LINE, {}, {"B"}) == 0


def test_rates_add_up_to_the_whole_price_at_most():
    terms = {"bundles": [{"id": "B", "lots": "all", "discount_bps": 9_900}]} | ladder("lines", 1)

    assert rate_bps(terms, HKG, LINE, {}, {"B"}) == 10_000


@pytest.mark.parametrize(("at_most", "obstacle"), [(199, Obstacle.CAPACITY), (200, None)])
def test_a_capacity_is_never_exceeded(at_most, obstacle):
    terms = {"capacities": [{"lots": [HKG], "measure": "mbps", "at_most": at_most}]}

    assert volume_obstacle(terms, HKG, LINE, {HKG: LINE}) is obstacle


def test_another_lots_capacity_does_not_matter():
    terms = {"capacities": [{"lots": [SIN], "measure": "mbps", "at_most": 0}]}

    assert volume_obstacle(terms, HKG, LINE, {}) is None


@pytest.mark.parametrize(("least", "obstacle"), [(2, None), (3, Obstacle.MINIMUM)])
def test_a_carrier_does_not_serve_less_than_its_minimum(least, obstacle):
    terms = {"minimum_award": {"measure": "lines", "at_least": least}}

    assert volume_obstacle(terms, HKG, LINE, {SIN: LINE}) is obstacle
