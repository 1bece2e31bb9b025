"""Award computations by API: how far they are, and stopping them."""

from __future__ import annotations

from marketplace.db.session import now_of
from marketplace.services.tell_progress import tell_progress
from pricing.award import Progress
from tests.factories.kept import kept
from tests.factories.weighed import Weighed


@kept
def market(people, clock):
    return Weighed(people, clock)


def told(market, solve_id, **changes):
    figures = {"best_minor": 1_000, "bound_minor": 900, "gap_bps": 1000.0, "seconds": 2.0}
    progress = Progress(**figures | {"nodes": 5} | changes)
    with market.people.database.unit_of_work() as session:
        now = now_of(session)
        tell_progress(session, solve_id=solve_id, progress=progress, steps=[[0, 1, 2]], now=now)


def test_before_it_begins_there_are_no_figures(market):
    solve_id = market.park.post(f"{market.path}/solves").json["id"]

    seen = market.park.get(f"/solves/{solve_id}/progress").json

    assert seen["state"] == "requested"
    assert {seen[name] for name in ("best_minor", "bound_minor", "gap_bps", "nodes")} == {None}


def test_the_figures_told_last_are_shown_with_their_gap(market):
    solve_id = market.park.post(f"{market.path}/solves").json["id"]
    told(market, solve_id)

    seen = market.park.get(f"/solves/{solve_id}/progress").json

    assert (seen["best_minor"], seen["bound_minor"], seen["gap_bps"]) == (1_000, 900, 1000)
    assert (seen["nodes"], seen["spent_ms"]) == (5, 2000)


def test_while_nothing_is_told_the_answer_is_not_modified(market):
    solve_id = market.park.post(f"{market.path}/solves").json["id"]
    told(market, solve_id)
    path = f"/solves/{solve_id}/progress"
    tag = market.park.get(path).headers["ETag"]

    assert market.park.get(path, headers={"If-None-Match": tag}).status_code == 304
    told(market, solve_id, nodes=6)
    assert market.park.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_computation_that_has_ended_cannot_be_stopped(market):
    solve_id = market.solved("cheapest")

    answer = market.park.post(f"/solves/{solve_id}/cancel")

    assert (answer.status_code, answer.json["code"]) == (409, "illegal_move")


def test_a_stopped_computation_is_asked_for_anew(market):
    first = market.park.post(f"{market.path}/solves").json["id"]
    stopped = market.park.post(f"/solves/{first}/cancel").json

    again = market.park.post(f"{market.path}/solves").json

    assert stopped["state"] == "cancelled" and stopped["solved_at"]
    assert again["id"] != first and again["state"] == "requested"


def test_a_stopped_computation_cannot_be_awarded(market):
    solve_id = market.park.post(f"{market.path}/solves").json["id"]
    market.park.post(f"/solves/{solve_id}/cancel")

    answer = market.pick(solve_id)

    assert answer.json["errors"][0]["code"] == "solve_not_solved"


def test_without_a_proof_there_is_none_to_save(market):
    solve_id = market.solved("cheapest")
    known = market.park.get(f"/solves/{solve_id}").json["certified"]

    assert market.park.get(f"/solves/{solve_id}/certificate").status_code == (200 if known else 404)
