"""Accounts to be paid to: the carrier's own alone, and no change goes unseen."""

from __future__ import annotations

import pytest

from tests.factories.enrolling import codes
from tests.factories.findings import findings
from tests.factories.paying import served
from tests.factories.people import People, fresh_uscc


@pytest.fixture(scope="module")
def line(app, database):
    return served(People(app, database), account=False)


@pytest.fixture
def account(line):
    made = line.account()
    assert made.status_code == 201, made.json
    return made.json


def replace(line, account, by=None, etag=None, **changes):
    by = by or line.carrier
    path = f"/payee-accounts/{account['id']}"
    etag = etag or by.get(path).headers.get("ETag", '"none"')
    return by.put(path, line.account_body() | changes, etag=etag)


def test_an_account_of_somebody_else_is_refused_by_the_rule(line):
    other = line.account(account_name="某某科技有限公司")
    code = line.account(uscc=fresh_uscc())

    for refused, field in ((other, "/account_name"), (code, "/uscc")):
        assert (refused.status_code, refused.json["code"]) == (409, "stopped_by_rules")
        assert {one["finding"]["rule"] for one in refused.json["errors"]} == {"PAY-01"}
        assert field in {one["pointer"] for one in refused.json["errors"]}
    stopped = findings(line.carrier, rule="PAY-01", gate="invoice")
    assert "rejected" in {one["standing"] for one in stopped}


def test_an_account_of_a_branch_is_the_carriers(line):
    name = line.account_body()["account_name"] + "临港分公司"

    assert line.account(account_name=name).status_code == 201


def test_lists_mask_the_number_and_a_customer_reads_it_whole(line, account, people):
    path = f"/payee-accounts/{account['id']}"

    listed = [one for one in line.member.get("/payee-accounts").json if one["id"] == account["id"]]

    assert listed[0]["masked_number"].startswith("*****") and "account_number" not in listed[0]
    assert line.member.get(path).json["number"].isdigit()
    assert people.observer().get(path).json["number"].startswith("*****")
    assert line.park.get(path).status_code == 404
    assert people.carrier().get(path).status_code == 404


def test_a_changed_account_is_told_with_old_and_new_to_who_has_an_open_invoice(line, account):
    invoice = line.invoice(0, payee_account_id=account["id"]).json
    unpaid = line.invoice(2, payee_account_id=account["id"]).json
    line.carrier.post(f"/line-invoices/{unpaid['id']}/void", json={"reason": "x"})

    new = replace(line, account).json

    seen = line.now(invoice)
    assert seen["payee_account"]["id"] == new["id"] and seen["account_changed"]
    assert seen["payee_account"]["before"]["id"] == account["id"]
    assert line.now(unpaid)["payee_account"]["id"] == account["id"]
    (told,) = [
        one
        for one in line.member.get("/notifications").json
        if one["event"] == "payee_account_changed"
    ]
    assert account["masked_number"] in str(told) and new["masked_number"] in str(told)


def test_a_change_names_the_version_it_was_made_from(line, account):
    path, body = f"/payee-accounts/{account['id']}", line.account_body()

    assert line.carrier.put(path, body).status_code == 428
    assert line.carrier.put(path, body, etag='"99"').status_code == 412
    assert replace(line, account).status_code == 200
    assert replace(line, account).json["code"] == "illegal_move"


def test_only_the_carrier_changes_its_account(line, account, people):
    assert replace(line, account, by=people.observer()).status_code == 403
    assert replace(line, account, by=people.carrier()).status_code == 404


def test_an_account_in_use_is_not_withdrawn(line, account):
    invoice = line.invoice(3, payee_account_id=account["id"]).json
    path = f"/payee-accounts/{account['id']}/withdraw"
    assert line.carrier.post(path).json["code"] == "payee_account_in_use"

    line.carrier.post(f"/line-invoices/{invoice['id']}/void", json={"reason": "x"})

    assert line.carrier.post(path).json["state"] == "withdrawn"


def test_the_same_account_is_stated_once(line, account):
    number = line.carrier.get(f"/payee-accounts/{account['id']}").json["number"]

    assert codes(line.account(account_number=number)) == [
        ("/account_number", "payee_account_known")
    ]
    assert codes(line.account(account_number="12 34")) == [("/account_number", "text_length")]


def test_without_an_account_nothing_is_invoiced(people):
    line = served(people, account=False)

    assert codes(line.invoice()) == [("/payee_account_id", "payee_account_missing")]
