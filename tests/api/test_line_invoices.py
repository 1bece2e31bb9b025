"""Invoices of lines: from what is due to the last transfer confirmed, and every way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories.contracting import drawn, in_force
from tests.factories.delivered import install, installation, today
from tests.factories.enrolling import codes
from tests.factories.findings import decide, findings
from tests.factories.leaving import obstacles
from tests.factories.paying import e_invoice_number, served
from tests.factories.people import People, fresh_uscc


@pytest.fixture(scope="module")
def line(app, database):
    return served(People(app, database), lines=3, days_ago=500)


@pytest.fixture
def invoice(line):
    made = line.invoice(*line.free())
    assert made.status_code == 201, made.json
    return made.json


def act(line, invoice, what, by=None, **body):
    by = by or line.carrier
    return by.post(f"/line-invoices/{invoice['id']}/{what}", json=body)


def answer(line, remittance, what, by=None, **body):
    by = by or line.carrier
    return by.post(f"/remittances/{remittance.json['id']}/{what}", json=body)


def test_a_line_that_goes_live_brings_its_schedule_into_being_once(people):
    contract = next(drawn(people, 1))
    in_force(contract.member, contract.carrier, contract.id)
    install(contract.carrier, contract.id)
    row = installation(contract.carrier, contract.id)
    asked = f"/due-items?contract_id={contract.id}"
    assert contract.member.get(asked).json == []
    day = today(contract.carrier).isoformat()

    path = f"{contract.path}/lines/{row['id']}/report-live"
    assert contract.carrier.post(path, json={"live_on": day}).status_code == 200

    items = contract.member.get(asked).json
    plan = contract.lines()[0]
    assert sum(one["net_minor"] for one in items) == plan["price_minor"]
    assert sum(one["vat_minor"] for one in items) == plan["vat_minor"]
    assert [one["number"] for one in items] == list(range(plan["months"] + 1))
    assert {one["from_on"] for one in items[:2]} == {day}
    assert items[-1]["to_on"] == plan["ends_on"]


def test_an_invoice_is_recorded_told_and_read_by_the_two_parties_alone(line, invoice, people):
    assert (invoice["state"], invoice["next"]) == ("invoiced", "member_pays")
    assert invoice["payee_account"]["number"].isdigit()

    told = [n["event"] for n in line.member.get("/notifications").json]
    assert "invoice_recorded" in told
    assert line.now(invoice, people.observer())["payee_account"]["number"].startswith("***")
    path = f"/line-invoices/{invoice['id']}"
    assert line.park.get(path).status_code == 404
    assert line.contract.rival.get(path).status_code == 404
    assert line.park.get("/line-invoices").json == []


def test_several_items_may_be_under_one_invoice(line):
    two = line.free(2)

    made = line.invoice(*two)

    assert made.status_code == 201
    assert {one["id"] for one in made.json["items"]} == set(two)
    assert not made.json["differs"]


def test_every_fault_of_an_invoice_is_told_at_once(line, invoice):
    tomorrow = (line.today + timedelta(days=1)).isoformat()
    again = [*line.free(), invoice["items"][0]["id"]]

    refused = line.invoice(
        *line.free(),
        number=invoice["number"],
        item_ids=again,
        issued_on=tomorrow,
        payee_account_id=invoice["id"],
    )

    assert codes(refused) == [
        ("/item_ids/1", "item_invoiced"),
        ("/net_minor", "invoice_below_schedule"),
        ("/number", "invoice_number_used"),
        ("/issued_on", "day_to_come"),
        ("/payee_account_id", "payee_account_unknown"),
    ]


def test_more_than_the_schedule_is_refused_and_less_needs_a_reason(line):
    body = line.invoice_body(*line.free())
    net, vat = body["net_minor"], body["vat_minor"]

    more = line.invoice(*line.free(), net_minor=net + 1, gross_minor=net + vat + 1)
    less = {"net_minor": net // 2, "vat_minor": vat // 2, "gross_minor": net // 2 + vat // 2}
    unexplained = line.invoice(*line.free(), **less)
    explained = line.invoice(*line.free(), **less, difference_reason="15 days of outage")

    assert codes(more) == [("/net_minor", "invoice_above_schedule")]
    assert "PAY-05" in more.json["errors"][0]["message"]
    assert codes(unexplained) == [("/net_minor", "invoice_below_schedule")]
    assert explained.status_code == 201 and explained.json["differs"]


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"seller_uscc": fresh_uscc()}, {"PAY-07", "SELL-10c"}),
        ({"buyer_uscc": fresh_uscc()}, {"PAY-07"}),
        ({"number": "19311000000000000001"}, {"PAY-07"}),
        ({"currency": "USD"}, {"PAY-02b"}),
    ],
)
def test_the_rules_stop_an_invoice_that_is_not_the_parties_own(line, changes, rules):
    refused = line.invoice(*line.free(), **changes)

    assert (refused.status_code, refused.json["code"]) == (409, "stopped_by_rules")
    assert {one["finding"]["rule"] for one in refused.json["errors"]} == rules
    (pointer,) = {one["pointer"] for one in refused.json["errors"]}
    assert pointer == "/" + next(iter(changes))


def test_a_held_invoice_goes_on_once_a_reviewer_allows_it(line, people):
    body = line.invoice_body(*line.free()) | {"buyer_uscc": fresh_uscc()}
    path = f"{line.path}/invoices"
    assert line.carrier.post(path, json=body).status_code == 409
    held = findings(line.carrier, rule="PAY-07", standing="held")
    newest = max(held, key=lambda one: one["asked_at"])
    assert decide(people.reviewer(), newest).status_code == 201

    assert line.carrier.post(path, json=body).status_code == 201


def test_another_vat_rate_and_another_tax_day_are_warned_of_and_kept(line):
    body = line.invoice_body(*line.free())
    vat = body["net_minor"] * 6 // 100
    odd = {"vat_bps": 600, "vat_minor": vat, "gross_minor": body["net_minor"] + vat}

    made = line.invoice(*line.free(), **odd, tax_due_on="2001-01-01")

    assert made.status_code == 201
    warned = {
        one["rule"]
        for one in findings(line.carrier, gate="invoice")
        if one["subject_id"] == made.json["id"] and one["standing"] == "warned"
    }
    assert warned == {"PAY-04", "PAY-06"}


def test_partial_payments_are_summed_and_the_last_one_closes_it(line, invoice):
    gross = invoice["gross_minor"]

    first = line.remit(invoice, gross - 1)
    assert line.now(invoice)["state"] == "invoiced"
    last = line.remit(invoice, 1)
    assert line.now(invoice)["state"] == "paid"
    answer(line, first, "receive")
    assert line.now(invoice)["next"] == "carrier_confirms"
    answer(line, last, "receive")

    closed = line.now(invoice)
    assert (closed["state"], closed["received_minor"], closed["open_minor"]) == (
        "received",
        gross,
        0,
    )
    assert [move["event"] for move in closed["moves"]][-2:] == ["receive", "receive"]


def test_no_more_is_paid_than_invoiced_and_no_transfer_counts_twice(line, invoice):
    over = line.remit(invoice, invoice["gross_minor"] + 1)
    line.remit(invoice, 100, reference="HD-9")
    again = line.remit(invoice, 100, reference="HD-9")
    late = line.remit(invoice, 100, paid_on=(line.today + timedelta(days=1)).isoformat())

    assert codes(over) == [("/amount_minor", "remittance_above_invoice")]
    assert codes(again) == [("/reference", "remittance_known")]
    assert codes(late) == [("/paid_on", "day_to_come")]


def test_a_transfer_that_did_not_arrive_opens_the_invoice_again(line, invoice):
    paid = line.remit(invoice)

    denied = answer(line, paid, "deny", reason="Nothing on the statement of the day.")

    assert denied.json["state"] == "denied"
    assert (line.now(invoice)["state"], line.now(invoice)["remitted_minor"]) == ("invoiced", 0)
    assert line.now(invoice)["moves"][-1]["event"] == "reopen"
    assert answer(line, paid, "receive").json["code"] == "illegal_move"


def test_a_company_takes_back_a_transfer_recorded_by_mistake(line, invoice):
    paid = line.remit(invoice, reference="HD-7")

    taken = answer(line, paid, "withdraw", by=line.member, reason="Typed twice")

    assert taken.json["state"] == "withdrawn"
    assert line.remit(line.now(invoice), reference="HD-7").status_code == 201


def test_a_dispute_is_answered_by_the_other_and_ended_by_who_began_it(line, invoice):
    why = {"reason": "The line was down."}
    assert act(line, invoice, "dispute", by=line.member, **why).json["state"] == "disputed"
    assert act(line, invoice, "answer", by=line.member, **why).status_code == 403
    assert act(line, invoice, "settle", **why).status_code == 403

    act(line, invoice, "answer", reason="For two hours, within the SLA.")
    assert line.now(invoice)["next"] == "member_settles"
    settled = act(line, invoice, "settle", by=line.member, reason="Agreed")

    assert settled.json["state"] == "invoiced"
    moves = [(m["event"], m["reason"]) for m in settled.json["moves"] if m["reason"]]
    assert ("answer", "For two hours, within the SLA.") in moves


def test_what_was_paid_during_a_dispute_counts_when_it_ends(line, invoice):
    act(line, invoice, "dispute", by=line.member, reason="Wrong month?")
    paid = line.remit(invoice)
    answer(line, paid, "receive")
    assert line.now(invoice)["state"] == "disputed"

    settled = act(line, invoice, "settle", by=line.member, reason="It was right")

    assert settled.json["state"] == "received"


def test_a_void_invoice_frees_its_items_and_its_number_stays_used(line, invoice):
    item = invoice["items"][0]["id"]
    void = act(line, invoice, "void", reason="Wrong buyer", red_number=e_invoice_number(line.today))
    assert void.json["state"] == "void" and void.json["red_number"]

    used = line.invoice(item, number=invoice["number"])
    new = line.invoice(item)

    assert codes(used) == [("/number", "invoice_number_used")]
    assert new.status_code == 201
    assert line.remit(invoice, 100).json["code"] == "invoice_not_open"


def test_an_invoice_with_payments_is_replaced_and_they_are_carried_over(line, invoice):
    paid = line.remit(invoice)
    answer(line, paid, "receive")
    assert act(line, invoice, "void", reason="Wrong name").json["code"] == "invoice_has_payments"
    body = line.invoice_body(invoice["items"][0]["id"])

    new = act(line, invoice, "replace", **body, reason="Wrong name")

    assert (new.status_code, new.json["state"]) == (201, "received")
    assert new.json["remittances"][0]["id"] == paid.json["id"]
    old = line.now(invoice)
    assert (old["state"], old["replaced_by_id"]) == ("void", new.json["id"])


def test_no_less_is_invoiced_anew_than_was_paid(line, invoice):
    line.remit(invoice)
    body = line.invoice_body(invoice["items"][0]["id"])
    half = {"net_minor": body["net_minor"] // 2, "vat_minor": body["vat_minor"] // 2}
    half["gross_minor"] = sum(half.values())

    refused = act(line, invoice, "replace", **body | half, reason="x", difference_reason="y")

    assert codes(refused) == [("/gross_minor", "invoice_below_paid")]
    assert line.now(invoice)["state"] == "paid"


def test_a_request_sent_twice_is_one_invoice(line):
    body, key = line.invoice_body(*line.free()), {"Idempotency-Key": "same-invoice-0001"}

    first, second = (
        line.carrier.post(f"{line.path}/invoices", json=body, headers=key) for _ in range(2)
    )

    assert first.json == second.json and second.headers["Idempotency-Replayed"] == "true"


def test_the_list_is_filtered_and_summed(line, invoice, people):
    month = invoice["issued_on"]
    asked = f"?contract_id={line.id}&state=invoiced&month={month}"

    listed = line.member.get("/line-invoices" + asked + "&limit=200").json
    sums = line.member.get("/line-invoice-totals" + asked).json

    assert invoice["id"] in {one["id"] for one in listed}
    assert {one["state"] for one in listed} == {"invoiced"}
    assert sums["invoiced"] == {
        "count": len(listed),
        "minor": sum(one["gross_minor"] for one in listed),
    }
    assert line.member.get(f"/line-invoices?counterparty_id={line.park.id}").json == []
    assert line.member.get("/line-invoices?month=2001-01-01").json == []


def test_the_contract_shows_the_way_from_schedule_to_payment(line, invoice):
    found = line.member.get(f"{line.path}/payments").json

    assert found["totals"]["invoiced"]["count"] == sum(
        one["state"] != "void" for one in found["invoices"]
    )
    (item,) = [one for one in found["items"] if one["id"] == invoice["items"][0]["id"]]
    assert (item["invoice_number"], item["next"]) == (invoice["number"], "member_pays")
    assert found["payee_accounts"][0]["masked_number"].startswith("***")


def test_nobody_leaves_while_an_invoice_is_open(line, invoice):
    for party in (line.member, line.carrier):
        assert "leave_invoice" in obstacles(party)


def test_a_small_carrier_is_to_be_paid_in_time_by_law_too(people):
    line = served(people)
    small = sa.text(
        "UPDATE quotes SET terms = jsonb_set(terms, '{statement,small_firm}', 'true') "
        "WHERE carrier_id = :carrier"
    )
    with people.database.unit_of_work() as session:
        session.execute(small, {"carrier": line.carrier.id})

    dues = line.invoice().json["dues"]

    assert [due["rule"] for due in dues] == ["contract", "large_payer"]
