"""32 clients at once on one group buy: each join there once, sums right, caps never exceeded."""

from __future__ import annotations

import os
from functools import partial

import pytest

from tests.crash.checks import assert_pool_is_sound, query
from tests.crash.clients import Client, at_once
from tests.crash.joining import joiners
from tests.factories.demand import Market

CLIENTS = 32
RUNS = int(os.environ.get("CRASH_RUNS", "3"))
"how often the caps are tried; what goes wrong one time in many shows over many days of running"


def lines_of(database, market):
    """What the database holds: member, line id, price shown."""
    return query(
        database,
        "SELECT member_id, id::text AS id, shown_minor, mbps FROM lines "
        "WHERE group_buy_id = :id AND state = 'pooled'",
        id=market.id,
    )


def sums(database, market):
    (row,) = query(
        database,
        "SELECT pooled_members, pooled_lines, pooled_mbps FROM group_buys WHERE id = :id",
        id=market.id,
    )
    return tuple(row)


def test_every_accepted_join_is_there_once_at_no_more_than_the_price_shown(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, CLIENTS)

    answers = at_once([joiner.join for joiner in crowd])

    assert [answer.status for answer in answers] == [201] * CLIENTS
    found = {row.member_id: row for row in lines_of(database, market)}
    assert sums(database, market) == (CLIENTS, CLIENTS, 100 * CLIENTS)
    for joiner, answer in zip(crowd, answers, strict=True):
        row = found[joiner.actor.id]
        assert [line["id"] for line in answer.json["lines"]] == [row.id]
        assert row.shown_minor <= joiner.shown
    assert_pool_is_sound(database, market.id)


def test_a_repeated_key_creates_nothing_twice_even_at_the_same_time(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, CLIENTS // 2)
    bodies = [joiner.body() for joiner in crowd]
    sends = [
        partial(joiner.client.send, "POST", joiner.path, body, key=f"once-{at}")
        for at, (joiner, body) in enumerate(zip(crowd, bodies, strict=True))
    ]

    firsts, twins = at_once(sends[::2] * 2 + sends[1::2]), at_once(sends)

    assert {answer.status for answer in [*firsts, *twins]} == {201}
    ids = {answer.json["id"] for answer in firsts}
    assert {answer.json["id"] for answer in twins} == ids
    assert len(ids) == len(crowd)
    assert all(twin.headers.get("Idempotency-Replayed") == "true" for twin in twins)
    assert sums(database, market)[:2] == (len(crowd), len(crowd))
    assert_pool_is_sound(database, market.id)


def test_another_body_under_a_used_key_is_refused(stack, people, database):
    market = Market(people)
    (joiner,) = joiners(stack, market, 1)
    joiner.join()
    before = sums(database, market)

    answers = at_once(
        [
            partial(joiner.client.send, "POST", joiner.path, joiner.body(mbps), key=joiner.key)
            for mbps in (10, 20, 30)
        ]
    )

    assert {(answer.status, answer.json["code"]) for answer in answers} == {
        (422, "idempotency_mismatch")
    }
    assert sums(database, market) == before


@pytest.mark.parametrize("run", range(RUNS))
@pytest.mark.parametrize(
    ("measure", "at_most", "mbps", "fit"), [("lines", 10, 100, 10), ("mbps", 1000, 70, 14)]
)
def test_a_cap_takes_exactly_what_fits(stack, people, database, measure, at_most, mbps, fit, run):
    market = Market(people, cap={"measure": measure, "at_most": at_most})
    crowd = joiners(stack, market, CLIENTS)
    for joiner in crowd:
        joiner.body(mbps)  # look at the price before, so that all send at once

    answers = at_once([partial(joiner.join, mbps) for joiner in crowd])

    refused = [answer for answer in answers if answer.status != 201]
    assert {(answer.status, answer.json["code"]) for answer in refused} == {(409, "cap_reached")}
    assert len(answers) - len(refused) == fit == len(lines_of(database, market))
    assert sums(database, market) == (fit, fit, fit * mbps)
    assert_pool_is_sound(database, market.id)


def test_a_cap_is_filled_to_the_last_unit_by_lines_that_still_fit(stack, people, database):
    market = Market(people, cap={"measure": "mbps", "at_most": 1000})
    crowd = joiners(stack, market, CLIENTS)
    sizes = [10] * 16 + [100] * 16

    at_once([partial(j.join, mbps) for j, mbps in zip(crowd, sizes, strict=True)])

    assert 900 < sums(database, market)[2] <= 1000
    for joiner in crowd[:10]:  # whoever is not in yet and still fits gets in
        joiner.join(10)
    assert sums(database, market)[2] <= 1000
    assert_pool_is_sound(database, market.id)


def test_leaving_and_changing_among_joins_keeps_the_sums(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, CLIENTS)
    at_once([joiner.join for joiner in crowd[:20]])
    leavers, changers, newcomers = crowd[:10], crowd[10:20], crowd[20:]

    answers = at_once(
        [
            *(joiner.leave for joiner in leavers),
            *(partial(joiner.change, 500) for joiner in changers),
            *(joiner.join for joiner in newcomers),
        ]
    )

    assert [answer.status for answer in answers] == [200] * 20 + [201] * 12
    assert not [loss for joiner in crowd for loss in joiner.client.losses]
    assert sums(database, market) == (22, 22, 500 * 10 + 100 * 12)
    assert_pool_is_sound(database, market.id)


def test_a_member_that_leaves_and_joins_at_once_is_in_or_out(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, 8)
    at_once([joiner.join for joiner in crowd])
    tags = [joiner.client.send("GET", joiner.path).headers["ETag"] for joiner in crowd]
    bodies = [joiner.body() for joiner in crowd]

    answers = at_once(
        [
            *(
                partial(j.client.send, "DELETE", j.path, If_Match=tag)
                for j, tag in zip(crowd, tags, strict=True)
            ),
            *(
                partial(Client(stack.port, j.actor.token).send, "POST", j.path, body)
                for j, body in zip(crowd, bodies, strict=True)
            ),
        ]
    )

    assert [answer.status for answer in answers[:8]] == [200] * 8
    assert {answer.status for answer in answers[8:]} <= {201, 409}
    again = sum(answer.status == 201 for answer in answers[8:])
    assert sums(database, market) == (again, again, 100 * again)
    assert_pool_is_sound(database, market.id)
