"""One job works through the scenarios of an RFQ, each from what is known, each kept at once."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from marketplace.jobs.solve_award import solve_award
from marketplace.jobs.solve_scenarios import solve_scenarios
from marketplace.models import Solve
from pricing.award import SolverFailed
from tests.factories.kept import kept
from tests.factories.solving import solve_here
from tests.factories.weighed import Weighed


@kept
def market(people, clock):
    return Weighed(people, clock)


class Solver:
    """Solves, and remembers what it was asked; `fails` says for which number of the call."""

    def __init__(self, fails=()):
        self.asked, self.fails = [], fails

    def __call__(self, problem, **rest):
        self.asked.append((problem, rest))
        if len(self.asked) in self.fails:
            raise SolverFailed
        return solve_here(problem, **rest)


def run(market, solver):
    runtime = market.people.app.extensions["marketplace"]
    solve_scenarios(replace(runtime, solver=solver), rfq_id=market.rfq["id"])


def solves(session, market):
    rows = session.scalars(sa.select(Solve).where(Solve.rfq_id == market.rfq["id"])).all()
    return {(one.scenario, *one.parameters.values()): one for one in rows}


def jobs_of(session, market):
    """Name and lock of the jobs that wait for the RFQ."""
    rows = session.execute(
        sa.text("SELECT task_name, lock FROM procrastinate_jobs WHERE lock = :lock ORDER BY id"),
        {"lock": f"solves:{market.rfq['id']}"},
    )
    return [row.task_name for row in rows]


def test_all_scenarios_are_one_job_which_waits_for_the_others_of_its_rfq(market, session):
    before = jobs_of(session, market)

    market.park.post(f"{market.path}/scenarios")

    assert jobs_of(session, market) == [*before, "solve_scenarios"]


def test_when_everything_is_known_there_is_no_job(market, session):
    market.weigh(6000)
    before = jobs_of(session, market)

    market.park.post(f"{market.path}/scenarios", json={"share_caps": [{"at_most_bps": 6000}]})

    assert jobs_of(session, market) == before


def test_what_the_cheapest_answers_is_taken_over_with_its_proof(market, session):
    market.park.post(f"{market.path}/scenarios", json={"share_caps": [{"at_most_bps": 6000}]})
    solver = Solver()

    run(market, solver)

    found = solves(session, market)
    cheapest = found["cheapest",]
    shared = [
        key for key, one in found.items() if one.proof_of_id == cheapest.id and key != ("cheapest",)
    ]
    assert set(shared) >= {
        ("winners_at_most", 2),
        ("one_carrier_per_lot",),
        ("share_cap", 6000),
    }
    assert len(solver.asked) == len(found) - 3
    totals = {found[key].result["objective_minor"] for key in shared[:3]}
    assert cheapest.result["objective_minor"] in totals


def test_the_others_begin_from_the_cheapest_award_and_its_bound(market, session):
    market.park.post(f"{market.path}/scenarios", json={"share_caps": []})
    solver = Solver()

    run(market, solver)

    least = solves(session, market)["cheapest",].result["objective_minor"]
    assert [rest["bound"] for _, rest in solver.asked] == [0, *[least] * (len(solver.asked) - 1)]
    assert all(rest["guesses"] for _, rest in solver.asked[1:])


def test_each_result_is_there_before_the_next_is_begun(market, database):
    market.park.post(f"{market.path}/scenarios", json={"share_caps": []})
    ended = []

    def solver(problem, **rest):
        states = sa.select(Solve.state).where(Solve.rfq_id == market.rfq["id"])
        with database.single_statements() as session:
            ended.append(session.scalars(states).all().count("solved"))
        return solve_here(problem, **rest)

    run(market, solver)

    assert ended[0] == 0 and ended == sorted(set(ended))


def test_one_that_fails_does_not_hold_up_the_others(market, session):
    market.park.post(f"{market.path}/scenarios", json={"share_caps": []})

    run(market, Solver(fails=[2]))

    states = [one.state for one in solves(session, market).values()]
    assert states.count("failed") == 1 and set(states) == {"failed", "solved"}


def test_a_job_that_runs_again_goes_on_where_it_was(market, session):
    market.park.post(f"{market.path}/scenarios", json={"share_caps": []})
    first, again = Solver(), Solver()
    solve_award_of(market, session, "cheapest")

    run(market, first)
    run(market, again)

    assert all(problem.rules.winners or len(problem.quotes) == 1 for problem, _ in first.asked)
    assert again.asked == []


def test_what_was_stopped_is_passed_over(market, session):
    asked = market.park.post(f"{market.path}/scenarios", json={"share_caps": []}).json
    market.park.post(f"/solves/{asked[0]['id']}/cancel")

    run(market, Solver())

    states = {one["id"]: one["state"] for one in market.park.get(f"{market.path}/solves").json}
    assert states.pop(asked[0]["id"]) == "cancelled"
    assert set(states.values()) == {"solved"}


def solve_award_of(market, session, scenario):
    (found,) = [one for key, one in solves(session, market).items() if key == (scenario,)]
    solve_award(market.people.app.extensions["marketplace"], solve_id=str(found.id))
    session.expire_all()
