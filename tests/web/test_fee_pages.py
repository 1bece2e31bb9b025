"""The pages of service fees: the public table, a payer's fees, the desk, own accounts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.fees import FeeMarket, fee_market
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url, contracts=3) as made:
        made.paid = made.invoiced(0)
        made.transfer(made.paid["id"])
        made.note = made.credit(made.paid["id"], net_minor=10_000).json
        made.open, made.to_void = made.invoiced(1), made.invoiced(2)
        yield made


@pytest.fixture(scope="module")
def desk(market):
    return Visitor(market.operator)


def test_the_pages_are_tidy_in_both_languages(market):
    member = market.members[0]
    account = member.get("/own-accounts").json[0]["account"]["id"]
    fees = [f"/fees/{one['id']}" for one in (market.paid, market.open)]
    assert_tidy_in_both_languages(market.operator, "/fee-table", "/fee-table/new", "/fees", *fees)
    assert_tidy_in_both_languages(
        member,
        "/fees",
        f"/fees/{market.paid['id']}",
        f"/contracts/{market.contracts[0]}",
        f"/group-buys/{market.market.id}",
        "/own-accounts",
        f"/own-accounts/{account}",
    )
    rfq = market.carrier.get("/rfqs").json[0]["id"]
    assert_tidy_in_both_languages(market.carrier, f"/rfqs/{rfq}", "/fees")


def test_a_stranger_reads_the_table(market):
    page = market.app.test_client().get("/fee-table", headers={"Accept-Language": "en"}).text

    assert "at least ¥500.01" in page and "the carrier 50%" in page


def test_a_member_reads_the_fee_before_it_joins_and_in_its_contract(market):
    visitor = Visitor(market.members[0], "en")

    for path in (f"/group-buys/{market.market.id}", f"/contracts/{market.contracts[0]}"):
        assert "of the value of the contract" in visitor.get(path).text


def test_the_payer_reads_how_it_was_computed_and_how_it_is_paid(market):
    page = Visitor(market.members[1], "en").get(f"/fees/{market.open['id']}").text

    assert "0000 1111 2222" in page and market.open["number"] in page
    assert "Make a credit note" not in page


def test_the_operator_records_by_forms(market, desk):
    path = f"/fees/{market.open['id']}"
    desk.get(path)

    refused = desk.send(path + "/e-invoice", number="12", issued_on=market.today)
    kept = desk.send(path + "/e-invoice", number="9" * 20, issued_on=market.today)

    assert (refused.status, kept.status) == (422, 200)
    again = refused.form(path + "/e-invoice").values
    assert (again["number"], again["issued_on"]) == ("12", market.today)
    assert 'id="e-number"' in refused.text
    assert market.fee(market.open["id"])["e_invoice_number"] == "9" * 20


def test_a_reason_that_is_refused_stands_in_its_own_form_only(market, desk):
    path = f"/fees/{market.to_void['id']}"
    desk.get(path)

    refused = desk.send(path + "/void", reason="Twice. " * 200)

    forms = {act: refused.form(f"{path}/{act}") for act in ("void", "write-off", "credits")}
    assert refused.status == 422
    assert {act: bool(form.values["reason"]) for act, form in forms.items()} == {
        "void": True, "write-off": False, "credits": False,
    }  # fmt: skip
    fields = refused.text.split(f'action="{path}/void"')[1].split("</form>")[0]
    assert 'id="f-reason"' in fields and refused.text.count('id="f-reason"') == 1


def test_a_refused_void_that_is_offered_no_more_leaves_the_credit_note_empty(market, desk):
    path = f"/fees/{market.to_void['id']}"
    desk.get(path)
    number = {"number": "8" * 20, "issued_on": market.today}
    assert market.act(market.to_void["id"], "e-invoice", **number).status_code == 200

    refused = desk.send(path + "/void", reason="Signed by mistake.")

    assert refused.status == 409
    assert refused.form(path + "/credits").values["reason"] == ""


def test_a_refused_credit_note_keeps_its_ground(market, desk):
    path = f"/fees/{market.to_void['id']}"
    desk.get(path)

    refused = desk.send(path + "/credits", net_minor="1.5", why="mistake", reason="Wrong line.")

    assert refused.status == 422
    assert refused.form(path + "/credits").values["why"] == "mistake"


def test_the_desk_filters_in_its_address(market, desk):
    page = desk.get("/fees?state=transferred").text

    assert market.paid["number"] in page and market.open["number"] not in page


def test_the_next_table_is_published_by_form_after_its_notice(market, desk):
    form = {
        "rows-0-basis": "share",
        "rows-0-share_bps": "0.5",
        "rows-0-cap_minor": "20000",
        "due_days": "20",
        "reason_zh": "下调",
        "reason_en": "lowered",
    }
    desk.get("/fee-table/new")

    soon = desk.send_fields("/fee-table/new", form | {"effective_on": market.today})
    kept = desk.send_fields("/fee-table/new", form | {"effective_on": "2199-01-01"})

    assert (soon.status, kept.status) == (422, 200)
    table = market.operator.get("/fee-tables").json[0]
    assert (table["rows"][0]["share_bps"], table["rows"][0]["cap_minor"]) == (50, 2_000_000)


def test_an_invoice_to_be_paid_stands_on_the_payers_home_until_its_due_day_ends(market):
    homes = [Visitor(member, "en").get("/home").text for member in market.members[:2]]

    assert market.paid["number"] not in homes[0]
    assert f"Pay the service fee {market.open['number']}" in homes[1]
    assert f'href="/fees/{market.open["id"]}"' in homes[1]
    due_on = market.fee(market.open["id"])["due_on"]
    assert f'datetime="{due_on}T16:00:00+00:00"' in homes[1]


def test_the_desk_sorts_by_what_is_still_open_as_each_fee_says_it(market):
    up = market.operator.get("/fees?sort=open").json
    down = market.operator.get("/fees?sort=-open").json

    amounts = [fee["open_minor"] for fee in up]
    assert len(set(amounts)) > 1 and amounts == sorted(amounts)
    assert [fee["open_minor"] for fee in down] == amounts[::-1]
