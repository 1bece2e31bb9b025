"""Joins go on while workers, master and database are killed: none is lost, none is there twice."""

from __future__ import annotations

from functools import partial

import pytest

from tests.crash.checks import assert_pool_is_sound, query
from tests.crash.clients import at_once, start_at_once
from tests.crash.joining import joiners
from tests.crash.locks import group_buy_held, wait_for_waiting
from tests.crash.processes import eventually
from tests.factories.demand import Market

pytestmark = pytest.mark.crash
CLIENTS, EACH = 16, 8


def joins(database, market):
    """By member, the participations that the database holds."""
    found = {}
    for row in query(
        database,
        "SELECT member_id, id::text AS id FROM participations WHERE group_buy_id = :id",
        id=market.id,
    ):
        found.setdefault(row.member_id, []).append(row.id)
    return found


def test_no_acknowledged_join_is_lost_or_doubled_when_everything_is_killed(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, CLIENTS * EACH)
    lanes = [crowd[lane::CLIENTS] for lane in range(CLIENTS)]

    def losses():
        return sum(len(joiner.client.losses) for joiner in crowd)

    finish = start_at_once([partial(_join_one_by_one, lane) for lane in lanes])
    for after, kill in (
        (20, stack.kill_web_worker),
        (50, stack.kill_postgres),
        (80, stack.kill_web_master),
    ):
        eventually(lambda after=after: sum(j.answer is not None for j in crowd) >= after)
        before = losses()
        kill()
        eventually(lambda before=before: losses() > before)  # it has hit somebody
    finish()
    database.engine.dispose()

    assert [joiner.answer.status for joiner in crowd] == [201] * len(crowd)
    there = joins(database, market)
    assert there == {joiner.actor.id: [joiner.answer.json["id"]] for joiner in crowd}
    assert_pool_is_sound(database, market.id)


def _join_one_by_one(lane):
    for joiner in lane:
        joiner.join()


def test_a_join_carried_out_but_not_answered_is_answered_again(stack, people, database):
    market = Market(people)
    (joiner,) = joiners(stack, market, 1)
    body = joiner.body()
    with group_buy_held(stack, market.id):
        sent = start_at_once([partial(joiner.client.send, "POST", joiner.path, body, key="once")])
        wait_for_waiting(stack)
        stack.kill_web_workers()
    eventually(lambda: joins(database, market))

    (lost,), again = sent(), joiner.client.insist("POST", joiner.path, body, key="once")

    assert lost.lost
    assert (again.status, again.headers.get("Idempotency-Replayed")) == (201, "true")
    assert joins(database, market) == {joiner.actor.id: [again.json["id"]]}
    assert_pool_is_sound(database, market.id)


def test_a_join_cut_off_by_the_databases_death_is_not_there_at_all(stack, people, database):
    market = Market(people)
    crowd = joiners(stack, market, 4)
    bodies = [joiner.body() for joiner in crowd]
    with group_buy_held(stack, market.id):
        sent = start_at_once(
            [
                partial(joiner.client.send, "POST", joiner.path, body)
                for joiner, body in zip(crowd, bodies, strict=True)
            ]
        )
        wait_for_waiting(stack, 4)
        stack.kill_postgres()
    database.engine.dispose()

    assert {(answer.status, answer.json["code"]) for answer in sent()} == {(503, "unavailable")}

    assert not joins(database, market)
    assert_pool_is_sound(database, market.id)
    assert [answer.status for answer in at_once([j.join for j in crowd])] == [201] * 4
