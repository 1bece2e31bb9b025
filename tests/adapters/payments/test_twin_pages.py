"""The twin over HTTP: the pages on which people pay, and what outlives a restart."""

from __future__ import annotations

from io import BytesIO

import pytest
import requests
from pypdf import PdfReader

from marketplace.adapters.run_lock import hold_port, port_of
from marketplace.adapters.stripe_payments import StripePayments
from marketplace.adapters.stripe_twin.server import served
from marketplace.adapters.stripe_twin.twin import StripeTwin
from marketplace.adapters.stripe_twin.visitor import Visitor
from marketplace.domain.payments import InvoiceState, PageState
from marketplace.payment_settings import TRIAL_KEY
from tests.factories.stripe_trial import RETURN_URL, Trial, a_page, an_invoice, new_key


@pytest.fixture(scope="module")
def trial():
    with served() as made:
        payments = StripePayments(TRIAL_KEY, url=made.url)
        yield Trial(made.twin, None, payments, Visitor(made.twin))  # type: ignore[arg-type]


def open_page(trial, **options):
    return trial.payments.open_page(a_page(trial.customer(), **options), key=new_key())


def post(page, act, way="pm_card_visa"):
    form = {"act": act, "way": way, "lang": "en"}
    return requests.post(page.url, form, allow_redirects=False, timeout=10)


def test_a_page_says_in_both_languages_that_no_money_moves(trial):
    page = open_page(trial)

    for lang, words in (("zh", "不会动用任何资金"), ("en", "no money moves")):
        shown = requests.get(f"{page.url}?lang={lang}", timeout=10)
        shown.encoding = "utf-8"
        assert words in shown.text
        assert "CNY 100.00" in shown.text


def test_paying_leads_back_to_where_the_person_came_from(trial):
    page = open_page(trial)

    answer = post(page, "pay")

    assert (answer.status_code, answer.headers["Location"]) == (303, RETURN_URL)
    assert trial.payments.read_page(page.id).state is PageState.COMPLETE


def test_going_back_leaves_the_page_open(trial):
    page = open_page(trial)

    assert post(page, "back").headers["Location"] == RETURN_URL
    assert trial.payments.read_page(page.id).state is PageState.OPEN


def test_a_declined_card_is_said_on_the_page(trial):
    answer = post(open_page(trial), "pay", "pm_card_visa_chargeDeclined")

    assert "Nothing was charged" in answer.text


def test_the_bank_asks_and_is_answered(trial):
    page = open_page(trial, charge=False)
    way = "pm_card_authenticationRequired"

    assert "asks you to confirm" in post(page, "pay", way).text
    assert "Not confirmed" in post(page, "deny", way).text
    assert post(page, "confirm", way).status_code == 303
    assert trial.payments.read_page(page.id).method is not None


def test_an_invoice_is_paid_on_its_page_and_printed(trial):
    invoice = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())

    requests.post(invoice.page_url, {"act": "pay", "way": "pm_card_visa"}, timeout=10)

    assert trial.payments.read_invoice(invoice.id).state is InvoiceState.PAID
    pdf = PdfReader(BytesIO(requests.get(invoice.pdf_url, timeout=10).content))
    assert "CNY 1,060.00" in pdf.pages[0].extract_text()


def test_what_was_done_outlives_a_restart(tmp_path):
    path = tmp_path / "twin.json"
    first = StripeTwin(path=path)
    first.state.add("customer", "cus", {"name": "甲"})
    first.state.save()

    again = StripeTwin(path=path)

    assert [each["name"] for each in again.state.all("customer")] == ["甲"]


def test_it_answers_on_a_port_that_is_held_for_it():
    with hold_port(18_400) as held:
        for _ in range(2):
            with served(held=held.fileno()) as made:
                assert made.url == f"http://127.0.0.1:{port_of(held)}"
                assert requests.get(f"{made.url}/nothing", timeout=10).status_code == 404
