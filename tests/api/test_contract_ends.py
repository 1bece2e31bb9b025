"""A contract in force ends before activation: one side proposes, the other agrees or refuses."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.models import Line
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_invariants import check_invariants
from marketplace.services.find_tasks import find_tasks
from marketplace.services.tell_late import find_late_milestones
from tests.factories.contracting import drawn, in_force
from tests.factories.delivered import install, installation, step, today
from tests.factories.people import People

WHY = {"reason": "The branch is not opened after all."}


@pytest.fixture(scope="module")
def several(app, database):
    """Contracts of two lines each; every test takes its own."""
    yield drawn(People(app, database), 12, lines=2)
    with database.unit_of_work() as session:
        names = {told.rule for told in CONTRACT_RULES}
        assert [one for one in check_invariants(session) if one.rule in names] == []


@pytest.fixture
def signed(several):
    one = next(several)
    in_force(one.member, one.carrier, one.id)
    return one


def propose(signed, who=None):
    return (who or signed.member).post(f"{signed.path}/ends", json=WHY)


def proposed(signed, who=None):
    answer = propose(signed, who)
    assert answer.status_code == 201, answer.json
    return f"/contract-ends/{answer.json['id']}"


def ends(signed, who=None):
    return (who or signed.member).get(f"{signed.path}/ends").json


def waits_for(who, signed):
    """Whether the answer stands among what the actor has to do."""
    with signed.people.database.single_statements() as session:
        tasks = find_tasks(session, identity=who.identity, now=now_of(session))
    return ("answer_end", UUID(signed.id)) in [(one.kind, one.thing_id) for one in tasks]


def report_live(signed, line):
    path = f"{signed.path}/lines/{line['id']}/report-live"
    return signed.carrier.post(path, json={"live_on": today(signed.carrier).isoformat()})


def test_what_both_agree_ends_the_contract_and_frees_its_lines(signed):
    one = proposed(signed)
    assert signed.told(signed.carrier, "contract_end_proposed")
    assert waits_for(signed.carrier, signed) and not waits_for(signed.member, signed)

    answer = signed.carrier.post(f"{one}/agree")

    assert (answer.status_code, answer.json["state"]) == (200, "agreed")
    now = signed.now()
    assert (now["state"], now["ended_reason"]) == ("cancelled", WHY["reason"])
    with signed.people.database.single_statements() as session:
        lines = [session.get_one(Line, UUID(line["line_id"])) for line in now["lines"]]
    assert {(str(line.state), line.released_reason) for line in lines} == {
        ("released", "contract_ended")
    }
    assert signed.told(signed.member, "contract_ended")
    assert signed.told(signed.carrier, "contract_ended")


def test_a_carrier_may_propose_and_the_company_agree(signed):
    one = proposed(signed, signed.carrier)

    assert signed.member.post(f"{one}/agree").json["side"] == "carrier"
    assert signed.now()["state"] == "cancelled"


def test_nothing_is_delivered_under_a_contract_that_has_ended(signed):
    line = installation(signed.carrier, signed.id)
    signed.carrier.post(f"{proposed(signed)}/agree")

    path = f"/milestones/{step(line, 'survey')['id']}/finish"
    late = signed.carrier.post(path, json={"done_on": today(signed.carrier).isoformat()})

    assert late.json["code"] == "contract_not_in_force"
    assert report_live(signed, line).json["code"] == "not_found"
    assert signed.carrier.get(f"/contract-lines?contract_id={signed.id}").json == []


def test_nobody_is_told_that_a_step_of_an_ended_contract_is_late(signed):
    line = installation(signed.carrier, signed.id)
    survey = UUID(step(line, "survey")["id"])
    year = timedelta(days=365)
    with signed.people.database.single_statements() as session:
        assert survey in find_late_milestones(session, now=now_of(session) + year)

    signed.carrier.post(f"{proposed(signed)}/agree")

    with signed.people.database.single_statements() as session:
        assert survey not in find_late_milestones(session, now=now_of(session) + year)


def test_what_is_refused_stays_in_force_and_on_record(signed):
    one = proposed(signed)

    signed.carrier.post(f"{one}/refuse", json={"answer": "The fibre is ordered."})

    (seen,) = ends(signed)
    assert (seen["state"], seen["answer"]) == ("refused", "The fibre is ordered.")
    assert signed.now()["state"] == "in_force"
    assert signed.told(signed.member, "contract_end_refused")
    assert propose(signed).status_code == 201


def test_nobody_answers_its_own_proposal_nor_takes_back_the_others(signed):
    one = proposed(signed)

    own = [signed.member.post(f"{one}/agree"), signed.carrier.post(f"{one}/withdraw")]

    assert [answer.status_code for answer in own] == [403, 403]
    assert signed.member.post(f"{one}/withdraw").json["state"] == "withdrawn"
    late = signed.carrier.post(f"{one}/agree")
    assert (late.status_code, late.json["code"]) == (409, "illegal_move")


def test_one_proposal_waits_at_a_time(signed):
    proposed(signed)

    assert propose(signed, signed.carrier).json["code"] == "end_proposed"


def test_once_a_line_is_live_it_is_not_ended_here(signed):
    one = proposed(signed)
    install(signed.carrier, signed.id)
    assert report_live(signed, installation(signed.carrier, signed.id)).status_code == 200

    late = signed.carrier.post(f"{one}/agree")

    assert late.json["code"] == "line_is_live"
    assert ends(signed)[0]["state"] == "overtaken"
    assert propose(signed).json["code"] == "line_is_live"


def test_a_contract_that_is_not_signed_by_both_is_refused_not_ended(several):
    one = next(several)

    assert propose(one).json["code"] == "contract_not_in_force"


def test_a_carrier_ends_nothing_as_broken_without_a_decided_claim(signed):
    answer = signed.carrier.post(f"{signed.path}/end-broken")

    assert (answer.status_code, answer.json["code"]) == (409, "not_broken")
    assert signed.member.post(f"{signed.path}/end-broken").status_code == 403


def test_a_contract_with_an_end_proposed_is_a_strangers_nowhere(signed):
    one = proposed(signed)
    stranger = signed.rival

    assert stranger.get(f"{signed.path}/ends").status_code == 404
    assert stranger.post(f"{one}/agree").status_code == 404
