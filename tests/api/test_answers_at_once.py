"""Several awarded lines answered in one request: all or none, each fault with its line."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.locked import Awarded


@pytest.fixture
def awarded(people, clock):
    """The first member has two lines; its limits are below the second carrier's price."""
    limited = {"own_limit_minor": 25_000_000}
    return Awarded(people, clock, [limited, limited], [{}])


@pytest.fixture
def ids(awarded):
    return [row["id"] for row in lines(awarded)]


def lines(market):
    return market.members[0].get(f"/awards/{market.award_['id']}/lines").json


def answer(market, *answers, member=0, **sent):
    path = f"/awards/{market.award_['id']}/answers"
    return market.members[member].post(path, json={"answers": list(answers)}, **sent)


def said(line, answer, **more):
    return {"award_line_id": line, "answer": answer, **more}


def faults(refused):
    assert refused.status_code == 422, refused.json
    return [(f["pointer"], f["code"], f.get("award_line_id")) for f in refused.json["errors"]]


def test_each_line_gets_its_answer_and_comes_back_in_the_order_asked(awarded, ids):
    other = str(awarded.carriers[1].id)

    given = answer(
        awarded,
        said(ids[1], "choose", carrier_id=other, consent=True),
        said(ids[0], "decline", reason="Renewed."),
    )

    assert given.status_code == 200, given.json
    told = [(row["id"], row["acceptance"]) for row in given.json]
    assert told == [(ids[1], "chosen"), (ids[0], "declined")]
    assert given.json[0]["taken"]["carrier"]["id"] == other


def test_every_fault_names_its_line_and_nothing_is_kept(awarded, ids):
    other, won = (str(carrier.id) for carrier in reversed(awarded.carriers[:2]))

    refused = answer(
        awarded,
        said(ids[0], "choose", carrier_id=other),
        said(ids[1], "choose", carrier_id=won),
    )

    assert sorted(faults(refused)) == [
        ("/answers/0/consent", "consent_required", ids[0]),
        ("/answers/1", "own_award", ids[1]),
    ]
    assert [row["acceptance"] for row in lines(awarded)] == ["pending", "pending"]


def test_another_company_s_line_and_a_line_said_twice_are_named(awarded, ids):
    foreign = awarded.line_of(awarded.members[1])["id"]

    refused = answer(
        awarded, said(foreign, "accept"), said(ids[0], "accept"), said(ids[0], "decline")
    )

    assert faults(refused) == [
        ("/answers/0", "not_known", foreign),
        ("/answers/2", "duplicate", ids[0]),
    ]


def test_the_same_request_again_changes_nothing(awarded, ids):
    key = {"Idempotency-Key": str(uuid4())}

    first = answer(awarded, said(ids[0], "accept"), headers=key)
    again = answer(awarded, said(ids[0], "accept"), headers=key)
    anew = answer(awarded, said(ids[0], "accept"))

    assert again.headers["Idempotency-Replayed"] == "true" and again.json == first.json
    assert anew.json[0]["decided_at"] == first.json[0]["decided_at"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"answer": "choose"}, "/answers/0/carrier_id"),
        ({"answer": "accept", "carrier_id": str(uuid4())}, "/answers/0/carrier_id"),
        ({"answer": "accept", "reason": "x"}, "/answers/0/reason"),
        ({"answer": "perhaps"}, "/answers/0/answer"),
    ],
)
def test_an_answer_takes_what_belongs_to_it(awarded, ids, wrong, pointer):
    refused = answer(awarded, {"award_line_id": ids[0]} | wrong)

    assert [one[0] for one in faults(refused)] == [pointer]


def test_no_answer_at_all_is_refused(awarded):
    assert answer(awarded).status_code == 422


def test_who_has_no_line_is_told_that_there_is_no_such_award(awarded, people, ids):
    stranger = people.enterprise(awarded.park)
    path = f"/awards/{awarded.award_['id']}/answers"

    assert stranger.post(path, json={"answers": [said(ids[0], "accept")]}).status_code == 404
