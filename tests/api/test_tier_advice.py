"""The way to the next tier by API: in full for the organiser, for a member its own alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.api.test_live_price_cost import statements
from tests.factories.demand import LADDER, MONTHLY, Market, a_line
from tests.factories.directed import Directed
from tests.factories.people import People

LIST = {mbps: 100_000 + 12 * monthly for mbps, monthly in MONTHLY.items()}
"List price of a year by Mbps"


def advice(market, actor=None):
    answer = (actor or market.park).get(f"{market.path}/tier-advice")
    assert answer.status_code == 200, answer.json
    return answer.json


def way(seen, kind):
    return next((one for one in seen["advice"]["ways"] if one["kind"] == kind), None)


class Three:
    """Three members with 80 Mbps each, and a fourth whose limit the next tier meets: 310 Mbps.

    In the group are 240 Mbps; the fourth's 20 come in at 300 and 5 % off.
    """

    def __init__(self, people: People, **draft) -> None:
        self.market = Market(people, **draft)
        self.members = [self.market.member() for _ in range(4)]
        for member in self.members[:3]:
            self.market.join(member, a_line(mbps=80))
        limit = LIST[100] * 95 // 100
        self.market.join(self.members[3], a_line(mbps=20, own_limit_minor=limit))


@pytest.fixture(scope="module")
def three(app, database):
    return Three(People(app, database))


def test_the_organiser_reads_what_is_missing_and_what_comes_in_by_itself(three):
    seen = advice(three.market)

    assert (seen["told"], seen["live"]["missing"]) == ("whole", 60)
    found = seen["advice"]
    assert (found["joining_lines"], found["joining_volume"], found["to_add"]) == (1, 20, 40)
    assert found["saving_minor"] == 3 * LIST[100] * 5 // 100


def test_the_cheapest_way_raises_lines_within_the_rows_they_pay_for(three):
    found = way(advice(three.market), "cheapest")

    assert found["parts"] == [
        {
            "times": 2,
            "raised_from_mbps": 80,
            "corridor": "SHA-HKG",
            "product": "IPLC",
            "term_months": 12,
            "protection": "none",
            "mbps": 100,
            "list_minor": LIST[100],
        }
    ]
    assert (found["spend_minor"], found["pays_for_itself"], found["proven"]) == (0, True, True)


def test_new_lines_are_priced_at_the_next_tier(three):
    found = way(advice(three.market), "new_lines")

    assert [(part["times"], part["mbps"]) for part in found["parts"]] == [(4, 10)]
    assert found["spend_minor"] == 4 * (LIST[10] * 95 // 100)
    assert found["net_minor"] == found["spend_minor"] - found["saving_minor"]


def test_the_organiser_reads_who_gains_what(three):
    gains = {row["member"]["id"]: row["gain"] for row in advice(three.market)["members"]}

    assert set(gains) == {str(member.id) for member in three.members}
    assert gains[str(three.members[0].id)]["saving_minor"] == LIST[100] * 5 // 100
    fourth = gains[str(three.members[3].id)]
    assert (fourth["joining_lines"], fourth["saving_minor"]) == (1, 0)
    assert fourth["gain_minor"] == fourth["joining_saving_minor"] == LIST[100] * 5 // 100


def test_a_member_reads_its_own_gain_and_nobody_elses(three):
    seen = advice(three.market, three.members[0])

    assert (seen["told"], seen["members"]) == ("own", [])
    assert seen["own"]["gain_minor"] == LIST[100] * 5 // 100
    assert seen["advice"]["saving_minor"] == seen["own"]["saving_minor"]


def test_a_members_way_makes_up_all_that_the_group_lacks(three):
    """That 20 of the 60 would come in by themselves is another member's limit."""
    seen = advice(three.market, three.members[0])

    assert (seen["advice"]["to_add"], seen["advice"]["joining_lines"]) == (60, 0)
    assert way(seen, "raised_lines")["parts"][0]["times"] == 1


def test_what_a_member_reads_does_not_depend_on_others_lines(people):
    """Two groups that stand alike, of other lines: the same answer to the same member's lines."""
    seen = []
    for others in ([80, 80, 60], [100, 60, 60]):
        market = Market(people)
        own = market.member()
        market.join(own, a_line(mbps=80))
        for mbps in others:
            market.join(None, a_line(mbps=mbps))
        seen.append(advice(market, own))

    assert seen[0]["live"] == seen[1]["live"]
    assert seen[0] == seen[1]


def test_a_company_that_has_not_joined_reads_no_advice(three):
    seen = advice(three.market, three.market.member())

    assert (seen["told"], seen["advice"], seen["own"]) == ("nothing", None, None)
    assert advice(three.market, three.market.people.observer())["told"] == "nothing"
    assert advice(three.market, three.market.people.reviewer())["told"] == "whole"


@pytest.mark.parametrize("members", [1, 2, 3])
def test_below_three_members_nothing_is_told_to_members(people, members):
    market = Directed(people)
    joined = [market.member() for _ in range(members)]
    for member in joined:
        market.join(member, a_line(mbps=90))

    seen = advice(market, joined[0])

    assert (seen["advice"] is not None) is (members >= 3)
    assert (seen["live"] is not None) is (members >= 3)
    assert advice(market, market.lead)["told"] == "whole"


def test_a_standing_that_fewer_than_three_make_is_not_told(people):
    market = Market(people)
    for _ in range(2):
        market.join(None, a_line(own_limit_minor=1))
    alone = market.member()
    market.join(alone, a_line(mbps=140))

    assert advice(market, alone)["told"] == "nothing"


def test_at_the_top_there_is_nothing_to_advise(people):
    market = Market(people)
    for _ in range(3):
        market.join(None, a_line(mbps=400))

    assert advice(market)["advice"] is None


def test_after_the_lock_nothing_is_advised(people, clock):
    market = Three(people).market
    clock.freeze(datetime.fromisoformat(market.park.get(market.path).json["locks_at"]))

    assert advice(market)["told"] == "nothing"


def test_a_pair_of_two_carriers_is_not_raised(people):
    market = Market(people)
    for _ in range(3):
        market.join(None, a_line(mbps=40, protection="two_carriers"))

    assert way(advice(market), "raised_lines") is None


def test_the_room_under_the_cap_bounds_every_way(people):
    capped = Three(people, cap={"measure": "lines", "at_most": 5}).market

    found = advice(capped)["advice"]["ways"]

    assert found
    assert all(one["new_lines"] <= 1 for one in found)


def test_a_graduated_ladder_is_advised_on_at_its_exact_rate(people):
    market = Three(people, ladder=LADDER | {"style": "graduated"}).market

    seen = advice(market)

    # At the bound of 300 the first 300 have earned nothing yet.
    assert (seen["live"]["next_rate"], seen["advice"]["saving_minor"]) == ("0", 0)


def test_the_whole_advice_is_computed_once_for_each_version_of_the_pool(people, database):
    market = Three(people).market
    advice(market)

    with statements(database) as known:
        advice(market)
    market.join(None, a_line(mbps=10))
    with statements(database) as anew:
        advice(market)

    assert len(anew) == len(known) + 1
