"""A running computation tells how far it is, can be stopped, and keeps its proof."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from marketplace.i18n.sentences import sentence
from marketplace.jobs import told_progress
from marketplace.jobs.solve_award import solve_award
from marketplace.models import AuditEntry, Solve, SolveProgress
from marketplace.services.find_known_awards import find_known_awards
from pricing.award import Cancelled, GaveUp, Progress, SolverFailed, Undecided
from pricing.award.price_count import TooManyPrices
from tests.factories.certified import PROOF
from tests.factories.kept import kept
from tests.factories.solving import solve_here
from tests.factories.weighed import Weighed

UNPROVEN = {"status": "feasible", "ties": "unbroken", "stopped": "time_limit"}
FAR = Progress(best_minor=900, bound_minor=800, gap_bps=1111.1, seconds=1.5, nodes=7)


@kept
def market(people, clock):
    return Weighed(people, clock)


def asked(market):
    return market.park.post(f"{market.path}/solves").json["id"]


def run(market, solve_id, solver):
    runtime = market.people.app.extensions["marketplace"]
    solve_award(replace(runtime, solver=solver), solve_id=solve_id)


def watched(*tellings, proof=None):
    """A solver that tells these and asks whether it goes on, then solves."""

    def solver(problem, *, progress, cancelled, **rest):
        for telling in tellings:
            progress(telling)
            if cancelled():
                raise Cancelled
        found = solve_here(problem, **rest)
        return found if proof is None else replace(found, certificate=proof)

    return solver


def test_the_figures_told_last_are_kept_with_the_way_to_them(market, session, monkeypatch):
    monkeypatch.setattr(told_progress, "SECONDS", 0)
    solve_id = asked(market)

    run(market, solve_id, watched(FAR, replace(FAR, bound_minor=850, seconds=2.5, nodes=9)))

    kept = session.get_one(SolveProgress, solve_id)
    assert (kept.best_minor, kept.bound_minor, kept.nodes, kept.spent_ms) == (900, 850, 9, 2500)
    assert kept.steps == [[1500, 900, 800], [2500, 900, 850]]
    assert kept.told == 2


def test_within_a_second_it_is_told_once(market, session):
    solve_id = asked(market)

    run(market, solve_id, watched(FAR, replace(FAR, nodes=9), replace(FAR, nodes=11)))

    assert session.get_one(SolveProgress, solve_id).told == 1


def test_a_database_that_is_away_does_not_end_the_search(market, session, monkeypatch):
    def away(*_, **__):
        raise OperationalError("", {}, Exception())

    solve_id = asked(market)
    with monkeypatch.context() as patch:
        patch.setattr(told_progress, "tell_progress", away)
        patch.setattr(told_progress, "is_wanted", away)
        run(market, solve_id, watched(FAR))

    assert session.get_one(Solve, solve_id).state == "solved"


def test_a_running_computation_hears_that_it_was_stopped(market, session):
    solve_id = asked(market)

    def solver(problem, *, cancelled, **rest):
        assert not cancelled()
        market.park.post(f"/solves/{solve_id}/cancel")
        assert cancelled()
        raise Cancelled

    run(market, solve_id, solver)

    solve = session.get_one(Solve, solve_id)
    assert (solve.state, solve.result, solve.failure) == ("cancelled", None, None)


def test_a_result_that_comes_after_the_stop_is_not_kept(market, session):
    solve_id = asked(market)

    def solver(problem, **rest):
        market.park.post(f"/solves/{solve_id}/cancel")
        return solve_here(problem, **rest)

    run(market, solve_id, solver)

    events = sa.select(AuditEntry.event).where(AuditEntry.subject_id == UUID(solve_id))
    assert session.get_one(Solve, solve_id).state == "cancelled"
    assert session.scalars(events.order_by(AuditEntry.seq)).all() == ["request", "cancel"]


def test_what_was_stopped_while_it_waited_is_not_begun(market):
    solve_id = asked(market)
    market.park.post(f"/solves/{solve_id}/cancel")

    run(market, solve_id, None)


def test_the_proof_is_kept_packed_and_given_back_as_it_was(market):
    solve_id, made = asked(market), []

    def solver(problem, **rest):
        made.append(solve_here(problem, **rest))
        return made[0]

    run(market, solve_id, solver)

    answer = market.park.get(f"/solves/{solve_id}/certificate")
    assert answer.json == json.loads(json.dumps(made[0].certificate))
    assert market.park.get(f"/solves/{solve_id}").json["certified"] is True


def test_an_optimal_award_without_its_proof_is_refused(market, session):
    solve_id = asked(market)

    def unproven(problem, **rest):
        return replace(solve_here(problem, **rest), certificate=None)

    run(market, solve_id, unproven)

    solve = session.get_one(Solve, solve_id)
    assert (solve.state, solve.failure, solve.result) == ("failed", "solution_refused", None)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (SolverFailed("it died"), "solver_failed"),
        (GaveUp("too much to split"), "solve_gave_up"),
        (Undecided("the time limit passed"), "solve_undecided"),
        (TooManyPrices([("/quotes/0/ladders/0/tiers", "too many")]), "problem_too_large"),
    ],
)
def test_what_kept_a_computation_from_an_award_is_named(error, failure, market, session):
    solve_id = asked(market)

    def solver(*_, **__):
        raise error

    run(market, solve_id, solver)

    solve = session.get_one(Solve, solve_id)
    assert (solve.state, solve.failure) == ("failed", failure)
    assert all(sentence(failure, {}, language) != failure for language in ("zh", "en"))


def test_a_bound_without_a_proof_is_nothing_to_build_on(market, session):
    solve_id = asked(market)

    def unproven(problem, **rest):
        found = solve_here(problem, **rest)
        return replace(found, result=found.result | UNPROVEN, certificate=None)

    run(market, solve_id, unproven)

    (known,) = find_known_awards(session, session.get_one(Solve, solve_id).rfq_id)
    assert (known.bound, known.optimal) == (0, False)


def test_a_proof_that_does_not_hold_is_refused_with_its_result(market, session):
    solve_id = asked(market)

    run(market, solve_id, watched(proof=PROOF))

    solve = session.get_one(Solve, solve_id)
    assert (solve.state, solve.failure, solve.result) == ("failed", "solution_refused", None)
