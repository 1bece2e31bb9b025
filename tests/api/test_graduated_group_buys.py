"""Group buys with graduated ladders: the live price is that of the pricing package, to the fen."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import sqlalchemy as sa

from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import LineState
from marketplace.models import GroupBuy, Line
from marketplace.services.check_invariants import check_invariants
from pricing.group import Line as GroupLine
from pricing.group import price_group
from tests.factories.demand import LADDER, Market, a_line
from tests.factories.kept import kept

GRADUATED = LADDER | {"style": "graduated"}
LIST = {10: 3_700_000, 100: 24_100_000, 500: 96_100_000}
"by Mbps, for 12 months (tests.factories.demand.MONTHLY)"


@kept
def market(people):
    return Market(people, ladder=GRADUATED)


def exact(session, market):
    """The group by the pricing package, from the lines as they are stored."""
    group_buy = session.get(GroupBuy, market.id, populate_existing=True)
    query = sa.select(Line).where(Line.group_buy_id == market.id, Line.state == LineState.POOLED)
    lines = [
        GroupLine(str(x.id), str(x.member_id), x.mbps, x.list_minor, x.own_limit_minor)
        for x in session.scalars(query.execution_options(populate_existing=True))
    ]
    return price_group(ladder_of(group_buy.ladder), lines)


def same(session, market):
    live, group = market.live()["live"], exact(session, market)
    assert (live["volume"], live["list_minor"]) == (group.volume, group.total_list_minor)
    assert Fraction(live["rate"]) == group.rate
    return live


def test_the_rate_is_the_exact_mean_of_the_bands(market, session):
    for _ in range(4):
        market.join(market.member(), a_line())

    live = same(session, market)

    assert (live["tier"], live["rate"], live["discount_bps"]) == (1, "125", 125)
    assert (live["next_from"], live["missing"], live["next_rate"]) == (1000, 600, "350")


def test_a_member_pays_by_the_exact_rate_half_up(market):
    for _ in range(3):
        market.join(market.member(), a_line(mbps=500))

    (line,) = market.shown(market.member(), [a_line(mbps=10)])

    rate = Fraction(700 * 500 + 510 * 1200, 1510)
    assert line["price_shown_minor"] == int(LIST[10] * (1 - rate / 10_000) + Fraction(1, 2))


def test_the_live_price_stays_exact_through_joins_changes_and_leaves(market, session):
    chance = random.Random(7)

    def some_lines():
        lines = []
        for _ in range(chance.randint(1, 3)):
            mbps = chance.choice([10, 60, 100, 300, 500])
            listed = next(price for top, price in LIST.items() if mbps <= top)
            limit = chance.choice([None, None, listed, listed * 97 // 100, listed * 94 // 100, 5])
            lines.append(a_line(mbps=mbps, own_limit_minor=limit))
        return lines

    members = [market.member() for _ in range(5)]
    path = f"{market.path}/participation"
    for member in members[:3]:
        assert market.join(member, *some_lines()).status_code == 201
    for _ in range(12):
        member = chance.choice(members)
        held = member.get(path)
        if held.status_code == 404:
            assert market.join(member, *some_lines()).status_code == 201
        elif chance.random() < 0.3 and market.live()["members"] > 3:
            assert member.delete(path, etag=held.headers["ETag"]).status_code == 200
        else:
            lines = market.shown(member, some_lines())
            changed = member.put(path, {"lines": lines}, etag=held.headers["ETag"])
            assert changed.status_code == 200, changed.json
        same(session, market)


def test_a_price_that_rose_refuses_the_join_and_shows_the_new_one(market):
    members = [market.member() for _ in range(5)]
    for member in members[:4]:
        market.join(member, a_line(mbps=500))
    late = market.shown(members[4], [a_line()])
    stay = members[0].get(f"{market.path}/participation")
    members[0].delete(f"{market.path}/participation", etag=stay.headers["ETag"])

    refused = members[4].post(f"{market.path}/participation", {"lines": late})

    assert refused.json["code"] == "price_rose"
    again = late[0] | {
        "price_shown_minor": refused.json["details"]["lines"][0]["price_minor"],
    }
    assert again["price_shown_minor"] > late[0]["price_shown_minor"]
    assert members[4].post(f"{market.path}/participation", {"lines": [again]}).status_code == 201


def test_a_price_that_the_ladder_never_gives_is_refused(market):
    line = a_line() | {"price_shown_minor": LIST[100] + 1}

    refused = market.member().post(f"{market.path}/participation", {"lines": [line]})

    assert refused.json["errors"][0]["code"] == "price_never_shown"


def test_joins_at_the_same_moment_settle_as_one_after_the_other(market, session):
    limits = [None, LIST[100] * 995 // 1000, LIST[100] * 99 // 100, LIST[100] * 97 // 100]
    members = [market.member() for _ in range(8)]
    lines = [
        a_line(own_limit_minor=limits[at % 4], price_shown_minor=LIST[100])
        for at in range(len(members))
    ]

    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(
            lambda pair: pair[0].post(f"{market.path}/participation", {"lines": [pair[1]]}),
            zip(members, lines, strict=True),
        )

    assert [answer.status_code for answer in sent] == [201] * 8
    same(session, market)


def test_the_lock_freezes_the_exact_price(market, session, clock):
    for _ in range(3):
        market.join(market.member(), a_line(), a_line(mbps=10))
    rate = exact(session, market).rate
    clock.advance(days=21)

    locked = market.park.post(f"{market.path}/lock")

    assert locked.json["state"] == "locked"
    assert check_invariants(session, only=[market.id]) == []
    query = sa.select(Line.list_minor, Line.locked_minor).where(Line.group_buy_id == market.id)
    for listed, price in session.execute(query):
        assert price == int(listed * (1 - rate / 10_000) + Fraction(1, 2))
