"""The ledger by API: sums, accounts, postings with balances, entries, sheets; no foreign eyes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy import event

from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import credit, debit
from marketplace.services.ledger_totals import take_snapshot
from tests.factories.ledger import Books, a_cause, books

BALANCE = "/ledger/trial-balance"


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        made.deposit(500_050)
        made.give_back(50)
        made.invoice(1_000_000, 60_000)
        made.post(
            a_cause(),
            debit(A.BANK, 1_500, currency="JPY"),
            credit(A.FEE_REVENUE, 1_500, currency="JPY"),
        )
        yield made


@pytest.fixture(scope="module")
def operator(ledger):
    return ledger.people.operator()


def held(operator, **query):
    answer = operator.get("/ledger/accounts", query_string={"purpose": "deposit_held"} | query)
    return answer.json[0]


def test_the_trial_balance_adds_up(operator):
    balance = operator.get(BALANCE).json

    rows = {(row["purpose"], row["currency"]): row for row in balance["rows"]}
    clearing, owed = rows["stripe_clearing", "CNY"], rows["deposit_held", "CNY"]
    assert (clearing["debit_minor"], clearing["closing_debit_minor"]) == (500_050, 500_000)
    assert (owed["closing_minor"], owed["closing_credit_minor"]) == (500_000, 500_000)
    assert [one["currency"] for one in balance["sums"]] == ["CNY", "JPY"]
    for one in balance["sums"]:
        assert one["debit_minor"] == one["credit_minor"]
        assert one["closing_debit_minor"] == one["closing_credit_minor"]


def test_a_snapshot_changes_no_figure(ledger, operator):
    before = operator.get(BALANCE).json
    with ledger.database.unit_of_work() as session:
        take_snapshot(session, now=sa.func.market_now())

    assert operator.get(BALANCE).json == before


def test_an_account_of_an_organisation_names_it(ledger, operator):
    account = held(operator)["account"]

    assert account["organisation"]["id"] == str(ledger.payer.id)
    assert account["title_en"] == "Deposits held"
    of_payer = operator.get(f"/ledger/accounts?organisation_id={ledger.payer.id}").json
    assert {one["account"]["purpose"] for one in of_payer} == {"deposit_held", "fee_receivable"}


def test_postings_come_newest_first_with_the_balance_after_each(operator):
    account = held(operator)["account"]["id"]

    postings = operator.get(f"/ledger/accounts/{account}/postings").json

    assert [one["balance_minor"] for one in postings] == [500_000, 500_050]
    assert [one["debit_minor"] for one in postings] == [50, 0]


def test_a_page_in_the_middle_has_the_same_balances(operator):
    account = held(operator)["account"]["id"]

    (second,) = operator.get(f"/ledger/accounts/{account}/postings?offset=1&limit=1").json

    assert second["balance_minor"] == 500_050


def test_an_entry_names_its_cause_and_its_legs(operator):
    entry = operator.get("/ledger/entries/3").json

    assert (entry["cause_kind"], entry["purpose"]) == ("service_fee", "invoiced")
    assert sum(one["debit_minor"] - one["credit_minor"] for one in entry["postings"]) == 0
    assert operator.get("/ledger/entries/99").status_code == 404


def test_a_period_before_the_first_entry_is_empty(operator):
    empty = operator.get(BALANCE + "?since=2020-01-01&until=2020-01-31").json

    assert (empty["rows"], empty["sums"], empty["period"]["last"]) == ([], [], 0)
    assert held(operator, since="2020-01-01", until="2020-01-31")["closing_minor"] == 0


def test_a_period_that_ends_before_it_begins_is_refused(operator):
    answer = operator.get(BALANCE + "?since=2026-02-01&until=2026-01-01")

    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "period_backwards")


def test_the_csv_has_every_account_with_decimals_of_its_currency(ledger, operator):
    text = operator.get(BALANCE + ".csv", headers={"Accept-Language": "en"}).text

    rows = {
        (row["purpose"], row["currency"]): row
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    }
    assert rows["stripe_clearing", "CNY"]["debit"] == "5000.50"
    assert rows["bank", "JPY"]["closing_debit"] == "1500"
    assert rows["deposit_held", "CNY"]["organisation_zh"]


def test_the_workbook_has_numbers(operator):
    account = held(operator)["account"]["id"]
    path = f"/ledger/accounts/{account}/postings.xlsx"

    sheet = load_workbook(io.BytesIO(operator.get(path).data)).active

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "分录号" and len(rows) == 3
    assert rows[1][5:8] == (0, 5000.5, 5000.5)


@pytest.mark.parametrize("who", ["reviewer", "carrier", "payer"])
def test_others_do_not_read_the_ledger(ledger, who):
    actor = ledger.people.reviewer() if who == "reviewer" else getattr(ledger, who)

    assert {actor.get(path).status_code for path in (BALANCE, "/ledger/accounts")} == {403}
    assert actor.get("/ledger/entries/1").status_code == 403


def test_a_longer_list_takes_no_more_queries(ledger, operator):
    def queries():
        asked = []
        listen = ("before_cursor_execute", lambda *args: asked.append(args[2]))
        event.listen(ledger.database.engine, *listen)
        operator.get("/ledger/accounts")
        event.remove(ledger.database.engine, *listen)
        return len(asked)

    before = queries()
    for _ in range(5):
        ledger.deposit(100, ledger.people.enterprise(ledger.park).id)

    assert queries() == before
