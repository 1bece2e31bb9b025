"""Awarding while the job worker, the web workers and the database are killed."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from tests.crash.checks import assert_audit_verifies, query
from tests.crash.clients import Client, start_at_once
from tests.crash.locks import group_buy_held, wait_for_waiting
from tests.crash.processes import children_of, eventually, is_alive
from tests.factories.locked import Locked, two_quotes

pytestmark = pytest.mark.crash
SOLVER = "pricing.award.worker"


def opened(people, clock):
    """A group buy at its due time: the sweep opens it and asks for the cheapest award."""
    carriers = [people.carrier(), people.carrier()]
    locked = Locked(people, [{}] * 5, [{}] * 5)
    rfq = locked.issue()
    two_quotes(people, rfq, carriers=carriers)
    clock.freeze(datetime.fromisoformat(rfq["quotes_due_at"]))
    return locked, rfq["id"]


def solver_of(stack):
    """The process that computes an award for the job worker now, if any."""
    worker = stack.job_worker()
    found = [p for p in children_of(worker.pid) if SOLVER in p.command] if worker else []
    return found[0].pid if found else None


def solves(database, rfq_id):
    return query(database, "SELECT id, state, result FROM solves WHERE rfq_id = :id", id=rfq_id)


def events(database, subject_id):
    rows = query(
        database,
        "SELECT event FROM audit_entries WHERE subject_id = :id ORDER BY seq",
        id=subject_id,
    )
    return [row.event for row in rows]


def awards(database, rfq_id):
    return query(database, "SELECT id, state FROM awards WHERE rfq_id = :id", id=rfq_id)


def test_an_award_computed_by_a_killed_worker_is_computed_again_and_kept_once(
    stack, people, database, clock
):
    _, rfq_id = opened(people, clock)
    solver = eventually(partial(solver_of, stack))

    killed = stack.kill_job_worker()

    (solve,) = solves(database, rfq_id)
    assert solve.state == "requested"
    eventually(lambda: not is_alive(solver))  # it does not outlive the worker
    eventually(lambda: solves(database, rfq_id)[0].state == "solved")
    assert stack.job_worker().pid != killed
    assert [row.id for row in solves(database, rfq_id)] == [solve.id]
    assert events(database, solve.id) == ["request", "solved"]
    assert_audit_verifies(database)


def test_an_award_cut_off_by_kills_stands_once_when_it_is_sent_again(
    stack, people, database, clock
):
    locked, rfq_id = opened(people, clock)
    solve = eventually(lambda: [s for s in solves(database, rfq_id) if s.state == "solved"])[0]
    path, body = f"/rfqs/{rfq_id}/awards", {"solve_id": str(solve.id)}
    clients = [Client(stack.port, locked.park.token) for _ in range(4)]

    def state():
        (row,) = query(database, "SELECT state FROM group_buys WHERE id = :id", id=locked.id)
        return row.state

    with group_buy_held(stack, locked.id):
        sent = start_at_once([partial(clients[0].send, "POST", path, body, key="award")])
        wait_for_waiting(stack)
        stack.kill_postgres()
    database.engine.dispose()
    assert sent()[0].lost
    assert (state(), awards(database, rfq_id)) == ("opened", [])

    stack.wait()
    with group_buy_held(stack, locked.id):
        insist = start_at_once(
            [partial(client.insist, "POST", path, body, key="award") for client in clients]
        )
        wait_for_waiting(stack, len(clients))
        stack.kill_web_workers()
        assert (state(), awards(database, rfq_id)) == ("opened", [])
    answers = insist()

    assert [answer.status for answer in answers] == [201] * len(clients)
    assert all(client.losses for client in clients)
    (award,) = awards(database, rfq_id)
    assert {answer.json["id"] for answer in answers} == {str(award.id)}
    assert (award.state, state()) == ("standing", "awarded")
    lines = query(database, "SELECT line_id FROM award_lines WHERE award_id = :id", id=award.id)
    assert len({row.line_id for row in lines}) == len(lines) == 10
    assert events(database, award.id) == ["award"]
    assert_audit_verifies(database)
