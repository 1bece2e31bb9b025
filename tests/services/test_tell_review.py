"""Reviewers are told what waits for them; organisations what was decided, and where to read why."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import Notification
from tests.factories.archives import proved
from tests.factories.people import PASSWORD, fresh_uscc


def told(session, event, user_id):
    query = sa.select(Notification).where(
        Notification.event == event, Notification.user_id == user_id
    )
    return session.scalars(query.order_by(Notification.created_at.desc())).all()


@pytest.fixture
def reviewer(people):
    return people.reviewer()


def test_a_sign_up_is_told_to_every_reviewer(app, people, reviewer, session):
    code = fresh_uscc()
    body = {
        "organisation": {"kind": "carrier", "uscc": code, "name_zh": "新电信", "name_en": "New"},
        "user": {"name": "Lan", "email": f"{code.lower()}@example.com", "password": PASSWORD},
    }
    headers = {"Idempotency-Key": code}

    answer = app.test_client().post("/api/v1/sign-ups", json=body, headers=headers)

    assert answer.status_code == 201
    (notice,) = told(session, "organisation_waiting", reviewer.identity.user_id)[:1]
    assert notice.path == f"/organisations/{answer.json['organisation']['id']}"


@pytest.mark.parametrize("decision", ["confirm", "refuse"])
def test_an_organisation_is_told_what_was_decided(people, reviewer, session, decision):
    waiting = people.enterprise(people.park(), confirmed=False)

    reviewer.post(f"/organisations/{waiting.id}/{decision}", json={"reason": "checked it"})

    event = {"confirm": "organisation_confirmed", "refuse": "organisation_refused"}[decision]
    assert len(told(session, event, waiting.identity.user_id)) == 1


def test_a_licence_is_told_to_the_reviewers_and_its_decision_to_the_carrier(
    people, reviewer, session
):
    carrier = people.carrier(())
    body = {"number": "A1.A2-20231234", "scopes": ["A11-4"], "valid_from": "2020-01-01"}
    licence = carrier.post("/licences", json=body | {"valid_to": "2035-12-31"}).json

    proved(carrier, reviewer, licence["id"])

    reviewer.post(f"/licences/{licence['id']}/verify", json={})

    assert told(session, "licence_waiting", reviewer.identity.user_id)
    assert len(told(session, "licence_verified", carrier.identity.user_id)) == 1
