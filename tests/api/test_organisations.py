"""Reviewers decide on organisations; others see their own only."""

from __future__ import annotations

import pytest

from marketplace.models import Organisation


def test_a_reviewer_confirms_a_pending_organisation(people):
    pending, reviewer = people.carrier((), confirmed=False), people.reviewer()

    answer = reviewer.post(f"/organisations/{pending.id}/confirm")

    assert (answer.status_code, answer.json["state"]) == (200, "confirmed")
    assert answer.json["decided_at"] is not None
    assert pending.get(f"/organisations/{pending.id}").json["state"] == "confirmed"


def test_a_confirmation_is_made_once(people):
    pending, reviewer = people.park(confirmed=False), people.reviewer()
    reviewer.post(f"/organisations/{pending.id}/confirm")

    answer = reviewer.post(f"/organisations/{pending.id}/confirm")

    assert (answer.status_code, answer.json["code"]) == (409, "illegal_move")


def test_a_refusal_needs_a_reason(people):
    pending, reviewer = people.park(confirmed=False), people.reviewer()

    bare = reviewer.post(f"/organisations/{pending.id}/refuse")
    told = reviewer.post(f"/organisations/{pending.id}/refuse", {"reason": "证照不清"})

    assert bare.json["errors"][0]["pointer"] == "/reason"
    assert (told.json["state"], told.json["decision_reason"]) == ("refused", "证照不清")


def test_a_refused_organisation_may_be_confirmed_later(people):
    pending, reviewer = people.park(confirmed=False), people.reviewer()
    reviewer.post(f"/organisations/{pending.id}/refuse", {"reason": "x"})

    assert reviewer.post(f"/organisations/{pending.id}/confirm").json["state"] == "confirmed"


def test_organisations_are_found_by_state_kind_and_part_of_the_name(people, database):
    pending = people.carrier((), confirmed=False)
    with database.unit_of_work() as session:
        session.get_one(Organisation, pending.id).name_en = "Fifty% Off_ Cables"
    reviewer = people.reviewer()

    for query in ("q=fifty%25+off", "q=%25%20off_", "state=pending&kind=carrier&q=cables"):
        listed = reviewer.get(f"/organisations?{query}").json
        assert [o["id"] for o in listed] == [str(pending.id)], query
    assert reviewer.get("/organisations?kind=park&q=cables").json == []


@pytest.mark.parametrize("who", ["park", "carrier"])
def test_the_list_is_for_overseers(people, who):
    assert getattr(people, who)().get("/organisations").status_code == 403


def test_other_organisations_do_not_exist(people):
    park, other = people.park(), people.park()

    assert park.get(f"/organisations/{other.id}").status_code == 404
    assert park.post(f"/organisations/{other.id}/confirm").status_code == 404
    assert park.post(f"/organisations/{park.id}/confirm").status_code == 403
