"""With one and two companies in, nothing tells of demand; from three on, sums do: API and pages."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.services.lock_demand import lock_demand
from tests.factories.demand import LADDER, Market, a_line
from tests.factories.directed import Directed
from tests.factories.locked import Awarded, Locked
from tests.factories.people import People
from tests.factories.visitors import Visitor

LIST_100 = 100_000 + 12 * 2_000_000
THRESHOLDS = {"members": 2, "lines": 2, "mbps": 200, "spend_minor": 1000}
ALL_OF_IT = re.compile(r"(?<![\w.-])(280|420)(?![\w-])")
"Mbps of the whole demand, standing alone: not a part of an id"


class Few:
    """A directed group buy with so many members, of 140 Mbps each, and an invited company."""

    def __init__(self, people: People, members: int) -> None:
        self.market = Directed(people, thresholds=THRESHOLDS)
        self.reader = self.market.member()
        self.members = [self.market.member() for _ in range(members)]
        for member in self.members:
            self.market.join(member, a_line(mbps=140))

    def live(self, actor):
        return actor.get(f"{self.market.path}/live-price")


@pytest.fixture(scope="module", params=[1, 2, 3])
def few(request, app, database):
    group = Few(People(app, database), request.param)
    group.tells = request.param >= 3
    return group


def test_sums_tier_and_thresholds_are_told_from_three_on(few):
    for actor in (few.reader, few.members[0], few.market.people.observer()):
        seen = few.live(actor).json
        sums = [seen[k] for k in ("members", "lines", "mbps", "live")]
        reached = [one[k] for one in seen["thresholds"] for k in ("have", "reached")]

        assert (None in sums + reached) is (not few.tells)
        assert few.tells or set(sums + reached) == {None}


def test_thresholds_themselves_are_told_to_all(few):
    wanted = {one["kind"]: one["at_least"] for one in few.live(few.reader).json["thresholds"]}

    assert wanted == {"members": 2, "lines": 2, "mbps": 200, "spend": 1000}


def test_the_organiser_reads_the_sums_at_any_number(few):
    seen = few.live(few.market.lead).json

    assert seen["members"] == len(few.members)
    assert [t["reached"] for t in seen["thresholds"]] == [len(few.members) > 1] * 3 + [True]


def test_who_only_asks_for_a_price_makes_no_third(few):
    """Two members of 140 Mbps with 100 of one's own would reach the tier of 300."""
    asked = {"lines": [a_line()]}
    check = few.reader.post(f"{few.market.path}/price-check", json=asked).json

    assert check["forming"] is (not few.tells)
    assert check["live"]["volume"] == (520 if few.tells else 100)
    assert check["lines"][0]["price_minor"] == (LIST_100 * 95 // 100 if few.tells else LIST_100)


def test_a_join_at_a_better_price_is_no_probe(few):
    """A price that only the others' volume earns is refused whether they earn it or not."""
    better = {"lines": [a_line(price_shown_minor=LIST_100 * 95 // 100)]}
    prober = few.market.member()

    answer = prober.post(f"{few.market.path}/participation", json=better)

    if few.tells:
        assert answer.status_code == 201
        etag = answer.headers["ETag"]
        prober.delete(f"{few.market.path}/participation", etag=etag)
    else:
        assert (answer.status_code, answer.json["code"]) == (409, "price_rose")
        assert answer.json["details"]["lines"][0]["price_minor"] == LIST_100


def test_the_page_shows_no_more_than_the_api(few):
    page = Visitor(few.reader, "en").get(f"/group-buys/{few.market.id}")

    assert ("Companies in<" in page.text) is few.tells
    assert ("told from three companies up" in page.text) is (not few.tells)
    assert (ALL_OF_IT.search(page.text) is not None) is few.tells


@pytest.fixture
def forming(people):
    return Few(people, 1)


def test_an_etag_does_not_tick_while_the_group_is_forming(forming):
    before = forming.live(forming.reader).headers["ETag"]
    forming.market.join(forming.reader, a_line())

    assert forming.live(forming.reader).headers["ETag"] == before
    forming.market.join(None, a_line())
    assert forming.live(forming.reader).headers["ETag"] != before


def test_a_group_that_falls_below_three_is_forming_again(people):
    group = Few(people, 3)
    stay = f"{group.market.path}/participation"

    group.members[0].delete(stay, etag='"1"')

    assert group.live(group.reader).json["live"] is None


def test_of_two_the_price_at_the_lock_is_not_told(people, database, clock):
    """Below its own price shown it would tell what the other one brought."""
    market = Market(people)
    members = [market.member(), market.member()]
    for member in members:
        market.join(member, a_line(mbps=200))
    clock.freeze(datetime.fromisoformat(market.park.get(market.path).json["locks_at"]))
    with database.unit_of_work() as session:
        lock_demand(session, group_buy_id=UUID(market.id), now=now_of(session))

    line = members[0].get(f"{market.path}/participation").json["lines"][0]
    known = market.park.get(f"{market.path}/demand").json[0]["lines"][0]

    assert line["locked_minor"] is None
    assert line["ceiling_minor"] == line["shown_minor"]
    assert known["ceiling_minor"] == known["locked_minor"] < known["shown_minor"]


def test_which_threshold_was_missed_the_organiser_alone_reads(people, database, clock):
    group = Few(people, 1)
    clock.freeze(datetime.fromisoformat(group.market.lead.get(group.market.path).json["locks_at"]))
    with database.unit_of_work() as session:
        lock_demand(session, group_buy_id=UUID(group.market.id), now=now_of(session))

    def missed(actor):
        return actor.get(f"{group.market.path}/moves").json[-1]["missed"]

    assert missed(group.market.lead) == ["members", "lines", "mbps"]
    assert missed(group.members[0]) is None
    page = Visitor(group.members[0], "en").get(f"/group-buys/{group.market.id}")
    assert "A threshold was missed" in page.text and "Missed:" not in page.text


def lots_seen(actor, rfq):
    seen = actor.get(f"/rfqs/{rfq['id']}")
    assert seen.status_code == 200, str(seen.json)
    return [lot["code"] for lot in seen.json["lots"]]


def test_a_member_reads_only_lots_of_its_own_or_of_three(people):
    people.carrier()
    alone = {"corridor": "SHA-SIN"}
    locked = Locked(people, [{}], [{}], [{}, alone], [alone])
    rfq = locked.issue()
    first, _, both, other = locked.members

    assert lots_seen(locked.park, rfq) == ["SHA-HKG/IPLC", "SHA-SIN/IPLC"]
    assert lots_seen(first, rfq) == ["SHA-HKG/IPLC"]
    assert lots_seen(both, rfq) == ["SHA-HKG/IPLC", "SHA-SIN/IPLC"]
    assert lots_seen(other, rfq) == ["SHA-HKG/IPLC", "SHA-SIN/IPLC"]
    listed = first.get("/rfqs").json[0]["lots"]
    assert [lot["code"] for lot in listed] == ["SHA-HKG/IPLC"]


@pytest.mark.parametrize("members", [2, 3])
def test_published_totals_of_two_members_are_told_to_no_company(people, clock, members):
    awarded = Awarded(people, clock, *[[{}]] * members)
    notice = f"/awards/{awarded.award_['id']}/notice"

    def totals(actor):
        return {bidder["total_minor"] for bidder in actor.get(notice).json["bidders"]}

    known = totals(awarded.park)
    assert None not in known
    assert totals(awarded.carriers[0]) == totals(people.observer()) == known
    for company in (awarded.members[0], people.enterprise(awarded.park)):
        assert totals(company) == (known if members == 3 else {None})


@pytest.mark.parametrize("style", ["whole", "graduated"])
def test_a_standing_that_one_member_alone_makes_is_not_told_to_the_others(people, style):
    """Two members whose limits no tier meets would read the third one's volume."""
    market = Market(people, ladder=LADDER | {"style": style})
    for _ in range(2):
        market.join(None, a_line(own_limit_minor=1))
    alone = market.member()
    market.join(alone, a_line(mbps=140))

    seen = market.live(market.member())
    check = alone.post(f"{market.path}/price-check", json={"lines": [a_line(mbps=140)]}).json

    assert (seen["forming"], seen["live"], seen["mbps"]) == (True, None, None)
    assert check["forming"] is True
    assert market.live()["live"]["volume"] == 140
