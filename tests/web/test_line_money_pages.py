"""Invoices and payments on pages: from the schedule to a confirmed transfer, sheets, accounts."""

from __future__ import annotations

import pytest

from tests.factories.paying import e_invoice_number, served
from tests.factories.people import People
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy, assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def line(app, database):
    return served(People(app, database), days_ago=300)


@pytest.fixture
def invoice(line):
    made = line.invoice(*line.free())
    assert made.status_code == 201, made.json
    return made.json


def page_of(invoice):
    return f"/line-money/invoices/{invoice['id']}"


def test_the_pages_are_tidy_for_everybody_who_reads_them(line, invoice, people):
    line.remit(invoice, 1000)
    account = line.carrier.get("/payee-accounts").json[0]["id"]
    paths = (
        "/line-money",
        "/line-money/accounts",
        f"/line-money/accounts/{account}",
        f"/line-money/contracts/{line.id}",
        page_of(invoice),
    )

    for reader in (line.member, line.carrier, people.observer()):
        assert_tidy_in_both_languages(reader, *paths)
    forms = (f"/line-money/contracts/{line.id}/new-invoice", f"{page_of(invoice)}/replace")
    assert_tidy_in_both_languages(line.carrier, *forms, "/line-money/import")
    assert_tidy_in_both_languages(line.member, "/line-money/import")


def test_a_carrier_records_and_a_company_pays_by_forms(line):
    carrier, member = Visitor(line.carrier, "en"), Visitor(line.member, "en")
    item = next(one for one in line.items(ready=1))
    carrier.get(f"/line-money/contracts/{line.id}/new-invoice?item_ids={item['id']}")
    shown = carrier.send("/invoices", number=e_invoice_number(line.today))
    assert shown.status == 200 and "The invoice is on record" in shown.text, shown.text[:3000]

    member.get(shown.path)
    paid = member.send("/remit", reference="HD-1")
    carrier.get(shown.path)
    had = carrier.send("/receive")

    assert "Paid, to be confirmed" in paid.text and "The carrier confirms the payment" in paid.text
    assert "Received in full" in had.text and "Nothing more to do" in had.text


def test_what_is_wrong_is_said_beside_its_field_with_the_amount_that_is_right(line):
    visitor = Visitor(line.carrier, "en")
    visitor.get(f"/line-money/contracts/{line.id}/new-invoice")

    page = visitor.send("/invoices", number="123", gross_minor="1")

    assert page.status == 422
    assert 'id="e-number"' in page.text and "20 digits" in page.text
    page = visitor.send("/invoices", number=e_invoice_number(line.today), gross_minor="1")
    assert 'id="e-gross_minor"' in page.text and "Gross must be net and VAT together" in page.text


def test_what_is_wrong_with_a_dispute_is_said_in_its_own_form(line, invoice):
    visitor = Visitor(line.member, "en")
    visitor.get(page_of(invoice))

    refused = visitor.send("/dispute", reason="Never ordered. " * 400)

    assert refused.status == 422 and 'id="e-reason"' in refused.text
    assert refused.form("/dispute").values["reason"].startswith("Never ordered.")


def test_a_dispute_is_filed_answered_and_ended_by_forms(line, invoice):
    carrier, member = Visitor(line.carrier, "en"), Visitor(line.member, "en")
    member.get(page_of(invoice))
    filed = member.send("/dispute", reason="We never ordered this month.")
    carrier.get(page_of(invoice))
    answered = carrier.send("/answer", reason="It is in the schedule.")
    member.get(page_of(invoice))
    ended = member.send("/settle", reason="Seen, we pay.")

    assert "The carrier answers the dispute" in filed.text
    assert "The company ends its dispute, or insists" in answered.text
    assert "The company pays" in ended.text and "It is in the schedule." in ended.text


def test_an_invoice_is_taken_back_or_replaced_by_forms(line, invoice):
    carrier = Visitor(line.carrier, "en")
    carrier.get(f"{page_of(invoice)}/replace")
    new = carrier.send(
        "/replace", number=e_invoice_number(line.today), reason="The buyer's name was wrong."
    )
    assert new.path != page_of(invoice) and new.status == 200
    assert "This invoice is taken back" in carrier.get(page_of(invoice)).text
    carrier.get(new.path)

    void = carrier.send("/void", reason="Twice")

    assert "This invoice is taken back" in void.text


def test_the_filter_is_kept_in_the_address(line, invoice):
    visitor = Visitor(line.member, "en")
    month = invoice["issued_on"][:7]

    mine = visitor.get(f"/line-money?state=invoiced&contract_id={line.id}&month={month}")
    none = visitor.get("/line-money?month=2001-01")

    assert invoice["number"] in mine.text and f"month={month}" in mine.text
    assert invoice["number"] not in none.text
    assert_tidy(visitor.get("/line-money?state=overdue&contract_id=nonsense&month=x"), "en")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_and_sheets_are_given(line, invoice, form):
    for reader, names in (
        (line.member, ("invoices", "schedule", "to-pay")),
        (line.carrier, ("invoices", "schedule", "to-invoice")),
    ):
        for name in names:
            answer = Visitor(reader, "en").client.get(f"/line-money/{name}.{form}")
            assert answer.status_code == 200 and len(answer.data) > 100, name


def test_many_invoices_come_from_a_sheet_and_faults_name_row_and_column(line):
    visitor = Visitor(line.carrier, "en")
    sheet = line.filled(line.carrier.get("/invoice-sheet.csv?lang=en").data)
    visitor.get("/line-money/import")

    bad = visitor.send("/import-invoices", file=sheet.replace(b",9,", b",nine,"))
    good = visitor.send("/import-invoices", file=sheet)

    assert bad.status == 422 and "Row 2, column vat_percent" in bad.text
    assert "New on record: " in good.text and good.path == "/line-money"


def test_an_account_is_stated_and_replaced_by_forms_and_the_change_is_seen(people):
    line = served(people, account=False)
    carrier, member = Visitor(line.carrier, "en"), Visitor(line.member, "en")
    carrier.get("/line-money/accounts")
    stated = carrier.send("/accounts", bank="Bank of Examples", account_number="6222 0000 1111")
    invoice = line.invoice().json
    carrier.get(stated.path)

    replaced = carrier.send("/replace", account_number="6222000022223333")

    assert "622200001111" in stated.text
    assert "It stands in the place of another account." in replaced.text
    seen = member.get(page_of(invoice)).text
    assert "6222000022223333" in seen and "622200001111" in seen
    told = member.get("/notifications").text
    assert "Account changed" in told and "********1111" in told


def test_home_says_what_waits(line, invoice):
    place = f"/line-money/contracts/{line.id}"

    assert place in Visitor(line.member, "en").get("/home").text
    assert place in Visitor(line.carrier, "en").get("/home").text


def test_the_organiser_reads_nothing_of_it(line, invoice):
    organiser = Visitor(line.park, "en")

    assert invoice["number"] not in organiser.get("/line-money").text
    assert organiser.get(page_of(invoice)).status == 404
    assert organiser.get(f"/line-money/contracts/{line.id}").status == 404
