"""Installation in the API: planned milestones, delays, tests, going live, counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marketplace.domain.activation import planned_days
from marketplace.domain.working_days import local_day
from tests.factories import delivered
from tests.factories.delivered import KINDS, finish, install, installation, pass_test, step, upload
from tests.factories.kept import kept
from tests.factories.locked import Awarded


@kept
def market(people, clock):
    """One member's contract in force today; `line` is what is installed."""
    market = Awarded(people, clock, [{"rtt_limit_us": 30_000}])
    (market.member,), market.carrier = market.members, market.carriers[0]
    market.contract = delivered.in_force(market)
    market.today = local_day(clock.now())
    market.line = installation(market.carrier, market.contract["id"])
    return market


def on(market, day):
    return (market.today + timedelta(days=day)).isoformat()


def move(market, kind, act, **body):
    return market.carrier.post(f"/milestones/{step(market.line, kind)['id']}/{act}", json=body)


def read(market):
    return installation(market.member, market.contract["id"])


def go_live(market, day=0):
    where = f"/contracts/{market.contract['id']}/lines/{market.line['id']}/report-live"
    return market.carrier.post(where, json={"live_on": on(market, day)})


def test_a_contract_in_force_has_its_steps_planned(market):
    steps = [one["milestone"] for one in market.line["steps"]]

    assert [one["kind"] for one in steps] == list(KINDS)
    planned = planned_days(market.today, market.line["delivery_days"]).values()
    assert [one["due_on"] for one in steps] == [day.isoformat() for day in planned]
    assert market.line["due_on"] == steps[-1]["due_on"]
    assert market.line["promised_rtt_us"] == 30_000


def test_a_delay_moves_what_is_expected_and_not_the_plan(market):
    answer = move(market, "survey", "delay", expected_on=on(market, 9), reason="No access")

    assert answer.status_code == 200, answer.json
    moved = step(read(market), "survey")
    assert (moved["due_on"], moved["expected_on"]) == (
        step(market.line, "survey")["due_on"],
        on(market, 9),
    )
    assert moved["delay_reason"] == "No access"


def test_a_step_is_not_expected_in_the_past(market):
    answer = move(market, "survey", "delay", expected_on=on(market, -1), reason="x")

    assert answer.json["errors"][0]["code"] == "day_in_past"


def test_a_finished_step_has_day_note_and_evidence(market):
    proof = upload(market.carrier)

    done = move(market, "survey", "finish", done_on=on(market, 0), note="Duct 3", evidence_id=proof)

    assert done.status_code == 200, done.json
    assert done.json["state"] == "done" and done.json["note"] == "Duct 3"
    file = market.member.get(f"/milestones/{done.json['id']}/evidence")
    assert file.data == delivered.PDF and file.mimetype == "application/pdf"


def test_a_step_is_finished_once(market):
    finish(market.carrier, market.line, "survey")

    assert move(market, "survey", "finish", done_on=on(market, 0)).json["code"] == "illegal_move"
    late = move(market, "survey", "delay", expected_on=on(market, 2), reason="x")
    assert late.json["code"] == "illegal_move"


@pytest.mark.parametrize(("day", "code"), [(1, "day_in_future"), (-1, "order")])
def test_a_step_is_done_between_signature_and_today(market, day, code):
    answer = move(market, "survey", "finish", done_on=on(market, day))

    assert answer.json["errors"][0]["code"] == code


def test_nobody_names_anothers_file(market):
    foreign = upload(market.member)

    answer = move(market, "survey", "finish", done_on=on(market, 0), evidence_id=foreign)

    assert answer.json["errors"][0]["code"] == "file_unknown"


def test_the_test_step_needs_a_passed_test(market):
    assert move(market, "test", "finish", done_on=on(market, 0)).json["code"] == "test_missing"
    pass_test(market.carrier, market.line, rtt_us=30_001)

    assert move(market, "test", "finish", done_on=on(market, 0)).json["code"] == "test_failed"


def test_ready_for_service_comes_last(market):
    pass_test(market.carrier, market.line)
    finish(market.carrier, market.line, "survey", "resources", "test")

    answer = move(market, "ready_for_service", "finish", done_on=on(market, 0))

    assert answer.json["code"] == "milestones_open"


def test_a_round_trip_below_the_floor_is_no_measurement(market):
    floor = market.line["rtt_floor_us"]

    assert pass_test(market.carrier, market.line, rtt_us=floor).status_code == 201
    below = pass_test(market.carrier, market.line, rtt_us=floor - 1)
    assert below.json["errors"][0]["code"] == "rtt_below_floor"


@pytest.mark.parametrize(
    ("changes", "passed"),
    [({"rtt_us": 30_000}, True), ({"rtt_us": 30_001}, False), ({"throughput_mbps": 99}, False)],
)
def test_a_test_is_judged_by_promise_and_bandwidth(market, changes, passed):
    assert pass_test(market.carrier, market.line, **changes).json["passed"] is passed


def test_the_last_test_counts(market, clock):
    pass_test(market.carrier, market.line)
    clock.advance(seconds=1)
    pass_test(market.carrier, market.line, throughput_mbps=50)

    assert [test["passed"] for test in read(market)["tests"]] == [True, False]
    assert move(market, "test", "finish", done_on=on(market, 0)).json["code"] == "test_failed"


def test_a_line_goes_live_only_when_every_step_is_done(market):
    pass_test(market.carrier, market.line)
    finish(market.carrier, market.line, "survey", "resources", "loa", "test")

    assert go_live(market).json["code"] == "milestones_open"


def test_a_later_failed_test_holds_the_line_back(market, clock):
    install(market.carrier, market.contract["id"])
    clock.advance(seconds=1)
    pass_test(market.carrier, market.line, rtt_us=31_000)

    assert go_live(market).json["code"] == "test_failed"


def test_the_term_runs_from_the_day_the_line_went_live(market):
    install(market.carrier, market.contract["id"])

    assert go_live(market).json["state"] == "completed"

    line = read(market)
    end = date.fromisoformat(line["ends_on"])
    assert line["live_on"] == on(market, 0)
    assert end + timedelta(days=1) == market.today.replace(year=market.today.year + 1)


def test_a_live_line_is_no_longer_moved(market):
    install(market.carrier, market.contract["id"])
    go_live(market)

    assert pass_test(market.carrier, market.line).json["code"] == "contract_not_in_force"


def test_late_lines_are_found_from_the_day_after(market, clock):
    find = f"/contract-lines?late=true&contract_id={market.contract['id']}"
    clock.advance(days=6)
    assert market.member.get(find).json == []

    clock.advance(days=1)

    (late,) = market.member.get(find).json
    assert late["late"] and late["steps"][0]["days_late"] == 1


def test_the_organiser_counts_and_reads_no_line(market, clock):
    clock.advance(days=7)

    counts = market.park.get(f"/group-buys/{market.id}/installation-counts").json

    assert (counts["lines"], counts["live"], counts["late"]) == (1, 0, 1)
    assert counts["steps"][0] == {"kind": "survey", "done": 0, "late": 1}
    assert market.park.get(f"/contract-lines/{market.line['id']}").status_code == 404
