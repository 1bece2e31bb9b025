"""The pages of payments: on or off, what differs, what failed, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.domain.reconciling import CheckOutcome
from marketplace.models import EventOutcome, PaymentCheck, StripeEvent
from marketplace.payment_settings import PaymentSettings
from tests.factories.paid_market import in_trial, paid_market
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(config, database_url):
    with paid_market(config, database_url) as (market, recorder):
        recorder.fails = True
        market.trial.paid(5_000)
        market.compare()
        recorder.fails = False
        yield market


@pytest.fixture(scope="module")
def operator(market):
    return market.people.operator()


@pytest.fixture
def settings(market):
    """Puts other settings into the app for one test."""
    runtime = market.app.extensions["marketplace"]

    def put(settings, payments=None):
        config = replace(runtime.config, payments=settings)
        market.app.extensions["marketplace"] = replace(runtime, config=config, payments=payments)

    yield put
    market.app.extensions["marketplace"] = runtime


def test_the_pages_are_tidy_in_both_languages(market, operator):
    check = market.compare()
    market.deliver()

    paths = ("/payments", f"/payments/checks/{check.id}", "/payments/events")
    assert_tidy_in_both_languages(operator, *paths)


def test_a_trial_is_said_on_every_page(operator):
    visitor = Visitor(operator, "en")

    for path in ("/payments", "/ledger"):
        assert "Trial payments: no money moves." in visitor.get(path).text


def test_differences_are_said_with_both_amounts(market, operator):
    with market.database.single_statements() as session:
        query = sa.select(PaymentCheck.id).where(PaymentCheck.outcome == CheckOutcome.DIFFERS)
        first = session.scalars(query).first()

    page = Visitor(operator, "en").get(f"/payments/checks/{first}")

    assert "At Stripe, not booked" in page.text
    assert "¥50" in page.text


def test_a_comparison_is_asked_for_by_hand_and_made_by_the_worker(market, operator):
    visitor = Visitor(operator, "en")
    visitor.get("/payments")

    page = visitor.send("/payments/checks", since="2026-01-01")
    assert "under way" in page.text
    market.work()

    assert "No difference" in visitor.get(page.path).text


def test_a_day_to_come_is_refused(operator):
    visitor = Visitor(operator, "en")
    visitor.get("/payments")

    assert visitor.send("/payments/checks", since="2199-01-01").status == 422


def test_a_failed_event_is_shown_and_processed_again(market, operator):
    market.trial.paid()
    market.deliver()
    with market.database.unit_of_work() as session:
        for event in session.query(StripeEvent).filter(StripeEvent.outcome.is_(None)):
            event.outcome, event.fault = EventOutcome.FAILED, "no_answer"
            event.processed_at = event.received_at
    visitor = Visitor(operator, "en")
    assert "could not be processed" in visitor.get("/payments").text
    visitor.get("/payments/events?open=1")

    visitor.send("/process")
    market.work()

    assert "could not be processed" not in visitor.get("/payments").text


def test_off_and_wrong_keys_are_said_plainly(operator, settings):
    visitor = Visitor(operator, "en")

    settings(PaymentSettings())
    assert "Payments are off" in visitor.get("/payments").text

    settings(PaymentSettings("pk_test_publishable"))
    page = visitor.get("/payments")
    assert "begins like none that servers use" in page.text
    assert "pk_test_publishable" not in page.text


def test_a_key_that_stripe_refuses_is_said(market, operator):
    trial = market.trial
    own, trial.twin.key = trial.twin.key, "sk_test_another"
    in_trial(market.app, trial)
    market.compare()
    trial.twin.key = own

    assert "Stripe refuses the key" in Visitor(operator, "en").get("/payments").text
