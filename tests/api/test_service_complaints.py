"""The complaints desk in the API: filing, answers, clocks, the way to the authority."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.factories import delivered
from tests.factories.delivered import installation, upload
from tests.factories.kept import kept
from tests.factories.locked import Awarded


@kept
def market(people, clock):
    market = Awarded(people, clock, [{}])
    (market.member,), market.carrier = market.members, market.carriers[0]
    contract = delivered.in_force(market)
    market.line = installation(market.carrier, contract["id"])
    return market


def file(market, **changes):
    body = {
        "group_buy_id": str(market.id),
        "contract_line_id": market.line["id"],
        "to_carrier": True,
        "category": "delivery",
        "subject": "The survey is late",
        "text": "Nobody came.",
    } | changes
    return market.member.post("/service-complaints", json=body)


def act(actor, complaint, name, **body):
    return actor.post(f"/service-complaints/{complaint['id']}/{name}", json=body)


def test_a_complaint_has_a_number_and_fifteen_days(market, clock):
    filed = file(market).json

    due = datetime.fromisoformat(filed["answer_due_at"])
    assert filed["number"].startswith("TS-") and filed["state"] == "filed"
    assert timedelta(days=15) <= due - clock.now() <= timedelta(days=16)
    assert filed["carrier"]["id"] == str(market.carrier.id)
    assert filed["words"][0]["text"] == "Nobody came."


def test_the_way_on_names_the_authority_and_its_sources(market):
    way = file(market).json["way_on"]

    assert way["authority_zh"] == "上海市通信管理局"
    assert "第三十九条" in way["sources_zh"][0] and "电信用户申诉处理办法" in way["sources_zh"][1]
    assert "条" not in way["sources_zh"][1].replace("条例", "")


def test_a_complaint_to_the_organiser_alone_stays_from_the_carrier(market):
    filed = file(market, to_carrier=False, contract_line_id=None, category="organiser").json

    path = f"/service-complaints/{filed['id']}"
    assert market.park.get(path).status_code == 200
    assert market.carrier.get(path).status_code == 404


def test_a_complaint_to_the_carrier_names_its_line(market):
    answer = file(market, contract_line_id=None)

    assert answer.json["errors"][0]["code"] == "complaint_needs_line"


def test_nobody_complains_of_anothers_line(market, people):
    outsider = people.enterprise(market.park)
    other = Awarded(people, None, [{}], park=market.park, companies=[outsider])
    theirs = installation(other.carriers[0], delivered.in_force(other)["id"])

    answer = file(market, contract_line_id=theirs["id"])

    assert answer.json["errors"][0]["code"] == "not_known"


def test_a_company_without_part_in_the_group_buy_finds_none(market, people):
    market.member = people.enterprise(market.park)

    assert file(market).status_code == 404


def test_others_do_not_read_a_complaint_overseers_do(market, people):
    path = f"/service-complaints/{file(market).json['id']}"
    blind = [people.enterprise(market.park), market.carriers[1], people.park(), people.operator()]

    assert {who.get(path).status_code for who in blind} == {404}
    assert {who.get(path).status_code for who in (people.observer(), people.reviewer())} == {200}


def test_carrier_and_organiser_both_may_answer(market):
    filed = file(market).json

    first = act(market.carrier, filed, "answer", text="Tomorrow.").json
    second = act(market.park, filed, "answer", text="We have asked them.").json

    assert first["state"] == "answered" and first["answered_at"]
    assert [word["number"] for word in second["words"]] == [1, 2, 3]


def test_reopening_begins_a_new_clock(market, clock):
    filed = file(market).json
    act(market.carrier, filed, "answer", text="Soon.")
    clock.advance(days=3)

    again = act(market.member, filed, "reopen", text="When?").json

    assert again["state"] == "filed"
    later = datetime.fromisoformat(again["answer_due_at"])
    assert later - datetime.fromisoformat(filed["answer_due_at"]) == timedelta(days=3)


def test_the_member_closes_and_nothing_follows(market):
    filed = file(market).json

    assert act(market.member, filed, "close", text="Thank you.").json["state"] == "closed"
    assert act(market.carrier, filed, "answer", text="x").json["code"] == "illegal_move"


def test_the_way_opens_when_the_clock_has_run_out(market, clock):
    filed = file(market).json
    due = datetime.fromisoformat(filed["answer_due_at"])
    clock.freeze(due - timedelta(seconds=1))
    assert act(market.member, filed, "escalate").json["code"] == "complaint_clock_runs"

    clock.freeze(due)

    escalated = act(market.member, filed, "escalate", text="Filed with the authority.").json
    assert escalated["state"] == "escalated" and escalated["escalated_at"]


def test_the_way_is_open_after_an_answer_in_vain(market):
    filed = file(market).json
    act(market.carrier, filed, "answer", text="No.")

    assert act(market.member, filed, "escalate").json["state"] == "escalated"


def test_evidence_of_a_statement_is_read_by_the_parties(market, people):
    filed = file(market, evidence_id=upload(market.member)).json

    path = f"/service-complaints/{filed['id']}/words/1/evidence"
    assert market.carrier.get(path).data == delivered.PDF
    assert people.enterprise(market.park).get(path).status_code == 404


def test_who_leads_a_group_buy_complains_to_the_carrier_and_does_not_answer(people, clock):
    lead = people.enterprise(people.park())
    led = Awarded(people, clock, [{}], park=lead, companies=[lead])
    led.member, led.carrier = lead, led.carriers[0]
    led.line = installation(led.carrier, delivered.in_force(led)["id"])

    to_itself = file(led, to_carrier=False)
    filed = file(led).json

    assert to_itself.json["errors"][0]["code"] == "complaint_to_oneself"
    assert act(lead, filed, "answer", text="All is well.").status_code == 403
    assert act(led.carrier, filed, "answer", text="Tomorrow.").status_code == 200
