"""Several workers that sweep the same deadlines at once act once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from marketplace.db.session import Database
from marketplace.jobs.sweep_deadlines import sweep_deadlines
from tests.crash.checks import assert_audit_verifies, assert_pool_is_sound, query
from tests.crash.clients import at_once, start_at_once
from tests.crash.joining import joiners
from tests.crash.processes import eventually
from tests.factories.archives import ready
from tests.factories.demand import Market
from tests.factories.locked import Awarded, Locked, two_quotes

SWEEPERS = 4


@pytest.fixture
def sweep(app, caplog):
    """Sweep from several nodes at once, besides the worker that runs anyway."""
    runtime = app.extensions["marketplace"]
    databases = [Database(runtime.config.database_url) for _ in range(SWEEPERS)]

    def act():
        nodes = [replace(runtime, database=database) for database in databases]
        at_once([partial(sweep_deadlines, node) for node in nodes])
        assert not [r for r in caplog.records if r.levelname == "ERROR"], caplog.text

    yield act
    for database in databases:
        database.close()


def moves(database, subject_id):
    rows = query(
        database,
        "SELECT event FROM audit_entries WHERE subject_id = :id ORDER BY seq",
        id=subject_id,
    )
    return [row.event for row in rows]


def test_demand_locks_once(people, database, clock, sweep):
    market = Market(people)
    for _ in range(3):
        market.join()
    clock.freeze(datetime.fromisoformat(market.park.get(market.path).json["locks_at"]))

    sweep()

    assert moves(database, market.id).count("lock") == 1


def test_quotes_open_once_with_one_computation(people, database, clock, sweep):
    carriers = [people.carrier(), people.carrier()]
    rfq = Locked(people, [{}], [{}]).issue()
    two_quotes(people, rfq, carriers=carriers)
    clock.freeze(datetime.fromisoformat(rfq["quotes_due_at"]))

    sweep()

    assert moves(database, rfq["id"]).count("open") == 1
    count = "SELECT count(*) AS n FROM {} WHERE rfq_id = :id"
    found = [query(database, count.format(t), id=rfq["id"])[0].n for t in ("quotes", "solves")]
    assert found == [2, 1]


def test_acceptance_settles_once_with_one_contract_per_member(people, database, clock, sweep):
    awarded = Awarded(people, clock)
    for member in awarded.members:
        assert member.post(f"/award-lines/{awarded.line_of(member)['id']}/accept").json
    clock.freeze(datetime.fromisoformat(awarded.award_["acceptance_due_at"]))

    sweep()

    assert moves(database, awarded.award_["id"]).count("settle") == 1
    drawn = query(
        database, "SELECT member_id FROM contracts WHERE award_id = :id", id=awarded.award_["id"]
    )
    assert sorted(row.member_id for row in drawn) == sorted(m.id for m in awarded.members)
    assert_audit_verifies(database)


def test_a_lock_among_changes_takes_them_whole_or_not_at_all(stack, people, database, clock, sweep):
    market = Market(people)
    crowd = joiners(stack, market, 16)
    at_once([joiner.join for joiner in crowd])
    due = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])

    finish = start_at_once([partial(_change_until_late, joiner) for joiner in crowd])
    eventually(lambda: changes(database, market) >= 8)
    with stack.job_worker_held():  # on a busy machine it would sweep before the papers are there
        clock.freeze(due)
        answers = finish()
        for joiner in crowd:
            ready(database, joiner.actor)
    sweep()

    assert {answer.json["code"] for answer in answers} <= {"too_late", "group_buy_not_open"}
    assert not [loss for joiner in crowd for loss in joiner.client.losses]
    (row,) = query(
        database,
        "SELECT count(*) AS lines, count(locked_minor) AS locked FROM lines "
        "WHERE group_buy_id = :id AND state = 'pooled'",
        id=market.id,
    )
    assert (row.lines, row.locked) == (16, 16)
    assert_pool_is_sound(database, market.id)


def changes(database, market):
    """How often a member has changed its lines."""
    (row,) = query(
        database,
        "SELECT sum(version - 1) AS n FROM participations WHERE group_buy_id = :id",
        id=market.id,
    )
    return row.n


def _change_until_late(joiner):
    for mbps in (10, 100, 500) * 1000:
        answer = joiner.change(mbps)
        if answer.status != 200:
            return answer
    raise AssertionError("it never locked")
