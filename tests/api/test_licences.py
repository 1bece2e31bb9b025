"""Licences count once a reviewer has verified them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import local_day
from marketplace.models import Organisation
from tests.factories.archives import LOOK_UP, proved
from tests.factories.delivered import upload
from tests.factories.people import fresh_uscc

LICENCE = {
    "number": "A1.A2-20090001",
    "scopes": ["A14-4", "A11-4"],
    "valid_from": "2020-01-01",
    "valid_to": "2035-12-31",
}


def test_a_licence_begins_pending_and_is_verified_by_a_reviewer(people):
    carrier, reviewer = people.carrier(()), people.reviewer()
    made = carrier.post("/licences", LICENCE)
    proved(carrier, reviewer, made.json["id"])

    verified = reviewer.post(f"/licences/{made.json['id']}/verify")

    assert (made.status_code, made.json["state"]) == (201, "pending")
    assert made.json["scopes"] == ["A11-4", "A14-4"]
    assert verified.json["state"] == "verified"


@pytest.mark.parametrize(
    ("number", "code"),
    [("A2.B1-20090001", "licence_number_without_a1"), ("12345", "licence_number_shape")],
)
def test_an_odd_number_is_told_not_refused(people, number, code):
    made = people.carrier(()).post("/licences", LICENCE | {"number": number})

    assert made.status_code == 201
    assert [w["code"] for w in made.json["warnings"]] == [code]


def test_one_licence_per_number_and_carrier(people):
    carrier = people.carrier(())
    carrier.post("/licences", LICENCE)

    assert carrier.post("/licences", LICENCE).json["code"] == "licence_known"
    assert people.carrier(()).post("/licences", LICENCE).status_code == 201


def test_an_expired_licence_is_refused(people, clock):
    clock.freeze(clock.now())
    yesterday = (clock.now() - timedelta(days=2)).date().isoformat()

    answer = people.carrier(()).post("/licences", LICENCE | {"valid_to": yesterday})

    assert [e["code"] for e in answer.json["errors"]] == ["licence_expired"]


def test_a_licence_that_expired_meanwhile_is_not_verified(people, clock):
    carrier, reviewer = people.carrier(()), people.reviewer()
    made = carrier.post("/licences", LICENCE | {"valid_to": local_day(clock.now()).isoformat()})
    clock.advance(days=3)

    answer = reviewer.post(f"/licences/{made.json['id']}/verify")

    assert (answer.status_code, answer.json["code"]) == (409, "licence_expired")


def test_days_are_in_order(people):
    answer = people.carrier(()).post("/licences", LICENCE | {"valid_from": "2036-01-01"})

    assert {"/valid_to"} == {e["pointer"] for e in answer.json["errors"]}


def test_a_verified_licence_may_be_refused_later_with_a_reason(people):
    carrier, reviewer = people.carrier(), people.reviewer()
    licence = carrier.get("/licences").json[0]

    assert reviewer.post(f"/licences/{licence['id']}/refuse").status_code == 422
    answer = reviewer.post(f"/licences/{licence['id']}/refuse", {"reason": "吊销"})
    assert answer.json["state"] == "refused"


def test_a_carrier_sees_its_own_and_overseers_all(people):
    one, other = people.carrier(), people.carrier()

    assert {x["carrier_id"] for x in one.get("/licences").json} == {str(one.id)}
    assert people.observer().get(f"/licences?carrier_id={other.id}").json != []
    licence = other.get("/licences").json[0]["id"]
    assert one.get(f"/licences/{licence}").status_code == 404


def test_only_confirmed_carriers_submit(people):
    assert people.park().post("/licences", LICENCE).status_code == 403
    pending = people.carrier((), confirmed=False)
    assert pending.post("/licences", LICENCE).status_code == 403


def held(answer):
    return answer.json["code"], answer.json["details"]["missing"]


def test_a_licence_outside_the_listed_groups_is_held_until_it_is_proved(people):
    carrier, reviewer = people.carrier(()), people.reviewer()
    path = f"/licences/{carrier.post('/licences', LICENCE).json['id']}"

    bare = reviewer.post(f"{path}/verify")
    reviewer.post(f"{path}/look-up", LOOK_UP)
    without_scan = reviewer.post(f"{path}/verify")

    assert held(bare) == ("licence_held", ["evidence_id", "looked_up_on"])
    assert held(without_scan) == ("licence_held", ["evidence_id"])


def test_a_licence_of_a_listed_group_is_not_held(app, people, database):
    carrier, reviewer = people.carrier(()), people.reviewer()
    named = sa.update(Organisation).where(Organisation.id == carrier.id)
    with database.unit_of_work() as session:
        session.execute(named.values(name_zh="中国电信股份有限公司上海分公司"))
    made = carrier.post("/licences", LICENCE)

    assert reviewer.post(f"/licences/{made.json['id']}/verify").json["state"] == "verified"


def test_a_look_up_keeps_who_when_and_what(people):
    carrier, reviewer = people.carrier(), people.reviewer()
    path = f"/licences/{carrier.get('/licences').json[0]['id']}"
    shown = upload(reviewer)

    reviewer.post(f"{path}/look-up", LOOK_UP | {"lookup_evidence_id": shown})

    kept = carrier.get(path).json
    assert (kept["looked_up_on"], kept["forged_or_lent"]) == ("2026-01-05", False)
    assert carrier.get(f"{path}/files/lookup").status_code == 200
    assert people.carrier().get(f"{path}/files/lookup").status_code == 404


def test_a_look_up_of_tomorrow_is_refused(people, clock):
    carrier, reviewer = people.carrier(), people.reviewer()
    licence = carrier.get("/licences").json[0]["id"]
    tomorrow = (local_day(clock.now()) + timedelta(days=1)).isoformat()

    answer = reviewer.post(f"/licences/{licence}/look-up", LOOK_UP | {"looked_up_on": tomorrow})

    assert [e["code"] for e in answer.json["errors"]] == ["day_to_come"]


def test_a_licence_found_forged_is_refused_at_once(people):
    carrier, reviewer = people.carrier(), people.reviewer()
    path = f"/licences/{carrier.get('/licences').json[0]['id']}"

    answer = reviewer.post(f"{path}/look-up", LOOK_UP | {"forged_or_lent": True})

    assert (answer.json["state"], answer.json["forged_or_lent"]) == ("refused", True)
    assert carrier.get(path).json["decision_reason"] == LOOK_UP["lookup_note"]


def test_a_branch_needs_the_letter_of_its_legal_person(people):
    carrier, reviewer = people.carrier(()), people.reviewer()
    holder = {"holder_uscc": fresh_uscc(), "holder_name": "示例通信集团"}
    made = carrier.post("/licences", LICENCE | holder).json
    proved(carrier, reviewer, made["id"])

    answer = reviewer.post(f"/licences/{made['id']}/verify")

    assert held(answer) == ("licence_held", ["authorisation_id"])


def test_one_legal_person_quotes_through_one_carrier(people):
    reviewer, holder = people.reviewer(), {"holder_uscc": fresh_uscc()}
    answers = []
    for branch in (people.carrier(()), people.carrier(())):
        letter = {"authorisation_id": upload(branch)}
        made = branch.post("/licences", LICENCE | holder | letter).json
        proved(branch, reviewer, made["id"])
        answers.append(reviewer.post(f"/licences/{made['id']}/verify"))

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json["code"] == "legal_person_quotes"


def test_a_licence_names_no_file_of_another(people):
    carrier, other = people.carrier(()), people.carrier(())

    answer = carrier.post("/licences", LICENCE | {"evidence_id": upload(other)})

    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [
        ("/evidence_id", "file_unknown")
    ]


def test_nothing_is_added_to_a_refused_licence(people):
    carrier, reviewer = people.carrier(), people.reviewer()
    path = f"/licences/{carrier.get('/licences').json[0]['id']}"
    reviewer.post(f"{path}/refuse", {"reason": "吊销"})
    etag = carrier.get(path).headers["ETag"]

    answer = carrier.patch(path, {"gateway_city": "上海"}, etag=etag)

    assert answer.json["code"] == "licence_refused"


def test_a_licence_that_sells_no_cross_border_line_is_taken_too(people):
    domestic = {"scopes": ["B13"], "number": "沪B1-20150001"}

    made = people.carrier(()).post("/licences", LICENCE | domestic)

    assert (made.status_code, made.json["licence_class"]) == (201, "B1")
