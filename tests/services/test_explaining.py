"""Why an award is as it is: computed by a job, kept as it comes."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from marketplace.jobs import explain_award as job
from marketplace.models import AuditEntry, Explanation
from pricing.award import SolverFailed
from tests.factories.kept import kept
from tests.factories.solving import solve_here
from tests.factories.weighed import WITHOUT_FIRST_MINOR, Weighed


@kept
def market(people, clock):
    return Weighed(people, clock)


def explained(market, solve_id, solver=solve_here):
    """Asked for by the organiser and computed as the worker does."""
    answer = market.park.post(f"/solves/{solve_id}/explanation")
    assert answer.status_code == 201, answer.json
    runtime = market.people.app.extensions["marketplace"]
    job.explain_award(replace(runtime, solver=solver), solve_id=solve_id)
    return market.park.get(f"/solves/{solve_id}/explanation").json


def cost_of(found, rule, line=None):
    (cost,) = [c for c in found["rules"] if (c["rule"]["rule"], c["rule"]["line"]) == (rule, line)]
    return cost["least_minor"], cost["most_minor"], cost["how"]


def test_a_rule_costs_what_the_cheapest_saves(market):
    market.solved("cheapest")
    single = market.solved("winners_at_most", at_most=1)

    found = explained(market, single)

    assert cost_of(found, "winners") == (WITHOUT_FIRST_MINOR, WITHOUT_FIRST_MINOR, "computed")
    assert found["explained_at"] and found["failure"] is None


def test_a_ceiling_that_no_price_reaches_costs_nothing(market):
    found = explained(market, market.solved("cheapest"))

    assert cost_of(found, "ceiling", "L0001") == (0, 0, "never_binds")


def test_every_line_says_what_it_would_cost_elsewhere(market):
    solve_id = market.solved("cheapest")
    explained(market, solve_id)

    reference = a_line_to_hong_kong(market, solve_id)
    line = market.park.get(f"/solves/{solve_id}/explanation/lines/{reference}").json

    assert (line["reference"], line["lot"]) == (reference, "SHA-HKG/IPLC")
    verdicts = [(option["carrier"], option["verdict"]) for option in line["options"]]
    assert verdicts[0] == (market.code(0), "chosen")
    assert dict(verdicts[1:]) == {market.code(1): "dearer", None: "dearer"}
    other = next(o for o in line["options"] if o["carrier"] == market.code(1))
    assert other["change_minor"] == 12 * 100_000


def test_a_line_that_a_rule_keeps_names_the_rule(market):
    solve_id = market.solved("winners_at_most", at_most=1)
    explained(market, solve_id)

    references = [row["line"] for row in result_of(market, solve_id)["assignments"]]
    lines = [
        market.park.get(f"/solves/{solve_id}/explanation/lines/{reference}").json
        for reference in references
    ]

    kept = [line for line in lines if line["rules"]]
    assert len(kept) == len(lines)
    assert {rule["rule"] for line in kept for rule in line["rules"]} == {"winners"}
    assert kept[0]["rules"][0]["stated"] == {"at_most": 1}


def test_what_is_known_is_not_computed_again(market, session):
    solve_id = market.solved("cheapest")
    explained(market, solve_id)

    def nobody(*_, **__):
        raise AssertionError

    again = explained(market, solve_id, nobody)

    events = sa.select(AuditEntry.event).where(AuditEntry.event == "explain")
    assert again["explained_at"]
    assert len(session.scalars(events.where(AuditEntry.subject_id == solve_id)).all()) == 1


def test_lines_are_there_while_rules_are_still_being_priced(market, database):
    single = market.solved("winners_at_most", at_most=1)
    seen = []

    def solver(problem, **rest):
        seen.append(market.park.get(f"/solves/{single}/explanation").json)
        return solve_here(problem, **rest)

    explained(market, single, solver)

    assert all(one["has_lines"] and one["explained_at"] is None for one in seen) and seen


def test_a_solver_that_breaks_down_is_told_and_may_be_tried_again(market):
    single = market.solved("winners_at_most", at_most=1)

    def broken(problem, **rest):
        raise SolverFailed

    assert explained(market, single, broken)["failure"] == "solver_failed"
    assert explained(market, single)["failure"] is None


def test_only_a_solved_award_is_explained(market):
    waiting = market.park.post(f"{market.path}/solves").json["id"]

    answer = market.park.post(f"/solves/{waiting}/explanation")

    assert (answer.status_code, answer.json["code"]) == (409, "solve_not_solved")


def test_before_anybody_asked_there_is_nothing(market):
    solve_id = market.solved("cheapest")

    for path in ("", "/lines/L0001"):
        assert market.park.get(f"/solves/{solve_id}/explanation{path}").status_code == 404


def test_the_job_runs_again_without_harm(market, session):
    solve_id = market.solved("cheapest")
    explained(market, solve_id)
    before = session.get_one(Explanation, solve_id).explained_at

    job.explain_award(market.people.app.extensions["marketplace"], solve_id=solve_id)

    session.expire_all()
    assert session.get_one(Explanation, solve_id).explained_at == before


def result_of(market, solve_id):
    return market.park.get(f"/solves/{solve_id}").json["result"]


def a_line_to_hong_kong(market, solve_id):
    """References follow no order of the lots."""
    lines = market.park.get(f"/solves/{solve_id}/problem").json["lines"]
    return next(line["id"] for line in lines if line["lot"] == "SHA-HKG/IPLC")
