"""Settings of payments: what is taken, what is refused, and that no secret ever shows itself."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace

import pytest

from marketplace.app import payments_of
from marketplace.config import Config
from marketplace.domain.payments import PaymentsFailed
from marketplace.logs import JsonLines
from marketplace.payment_settings import TRIAL_KEY, Mode, PaymentSettings
from marketplace.run import trial_payments
from tests.factories.paid_market import in_trial
from tests.factories.people import People
from tests.factories.stripe_trial import a_page, a_trial, new_key
from tests.factories.visitors import Visitor

SECRET, WHSEC = "sk_test_f1nDm3NowhereAtAll", "whsec_f1nDm3NeitherAtAll"
KEY, HOOK = "MARKETPLACE_STRIPE_KEY", "MARKETPLACE_STRIPE_WEBHOOK_SECRET"
URL = "MARKETPLACE_STRIPE_URL"


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        ("sk_test_1", Mode.TEST),
        ("rk_live_1", Mode.LIVE),
        ("pk_test_1", Mode.UNKNOWN),
        ("nonsense", Mode.UNKNOWN),
    ],
)
def test_the_key_says_by_its_beginning_what_it_opens(key, mode):
    assert PaymentSettings.from_environ({KEY: key}).mode is mode


@pytest.mark.parametrize("environ", [{}, {KEY: " "}, {KEY: SECRET, "MARKETPLACE_PAYMENTS": "off"}])
def test_without_a_key_payments_are_off(environ):
    settings = PaymentSettings.from_environ(environ)

    assert settings.mode is Mode.OFF
    assert payments_of(settings) is None


@pytest.mark.parametrize(
    "environ",
    [
        {URL: "http://stripe.example.com", "MARKETPLACE_DEMO": "1"},
        {URL: "http://127.0.0.1:8420"},
        {URL: "http://127.0.0.1:8420", "MARKETPLACE_DEMO": "0"},
        {URL: "http://127.0.0.1:8420", "MARKETPLACE_DEMO": "1", KEY: "sk_live_f1nDm3"},
        {"MARKETPLACE_STRIPE_METHODS": "card,cash"},
    ],
)
def test_what_would_lead_elsewhere_is_refused_without_quoting_the_key(environ):
    with pytest.raises(ValueError, match="MARKETPLACE_STRIPE") as refused:
        PaymentSettings.from_environ({KEY: SECRET, **environ})

    assert "f1nDm3" not in str(refused.value)


def test_two_webhook_secrets_may_stand_while_they_are_exchanged():
    assert PaymentSettings.from_environ({KEY: SECRET, HOOK: "a, b"}).webhook_secrets == ("a", "b")


@pytest.mark.parametrize(
    "environ", [{"MARKETPLACE_DEMO": "0"}, {"MARKETPLACE_PAYMENTS": "off"}, {KEY: SECRET}]
)
def test_the_trial_is_for_a_demo_without_keys_alone(environ):
    assert trial_payments(environ) == {}


def test_a_demo_without_keys_gets_a_trial_on_loopback():
    settings = PaymentSettings.from_environ(trial_payments({KEY: ""}))

    assert (settings.mode, settings.key) == (Mode.TRIAL, TRIAL_KEY)


def test_no_secret_is_shown_by_settings_config_or_runtime(app, config):
    payments = PaymentSettings(SECRET, (WHSEC,))
    ours = replace(config, payments=payments, database_url="postgresql://u:f1nDm3@h/d")
    shown = "".join(
        (
            repr(payments),
            repr(ours),
            repr(Config.from_environ({KEY: SECRET, HOOK: WHSEC, "MARKETPLACE_VAR": str(ours.var)})),
            repr(replace(app.extensions["marketplace"], config=ours)),
            repr(payments_of(payments)),
        )
    )

    for secret in ("f1nDm3", config.secret_key, config.sealing_key, config.personal_key):
        assert secret not in shown


def test_no_secret_is_in_logs_errors_or_pages(app, database, caplog):
    """Everything at once: calls that go well and wrong, at the lowest level of the log."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("stripe").setLevel(logging.DEBUG)
    runtime = app.extensions["marketplace"]
    trial = a_trial(key=SECRET, webhook_secret=WHSEC)
    said = []
    try:
        in_trial(app, trial)
        visitor = Visitor(People(app, database).operator(), "en")
        trial.paid()
        for own in (SECRET, "sk_test_another"):
            trial.twin.key = own
            try:
                trial.payments.open_page(a_page("cus_nobody"), key=new_key())
            except PaymentsFailed as error:
                said += [str(error), repr(error), *traceback.format_exception(error)]
        said += [visitor.get(path).text for path in ("/payments", "/payments/events", "/ledger")]
        body = app.test_client().post("/webhooks/stripe", data=b"{}").get_data(as_text=True)
        lines = [JsonLines().format(record) for record in caplog.records]
    finally:
        app.extensions["marketplace"] = runtime
        logging.getLogger("stripe").setLevel(logging.WARNING)

    everything = "\n".join([*said, *lines, body])
    assert len(lines) > 5 and len(said) > 3
    assert SECRET not in everything
    assert WHSEC not in everything
