"""Joining through the API: prices shown, caps, deadlines, retries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import GroupBuy, Line
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept

LIST_100 = 100_000 + 12 * 2_000_000


@kept
def market(people):
    return Market(people)


def test_price_check_tells_list_price_and_todays(market):
    check = market.member().post(f"{market.path}/price-check", json={"lines": [a_line()]}).json

    assert check["lines"][0]["list_minor"] == check["lines"][0]["price_minor"] == LIST_100
    assert check["forming"] is True


def test_join_answers_201_and_is_readable(market):
    member = market.member()

    joined = market.join(member)

    assert joined.status_code == 201, joined.json
    own = member.get(f"{market.path}/participation")
    assert own.json["lines"][0]["shown_minor"] == LIST_100
    assert own.headers["ETag"] == joined.headers["ETag"]


def test_bandwidth_between_rows_takes_the_next_larger(market):
    check = market.member().post(f"{market.path}/price-check", json={"lines": [a_line(mbps=11)]})

    assert check.json["lines"][0]["list_minor"] == LIST_100


def test_pool_reaches_the_next_tier_with_own_lines_counted(market):
    for _ in range(3):
        market.join(None, a_line(mbps=80))

    fourth = market.member().post(f"{market.path}/price-check", json={"lines": [a_line()]}).json

    assert fourth["live"]["discount_bps"] == 500
    assert fourth["lines"][0]["price_minor"] == LIST_100 * 95 // 100


def test_price_that_rose_is_refused_and_shown_anew(market):
    first, other = market.member(), market.member()
    for member in (first, market.member(), market.member(), market.member()):
        market.join(member, a_line(mbps=80))
    shown = market.shown(other, [a_line(mbps=10)])
    etag = first.get(f"{market.path}/participation").headers["ETag"]
    first.delete(f"{market.path}/participation", etag=etag)

    refused = other.post(f"{market.path}/participation", json={"lines": shown})

    assert (refused.status_code, refused.json["code"]) == (409, "price_rose")
    assert refused.json["details"]["lines"][0]["price_minor"] == 100_000 + 12 * 300_000
    assert other.get(f"{market.path}/participation").status_code == 404


def test_price_never_shown_is_refused(market):
    line = a_line(price_shown_minor=12345)

    refused = market.member().post(f"{market.path}/participation", json={"lines": [line]})

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/lines/0/price_shown_minor"


def test_second_join_of_a_company_is_refused(market):
    member = market.member()
    market.join(member)

    again = market.join(member)

    assert (again.status_code, again.json["code"]) == (409, "already_joined")


def test_company_may_come_back_after_leaving(market):
    member = market.member()
    market.join(member)
    member.delete(f"{market.path}/participation", etag='"1"')

    assert market.join(member).status_code == 201
    assert market.live()["lines"] == 1


@pytest.mark.parametrize(
    "cap, attempts",
    [({"measure": "lines", "at_most": 2}, 3), ({"measure": "mbps", "at_most": 250}, 3)],
)
def test_cap_is_never_exceeded(people, cap, attempts):
    market = Market(people, cap=cap)

    answers = [market.join() for _ in range(attempts)]

    assert [a.status_code for a in answers] == [201, 201, 409]
    assert answers[-1].json["code"] == "cap_reached"
    assert market.live()["lines"] == 2


def test_retried_key_creates_nothing_twice(market):
    member = market.member()
    body = {"lines": market.shown(member, [a_line()])}
    headers = {"Idempotency-Key": "once"}

    first = member.post(f"{market.path}/participation", json=body, headers=headers)
    again = member.post(f"{market.path}/participation", json=body, headers=headers)

    assert again.status_code == first.status_code == 201
    assert again.json == first.json
    assert market.live()["lines"] == 1


def test_other_body_under_the_same_key_is_refused(market):
    member = market.member()
    headers = {"Idempotency-Key": "once"}
    member.post(
        f"{market.path}/participation",
        json={"lines": market.shown(member, [a_line()])},
        headers=headers,
    )

    other = member.post(
        f"{market.path}/participation",
        json={"lines": market.shown(member, [a_line(mbps=10)])},
        headers=headers,
    )

    assert (other.status_code, other.json["code"]) == (422, "idempotency_mismatch")


def test_join_counts_just_before_the_lock_and_not_at_it(people, clock):
    market = Market(people)
    early, late = market.member(), market.member()
    locks_at = market.park.get(market.path).json["locks_at"]
    lines_early, lines_late = market.shown(early, [a_line()]), market.shown(late, [a_line()])
    due = datetime.fromisoformat(locks_at)
    clock.freeze(due - timedelta(microseconds=1))
    in_time = early.post(f"{market.path}/participation", json={"lines": lines_early})
    clock.freeze(due)
    too_late = late.post(f"{market.path}/participation", json={"lines": lines_late})

    assert in_time.status_code == 201
    assert (too_late.status_code, too_late.json["code"]) == (409, "too_late")


def test_forming_group_tells_nothing_of_its_demand(market):
    market.join()
    market.join()

    seen = market.live(market.member())

    assert seen["forming"] is True
    assert [seen[k] for k in ("members", "lines", "mbps", "live")] == [None] * 4


def test_three_members_see_the_standing(market):
    for _ in range(3):
        market.join()

    seen = market.live(market.member())

    assert (seen["members"], seen["mbps"], seen["live"]["discount_bps"]) == (3, 300, 500)
    assert (seen["live"]["next_from"], seen["live"]["missing"]) == (1000, 700)


def test_live_price_answers_304_until_it_changes(market):
    for _ in range(3):
        market.join()
    member = market.member()
    etag = member.get(f"{market.path}/live-price").headers["ETag"]

    same = member.get(f"{market.path}/live-price", headers={"If-None-Match": etag})
    market.join()
    changed = member.get(f"{market.path}/live-price", headers={"If-None-Match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)


def test_foreign_park_sees_no_group_buy(people, market):
    stranger = people.enterprise(people.park())

    assert stranger.get(market.path).status_code == 404
    assert stranger.get(f"{market.path}/live-price").status_code == 404
    join = stranger.post(f"{market.path}/participation", json={"lines": [a_line()]})
    assert join.status_code == 404


def test_rtt_below_the_physical_floor_is_refused(market):
    line = a_line(rtt_limit_us=11_000)

    refused = market.member().post(f"{market.path}/price-check", json={"lines": [line]})

    assert refused.json["errors"][0]["code"] == "rtt_below_floor"
    assert "12.008" in refused.json["errors"][0]["messages"]["en"]


def test_changed_line_is_priced_anew_and_others_keep_theirs(market):
    member = market.member()
    market.join(member, a_line(), a_line(mbps=10))
    own = member.get(f"{market.path}/participation")
    kept, changed = own.json["lines"]
    lines = [a_line(id=kept["id"]), a_line(id=changed["id"], mbps=100)]

    answer = member.put(
        f"{market.path}/participation",
        {"lines": market.shown(member, lines)},
        etag=own.headers["ETag"],
    )

    assert answer.status_code == 200, answer.json
    assert [line["list_minor"] for line in answer.json["lines"]] == [LIST_100, LIST_100]
    assert market.live()["mbps"] == 200


def test_change_without_if_match_is_refused(market):
    member = market.member()
    market.join(member)

    shown = market.shown(member, [a_line()])
    refused = member.put(f"{market.path}/participation", {"lines": shown})

    assert refused.status_code == 428


def test_pool_equals_the_lines_after_joins_changes_and_leaves(market, database):
    members = [market.member() for _ in range(4)]
    for index, member in enumerate(members):
        market.join(member, a_line(), a_line(mbps=10, own_limit_minor=1_000_000 * (index + 1)))
    members[0].delete(f"{market.path}/participation", etag='"1"')

    with database.unit_of_work() as session:
        row = session.get(GroupBuy, market.id)
        lines, mbps, lists = session.execute(
            sa.select(sa.func.count(), sa.func.sum(Line.mbps), sa.func.sum(Line.list_minor)).where(
                Line.group_buy_id == row.id, Line.state == "pooled"
            )
        ).one()

    assert (row.pooled_members, row.pooled_lines, row.pooled_mbps) == (3, lines, mbps)
    assert sum(row.list_by_need) == lists


def test_lines_come_by_csv_and_join_as_they_are(market):
    member = market.member()
    sheet = member.get("/line-template.csv?lang=zh").data.decode("utf-8-sig").splitlines()
    row = sheet[1].replace("国际以太网专线", "国际专线").replace(",24,", ",12,")

    priced = member.send(
        "POST",
        f"{market.path}/line-sheet",
        data="\n".join([sheet[0], row]).encode(),
        headers={"Content-Type": "text/csv"},
    )
    joined = member.post(f"{market.path}/participation", json={"lines": priced.json["lines"]})

    assert priced.status_code == 200, priced.json
    assert joined.status_code == 201, joined.json


def test_csv_with_faults_names_row_and_column_and_joins_nothing(market):
    member = market.member()
    sheet = member.get("/line-template.csv?lang=en").data.decode("utf-8-sig").splitlines()
    bad = sheet[1].replace(",100,", ",lots,")

    refused = member.send(
        "POST",
        f"{market.path}/line-sheet",
        data="\n".join([sheet[0], bad]).encode(),
        headers={"Content-Type": "text/csv"},
    )

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/rows/2/mbps"
