"""The pages of the ledger: sums that balance, the way down to an entry, sheets, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import credit, debit
from marketplace.domain.working_days import local_day
from marketplace.models import LedgerAccount
from tests.factories.ledger import Books, a_cause, books
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        made.deposit(500_050)
        made.deposit(20_000, made.people.enterprise(made.park).id)
        made.give_back(50)
        made.invoice(1_000_000, 60_000)
        yen = {"currency": "JPY"}
        made.post(a_cause(), debit(A.BANK, 1_500, **yen), credit(A.FEE_REVENUE, 1_500, **yen))
        yield made


@pytest.fixture(scope="module")
def observer(ledger):
    return ledger.people.observer()


def account_of(ledger, purpose, of=None):
    with ledger.database.unit_of_work() as session:
        query = sa.select(LedgerAccount.id).where(
            LedgerAccount.purpose == purpose,
            LedgerAccount.organisation_id.is_not_distinct_from(of),
            LedgerAccount.currency == "CNY",
        )
        return session.scalars(query).one()


def test_the_pages_are_tidy_in_both_languages(ledger, observer):
    account = account_of(ledger, A.STRIPE_CLEARING)
    paths = (
        "/ledger",
        "/ledger/accounts",
        "/ledger/accounts?purpose=deposit_held",
        f"/ledger/accounts/{account}",
        "/ledger/entries/4",
    )

    assert_tidy_in_both_languages(observer, *paths)
    assert_tidy_in_both_languages(ledger.people.operator(), "/ledger")


def test_an_empty_period_is_tidy_too(ledger, observer):
    early = "?since=2020-01-01&until=2020-01-31"
    account = account_of(ledger, A.STRIPE_CLEARING)

    assert_tidy_in_both_languages(observer, "/ledger" + early, f"/ledger/accounts/{account}{early}")


def test_debits_and_credits_are_equal_in_each_currency(observer):
    text = Visitor(observer, "en").get("/ledger").text

    assert text.count(">balances<") == 2 and "does not balance" not in text
    assert "JPY 1,500" in text and "¥10,600" in text


def test_the_way_goes_from_the_balance_down_to_the_entry(ledger, observer):
    visitor = Visitor(observer, "en")
    held = account_of(ledger, A.DEPOSIT_HELD, ledger.payer.id)

    listed = visitor.get("/ledger/accounts?purpose=deposit_held")
    account = visitor.get(f"/ledger/accounts/{held}")
    entry = visitor.get("/ledger/entries/3")

    assert f"/ledger/accounts/{held}" in listed.text and ledger.payer.name in listed.text
    assert "/ledger/entries/3" in account.text and "¥5,000" in account.text
    assert "Deposit · Returned" in entry.text and "¥0.50" in entry.text


def test_what_was_booked_before_the_period_is_the_opening_balance(ledger, observer):
    with ledger.database.unit_of_work() as session:
        tomorrow = local_day(now_of(session)) + timedelta(days=1)

    text = Visitor(observer, "en").get(f"/ledger?since={tomorrow}&until={tomorrow}").text

    assert "No entry was booked in this period." in text and "¥5,200" in text


def test_a_day_that_is_none_counts_as_not_given(observer):
    assert "balances" in Visitor(observer, "en").get("/ledger?since=never&until=1").text


def test_a_period_that_ends_before_it_begins_is_refused(observer):
    page = Visitor(observer, "en").get("/ledger?since=2026-02-01&until=2026-01-01")

    assert page.status == 422


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_sheets_are_given(ledger, observer, form):
    account = account_of(ledger, A.STRIPE_CLEARING)
    client = Visitor(observer, "en").client

    for path in (f"/ledger/trial-balance.{form}", f"/ledger/accounts/{account}/postings.{form}"):
        answer = client.get(path)
        assert answer.status_code == 200 and len(answer.data) > 200
        assert f'.{form}"' in answer.headers["Content-Disposition"]


def test_the_ledger_is_found_at_the_top_by_its_readers_alone(ledger, observer):
    assert 'href="/ledger"' in Visitor(observer, "en").get("/").text
    assert 'href="/ledger"' not in Visitor(ledger.people.reviewer(), "en").get("/").text


def test_the_operator_books_a_correction_by_form_and_the_observer_has_none(ledger, observer):
    path = f"/ledger/accounts/{account_of(ledger, A.STRIPE_CLEARING)}"
    operator = ledger.people.operator()
    assert_tidy_in_both_languages(operator, path)
    assert "/corrections" not in Visitor(observer, "en").get(path).text
    desk = Visitor(operator, "en")
    desk.get(path)
    given = {"side": "debit", "amount_minor": "7.50", "against": "payment_cost"}

    refused = desk.send(path + "/corrections", **given, reason="", stripe_id="")
    kept = desk.send(path + "/corrections", **given, reason="found", stripe_id="")

    assert (refused.status, kept.status) == (422, 200)
    assert "Correction" in kept.text and "¥7.50" in kept.text
