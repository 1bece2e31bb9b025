"""Questions: shared with all invited, without the asker's name, until they are due."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import Notification, User
from tests.factories.kept import kept
from tests.factories.rfq import Quoting


@kept
def quoting(people, clock):
    return Quoting(people, clock)


def answer(market, question, **changes):
    path = f"/rfq-questions/{question['id']}/answer"
    return market.park.post(path, {"answer": "The eastern one."} | changes)


def listed(market, who):
    return who.get(f"{market.path}/questions").json


def test_a_question_and_its_answer_are_read_by_all_invited(quoting):
    asked = quoting.ask(0)
    assert asked.status_code == 201, asked.json
    assert answer(quoting, asked.json).status_code == 200

    readers = [*quoting.carriers, quoting.park]

    seen = [
        [(q["number"], q["text"], q["answer"]) for q in listed(quoting, who)] for who in readers
    ]
    assert seen == [[(1, "Which riser?", "The eastern one.")]] * 4


def test_nobody_but_the_asker_knows_who_asked_before_the_opening(quoting, people):
    quoting.ask(0)
    others = [quoting.park, quoting.carriers[1], people.observer(), people.operator()]

    assert [q["own"] for q in listed(quoting, quoting.carriers[0])] == [True]
    for who in others:
        (question,) = listed(quoting, who)
        assert (question["own"], question["asked_by"]) == (False, None)
        assert str(quoting.carriers[0].id) not in str(question)


def test_the_organiser_learns_who_asked_once_the_quotes_are_open(quoting):
    quoting.ask(0)
    for carrier in (0, 1):
        quoting.seal(carrier)
    quoting.open()

    assert listed(quoting, quoting.park)[0]["asked_by"]["id"] == str(quoting.carriers[0].id)
    assert listed(quoting, quoting.carriers[1])[0]["asked_by"] is None


def test_the_audit_log_hides_the_asker_until_the_quotes_are_due(quoting, people):
    quoting.ask(0)
    observer = people.observer()

    def entries():
        found = observer.get("/audit-entries", query_string={"chain": str(quoting.id)})
        return [entry["event"] for entry in found.json if entry["subject"] == "question"]

    assert entries() == []
    quoting.open()
    assert entries() == ["ask"]


def test_the_organiser_is_told_of_a_question_and_all_carriers_of_its_answer(quoting, session):
    question = quoting.ask(0).json
    answer(quoting, question)

    rows = session.execute(
        sa.select(Notification.event, User.organisation_id)
        .join(User, User.id == Notification.user_id)
        .where(Notification.dedupe == question["id"])
    )
    told = {tuple(row) for row in rows}

    wanted = {("rfq_answered", carrier.id) for carrier in quoting.carriers}
    assert wanted | {("rfq_asked", quoting.park.id)} <= told


@pytest.mark.parametrize(("seconds", "status"), [(-1, 201), (0, 409)])
def test_questions_count_until_they_are_due(people, clock, seconds, status):
    until = clock.now() + timedelta(days=3)
    market = Quoting(people, clock, questions_due_at=until.isoformat())
    clock.freeze(until + timedelta(seconds=seconds))

    assert market.ask(0).status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 409)])
def test_answers_count_until_the_quotes_are_due(quoting, seconds, status):
    question = quoting.ask(0).json
    quoting.clock.freeze(quoting.due + timedelta(seconds=seconds))

    assert answer(quoting, question).status_code == status


def test_a_survey_is_for_a_line_and_its_appointment_for_everyone(quoting):
    at = (quoting.due - timedelta(days=2)).isoformat()
    survey = quoting.ask(0, kind="survey", reference="L0001").json
    assert answer(quoting, survey, survey_at=at).status_code == 200

    assert listed(quoting, quoting.carriers[2])[0]["survey_at"] is not None


def test_a_survey_needs_a_line_that_is_asked_for(quoting):
    codes = [
        quoting.ask(0, kind="survey", **more).json["errors"][0]["code"]
        for more in ({}, {"reference": "L0099"})
    ]

    assert codes == ["field_required", "line_not_asked"]


@pytest.mark.parametrize(
    ("kind", "days", "code"),
    [
        ("question", -2, "no_survey_asked"),
        ("survey", 0, "survey_after_quotes"),
        ("survey", -30, "not_future"),
    ],
)
def test_an_appointment_fits_its_question_and_its_time(quoting, kind, days, code):
    question = quoting.ask(0, kind=kind, reference="L0001").json
    at = (quoting.due + timedelta(days=days)).isoformat()

    refused = answer(quoting, question, survey_at=at)

    assert [e["code"] for e in refused.json["errors"]] == [code]


def test_a_question_is_answered_once(quoting):
    question = quoting.ask(0).json
    answer(quoting, question)

    assert answer(quoting, question).json["code"] == "illegal_move"


def test_only_the_invited_ask_and_only_the_organiser_answers(quoting, people):
    question = quoting.ask(0).json
    strangers = [people.carrier(), quoting.members[0], people.park()]
    path = f"/rfq-questions/{question['id']}"

    asked = [who.post(f"{quoting.path}/questions", {"text": "x"}) for who in strangers]
    answered = [who.post(f"{path}/answer", {"answer": "x"}) for who in strangers]

    assert [reply.status_code for reply in asked + answered] == [404] * 6, [r.json for r in asked]
    assert [who.get(path).status_code for who in strangers] == [404] * 3
    assert quoting.park.post(f"{quoting.path}/questions", {"text": "x"}).status_code == 404
