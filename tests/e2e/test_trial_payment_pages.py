"""The trial's payment pages in a real browser: on a phone, by keyboard, without a fault."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from marketplace.adapters.stripe_payments import StripePayments
from marketplace.adapters.stripe_twin.server import served
from marketplace.adapters.stripe_twin.visitor import Visitor
from marketplace.domain.payments import InvoiceState, PageState
from marketplace.payment_settings import TRIAL_KEY
from tests.e2e.browser import PHONE
from tests.e2e.faults_seen import AXE, RULES
from tests.e2e.test_pages import browser, pytestmark
from tests.factories.stripe_trial import Trial, a_page, an_invoice, new_key

__all__ = ["browser", "pytestmark"]


@pytest.fixture(scope="module")
def trial():
    with served() as made:
        payments = StripePayments(TRIAL_KEY, methods=("card", "alipay"), url=made.url)
        yield Trial(made.twin, None, payments, Visitor(made.twin))


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def way_back():
    """Where the marketplace's page would be that the person comes back to."""
    server = make_server("127.0.0.1", 0, Response("back"), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/back"
    server.shutdown()
    thread.join()
    server.server_close()


def assert_fit_for_everybody(page):
    """Axe finds nothing, and nothing is wider than the phone."""
    found = AXE.run(page, options=RULES).response["violations"]
    assert [(one["id"], [n["html"] for n in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_person_pays_by_keyboard_in_both_languages(trial, page, way_back):
    wish = dataclasses.replace(a_page(trial.customer()), return_url=way_back)
    opened = trial.payments.open_page(wish, key=new_key())
    page.goto(opened.url)
    assert_fit_for_everybody(page)
    assert "不会动用任何资金" in page.inner_text("body")

    page.get_by_role("link", name="English").click()
    assert_fit_for_everybody(page)
    page.get_by_label("Card: declined", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pay", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert_fit_for_everybody(page)
    page.get_by_label("the bank asks").check()
    page.get_by_role("button", name="Pay", exact=True).click()
    assert_fit_for_everybody(page)
    page.get_by_role("button", name="Confirm at the bank").click()
    page.wait_for_url(way_back)

    assert trial.payments.read_page(opened.id).state is PageState.COMPLETE


def test_an_invoice_is_paid_on_its_page(trial, page):
    invoice = trial.payments.issue_invoice(an_invoice(trial.customer()), key=new_key())
    page.goto(invoice.page_url)
    assert_fit_for_everybody(page)

    page.get_by_role("button", name="支付").click()
    page.get_by_text("已支付").wait_for()

    assert_fit_for_everybody(page)
    assert trial.payments.read_invoice(invoice.id).state is InvoiceState.PAID
