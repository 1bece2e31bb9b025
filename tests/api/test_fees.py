"""Service fees by API without Stripe: arisen, invoiced, transferred, credited, e-invoiced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from tests.factories.fees import FeeMarket, fee_market

ANOTHER = "25310000000000000001"


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url, contracts=10) as made:
        yield made


@pytest.fixture(scope="module")
def numbers():
    return iter(range(10))


@pytest.fixture
def fee(market, numbers):
    """The member's fee of a contract that nobody else of the tests uses, invoiced."""
    return market.invoiced(next(numbers))


def receivable(market, actor):
    accounts = actor.get("/own-accounts").json
    found = [one for one in accounts if one["account"]["purpose"] == "fee_receivable"]
    return found[0]["closing_minor"] if found else 0


def payer_of(market, fee):
    return next(one for one in market.members if str(one.id) == fee["organisation"]["id"])


def stranger_to(market, fee):
    return next(one for one in market.members if str(one.id) != fee["organisation"]["id"])


def code(answer):
    problem = answer.json
    return answer.status_code, (problem.get("errors") or [problem])[0]["code"]


def test_each_side_owes_its_half_of_the_fee_agreed(market, numbers):
    both = market.sign(next(numbers))

    value = both["member"]["parts"][0]["value_minor"]
    assert value == 24_100_000
    assert [one["state"] for one in both.values()] == ["due", "due"]
    assert both["member"]["net_minor"] + both["carrier"]["net_minor"] == value // 100
    assert both["member"]["vat_minor"] == both["member"]["net_minor"] * 6 // 100


def test_the_sweep_invoices_it_with_a_due_day_and_books_the_claim(market, fee):
    assert (fee["state"], fee["way"]) == ("open", "transfer")
    assert fee["due_on"] and fee["open_minor"] == fee["total_minor"] == 127_730
    assert [one["number"] for one in payer_of(market, fee).get("/fees").json] == [fee["number"]]


def test_a_transfer_settles_the_fee_and_its_account(market, fee):
    payer = payer_of(market, fee)
    before = receivable(market, payer)

    answer = market.transfer(fee["id"])

    assert (answer.json["state"], answer.json["open_minor"]) == ("transferred", 0)
    assert receivable(market, payer) == before - fee["total_minor"] == 0
    assert code(market.transfer(fee["id"])) == (409, "illegal_move")


def test_a_part_credited_and_then_the_rest_take_back_exactly_what_was_invoiced(market, fee):
    first = market.credit(fee["id"], net_minor=10_000).json
    second = market.credit(fee["id"]).json

    assert (first["vat_minor"], first["state"]) == (600, "issued")
    assert first["net_minor"] + second["net_minor"] == fee["net_minor"]
    assert first["vat_minor"] + second["vat_minor"] == fee["vat_minor"]
    assert market.fee(fee["id"])["state"] == "credited"
    assert code(market.credit(fee["id"])) == (409, "fee_not_invoiced")


def test_no_more_is_credited_than_was_invoiced(market, fee):
    assert code(market.credit(fee["id"], net_minor=fee["net_minor"] + 1)) == (
        422,
        "fee_credit_too_much",
    )
    assert code(market.credit(fee["id"], net_minor=150)) == (422, "fee_credit_whole_yuan")


def test_what_was_paid_is_sent_back_by_transfer(market, fee):
    market.transfer(fee["id"])
    note = market.credit(fee["id"], net_minor=50_000).json
    path = f"/fees/{fee['id']}/credits/{note['id']}/return"
    body = {"returned_on": market.today, "return_reference": "BOS-9"}

    assert market.fee(fee["id"])["open_minor"] == -53_000
    sent = market.operator.post(path, json=body)

    assert sent.json["returned_minor"] == 53_000
    assert market.fee(fee["id"])["open_minor"] == 0
    assert code(market.operator.post(path, json=body)) == (409, "fee_nothing_to_return")


def test_an_e_invoice_has_twenty_digits_and_bars_the_void(market, fee):
    body = {"number": "123", "issued_on": market.today}
    assert code(market.act(fee["id"], "e-invoice", **body)) == (422, "e_invoice_number")

    kept = market.act(fee["id"], "e-invoice", number=ANOTHER, issued_on=market.today)

    assert kept.json["e_invoice_number"] == ANOTHER
    assert code(market.act(fee["id"], "void", reason="x")) == (409, "fee_e_invoiced")
    text = market.operator.get("/fees.csv?e_invoice_missing=true").text.lstrip("\ufeff")
    assert fee["number"] not in [row["账单号"] for row in csv.DictReader(io.StringIO(text))]


def test_a_void_fee_owes_nothing_and_is_booked_back(market, fee):
    voided = market.act(fee["id"], "void", reason="签署有误")

    assert (voided.json["state"], voided.json["open_minor"]) == ("void", 0)
    payer = payer_of(market, fee)
    assert receivable(market, payer) == 0


def test_a_payer_sees_its_own_fees_and_may_not_act(market, fee):
    payer = payer_of(market, fee)
    stranger = stranger_to(market, fee)

    assert payer.get(f"/fees/{fee['id']}").status_code == 200
    assert stranger.get(f"/fees/{fee['id']}").status_code == 404
    body = {"reason": "no"}
    assert payer.post(f"/fees/{fee['id']}/void", json=body).status_code == 403


def test_own_postings_name_their_cause(market, fee):
    payer = payer_of(market, fee)
    account = payer.get("/own-accounts").json[0]["account"]["id"]

    (posting,) = payer.get(f"/own-accounts/{account}/postings").json

    assert posting["cause"] == {"number": fee["number"], "path": f"/fees/{fee['id']}"}
    assert posting["posting"]["balance_minor"] == fee["total_minor"]
    stranger = stranger_to(market, fee)
    assert stranger.get(f"/own-accounts/{account}/postings").status_code == 404
