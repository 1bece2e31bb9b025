"""Awards in the API: from the computation to the members' decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import Solve
from pricing import award
from tests.factories.kept import kept
from tests.factories.locked import Awarded, Opened


@kept
def opened(people, clock):
    return Opened(people, clock)


@kept
def awarded(people, clock):
    return Awarded(people, clock)


def test_a_solve_is_the_cheapest_and_verifies(opened):
    solve = opened.park.get(f"/solves/{opened.solve()}").json
    problem = opened.park.get(f"/solves/{solve['id']}/problem").json

    assert (solve["state"], solve["result"]["status"]) == ("solved", "optimal")
    assert solve["result"]["objective_minor"] == 2 * 24_100_000
    assert award.verify(problem, solve["result"]) == []


def test_the_problem_names_no_member(opened):
    problem = opened.park.get(f"/solves/{opened.solve()}/problem").json

    assert sorted(line["member"] for line in problem["lines"]) == ["M001", "M002"]


def test_solving_again_changes_nothing(opened, session):
    solve_id = opened.solve()
    before = session.get_one(Solve, solve_id).solved_at
    runtime = opened.people.app.extensions["marketplace"]

    from marketplace.jobs.solve_award import solve_award

    solve_award(runtime, solve_id=solve_id)

    session.expire_all()
    assert session.get_one(Solve, solve_id).solved_at == before


def test_the_job_is_enqueued_with_the_solve(opened, session):
    answer = opened.park.post(f"/rfqs/{opened.rfq['id']}/solves")

    jobs = session.execute(
        sa.text("SELECT task_name FROM procrastinate_jobs WHERE args->>'solve_id' = :id"),
        {"id": answer.json["id"]},
    )
    assert jobs.scalars().all() == ["solve_award"]


@pytest.mark.parametrize("path", ["", "/problem"])
def test_solves_are_for_organiser_observer_and_reviewer(opened, people, path):
    solve_id = opened.solve()
    blind = [*opened.members, *opened.carriers, people.park(), people.operator()]

    assert {w.get(f"/solves/{solve_id}{path}").status_code for w in blind} == {404}
    assert people.observer().get(f"/solves/{solve_id}{path}").status_code == 200


def test_nobody_but_the_organiser_awards(opened, people):
    body = {"solve_id": opened.solve()}
    others = [*opened.members, *opened.carriers, people.park(), people.reviewer()]

    answers = {w.post(f"/rfqs/{opened.rfq['id']}/awards", json=body).status_code for w in others}

    assert answers <= {403, 404}


def test_a_solve_of_another_rfq_cannot_be_awarded(people, clock, opened):
    other = Opened(people, clock)

    answer = opened.park.post(f"/rfqs/{opened.rfq['id']}/awards", json={"solve_id": other.solve()})

    assert [e["code"] for e in answer.json["errors"]] == ["not_known"]


def test_an_unsolved_computation_cannot_be_awarded(opened):
    solve = opened.park.post(f"/rfqs/{opened.rfq['id']}/solves").json

    answer = opened.park.post(f"/rfqs/{opened.rfq['id']}/awards", json={"solve_id": solve["id"]})

    assert [e["code"] for e in answer.json["errors"]] == ["solve_not_solved"]


@pytest.mark.parametrize(("reason", "status"), [("", 422), ("the limit was reached", 201)])
def test_an_unproven_award_needs_a_written_reason(opened, session, reason, status):
    solve_id = opened.solve()
    solve = session.get_one(Solve, solve_id)
    solve.result = {**solve.result, "status": "feasible", "lower_bound_minor": 1}
    session.commit()

    body = {"solve_id": solve_id, "reason": reason}
    answer = opened.park.post(f"/rfqs/{opened.rfq['id']}/awards", json=body)

    assert answer.status_code == status


def test_the_standstill_comes_before_acceptance(opened):
    award_ = opened.award()

    opens, due = (datetime.fromisoformat(award_[f"acceptance_{n}_at"]) for n in ("opens", "due"))
    assert opened.clock.now() + timedelta(days=2) < opens < due
    assert opens.hour == due.hour == 16


def test_a_second_award_is_refused_while_one_stands(awarded):
    body = {"solve_id": awarded.award_["solve_id"]}

    again = awarded.park.post(f"/rfqs/{awarded.rfq['id']}/awards", json=body)

    assert (again.status_code, again.json["code"]) == (409, "illegal_move")


def test_a_schedule_sums_to_the_price(awarded):
    line = awarded.line_of(awarded.members[0])

    months = line["first_month_minor"] + 11 * line["monthly_minor"]
    assert line["one_off_minor"] + months == line["price_minor"] == 24_100_000
    assert line["saving_minor"] == 30_000_000 - 24_100_000


def test_the_notice_tells_winners_and_totals_and_nothing_of_members(awarded, people):
    neighbour = people.enterprise(awarded.park)

    notice = neighbour.get(f"/awards/{awarded.award_['id']}/notice")

    assert [b["winner"] for b in notice.json["bidders"]] == [True, False]
    assert notice.json["proven"] is True
    assert not any(member.name in notice.text for member in awarded.members)
    assert "objective" not in notice.text


def test_the_notice_is_for_the_park_the_invited_and_overseers(awarded, people):
    path = f"/awards/{awarded.award_['id']}/notice"
    readers = [awarded.park, *awarded.members, *awarded.carriers, people.observer()]
    blind = [people.park(), people.carrier(), people.enterprise(people.park())]

    assert {who.get(path).status_code for who in readers} == {200}
    assert {who.get(path).status_code for who in blind} == {404}


def test_members_and_carriers_read_no_total_of_the_award(awarded):
    path = f"/awards/{awarded.award_['id']}"

    assert awarded.park.get(path).json["objective_minor"] == 48_200_000
    for who in (awarded.members[0], awarded.carriers[0]):
        assert who.get(path).json["objective_minor"] is None
    assert awarded.carriers[1].get(path).status_code == 404


def test_a_member_reads_only_its_own_lines(awarded):
    lines = awarded.members[0].get(f"/awards/{awarded.award_['id']}/lines").json

    assert {line["member"]["id"] for line in lines} == {str(awarded.members[0].id)}


def test_a_carrier_reads_what_it_won_without_names_ceilings_and_list_prices(awarded):
    lines = awarded.carriers[0].get(f"/awards/{awarded.award_['id']}/lines").json

    assert len(lines) == 2
    hidden = ("member", "ceiling_minor", "list_minor", "saving_minor", "label")
    assert all(line[name] is None for line in lines for name in hidden)


def test_a_carrier_learns_the_members_name_once_acceptance_is_settled(awarded):
    awarded.contracts()

    lines = awarded.carriers[0].get(f"/awards/{awarded.award_['id']}/lines").json

    assert {line["member"]["id"] for line in lines} == {str(m.id) for m in awarded.members}


def test_acceptance_waits_for_the_standstill(awarded, clock):
    line = awarded.line_of(awarded.members[0])
    opens = datetime.fromisoformat(awarded.award_["acceptance_opens_at"])
    clock.freeze(opens - timedelta(microseconds=1))

    answer = awarded.members[0].post(f"/award-lines/{line['id']}/accept")

    assert (answer.status_code, answer.json["code"]) == (409, "too_early")


@pytest.mark.parametrize(("microseconds", "status"), [(-1, 200), (0, 409)])
def test_acceptance_counts_only_before_it_is_due(awarded, clock, microseconds, status):
    line = awarded.line_of(awarded.members[0])
    due = datetime.fromisoformat(awarded.award_["acceptance_due_at"])
    clock.freeze(due + timedelta(microseconds=microseconds))

    answer = awarded.members[0].post(f"/award-lines/{line['id']}/accept")

    assert answer.status_code == status
    assert answer.json.get("code") in (None, "too_late")


def test_a_decision_may_be_changed_in_the_window(awarded):
    member = awarded.members[0]
    line = awarded.line_of(member)
    member.post(f"/award-lines/{line['id']}/accept")

    changed = member.post(f"/award-lines/{line['id']}/decline", json={"reason": "budget"})

    assert (changed.json["acceptance"], changed.json["decline_reason"]) == ("declined", "budget")


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_another_members_line_does_not_exist(awarded, people, verb):
    line = awarded.line_of(awarded.members[0])
    others = [
        awarded.members[1],
        awarded.park,
        awarded.carriers[0],
        people.enterprise(awarded.park),
    ]

    answers = {w.post(f"/award-lines/{line['id']}/{verb}").status_code for w in others}

    assert answers == {404}


def test_silence_declines(awarded, clock):
    accepting, silent = awarded.members
    accepting.post(f"/award-lines/{awarded.line_of(accepting)['id']}/accept")
    clock.freeze(datetime.fromisoformat(awarded.award_["acceptance_due_at"]))

    assert awarded.park.post(f"/awards/{awarded.award_['id']}/settle").status_code == 200

    assert awarded.line_of(silent)["acceptance"] == "lapsed"
    assert silent.get("/contracts").json == []


def test_settling_waits_for_undecided_lines(awarded):
    member = awarded.members[0]
    member.post(f"/award-lines/{awarded.line_of(member)['id']}/accept")

    answer = awarded.park.post(f"/awards/{awarded.award_['id']}/settle")

    assert (answer.status_code, answer.json["code"]) == (409, "too_early")


def test_a_group_buy_of_which_no_line_is_accepted_fails(awarded, clock):
    clock.freeze(datetime.fromisoformat(awarded.award_["acceptance_due_at"]))

    awarded.park.post(f"/awards/{awarded.award_['id']}/settle")

    assert awarded.park.get(f"/group-buys/{awarded.id}").json["state"] == "failed"


def test_an_award_is_settled_once(awarded):
    awarded.contracts()

    again = awarded.park.post(f"/awards/{awarded.award_['id']}/settle")

    assert (again.status_code, again.json["code"]) == (409, "award_settled")


def test_a_line_above_its_ceiling_stays_unserved(people, clock):
    market = Awarded(people, clock, [{"own_limit_minor": 24_099_999}], [{}])

    line = market.line_of(market.members[0])
    answer = market.members[0].post(f"/award-lines/{line['id']}/accept")

    assert (line["acceptance"], line["carrier"]) == ("unserved", None)
    assert answer.json["code"] == "line_unserved"
