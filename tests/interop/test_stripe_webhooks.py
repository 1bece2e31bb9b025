"""Webhooks of Stripe: what is taken, kept, looked at once more, and never believed."""

from __future__ import annotations

import json
import time
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from stripe import WebhookSignature

from marketplace.jobs.process_stripe_event import process_stripe_event
from marketplace.models import EventOutcome, StripeEvent
from marketplace.payment_settings import TRIAL_SECRET
from marketplace.services.forget_old import forget_old
from tests.factories.paid_market import paid_market
from tests.factories.stripe_trial import new_key


@pytest.fixture(scope="module")
def market_and_recorder(config, database_url):
    with paid_market(config, database_url) as made:
        yield made


@pytest.fixture
def market(market_and_recorder):
    market, recorder = market_and_recorder
    market.trial.twin.mail.waiting.clear()
    recorder.seen.clear()
    recorder.fails = False
    yield market
    market.trial.client.fail = lambda _method, _path: None


@pytest.fixture
def recorder(market_and_recorder):
    return market_and_recorder[1]


def events(market, *where):
    with market.database.single_statements() as session:
        return list(session.scalars(sa.select(StripeEvent).where(*where)))


def body_of(market):
    market.trial.customer()
    return market.trial.twin.mail.letter(market.trial.twin.mail.waiting[-1])


def test_an_event_is_kept_as_it_came_and_acknowledged(market):
    letter = body_of(market)

    assert market.post(letter.body, letter.signature) == 204
    (kept,) = events(market, StripeEvent.id == letter.event_id)
    assert bytes(kept.body) == letter.body


def test_the_same_event_twice_is_kept_once(market):
    letter = body_of(market)

    assert [market.post(letter.body, letter.signature) for _ in range(2)] == [204, 204]
    assert len(events(market, StripeEvent.id == letter.event_id)) == 1


def test_a_signature_made_by_the_sdk_is_taken(market):
    body = body_of(market).body.decode()

    assert (
        market.post(body.encode(), WebhookSignature.generate_signature_header(body, TRIAL_SECRET))
        == 204
    )


@pytest.mark.parametrize(
    "signature",
    ["", "t=1", "v1=00", "t=x,v1=00", "t=1,t=1,v1=00", "t=9999999999999,v1=é", "t=-1,v1=00"],
)
def test_what_stripe_did_not_sign_is_refused(market, signature):
    letter = body_of(market)

    assert market.post(letter.body, signature) == 400
    assert market.post(letter.body + b" ", letter.signature) == 400
    assert events(market, StripeEvent.id == letter.event_id) == []


@pytest.mark.parametrize("off", [-301, 301])
def test_a_signature_out_of_the_window_is_refused(market, off):
    letter = market.trial.twin.mail.letter(body_of(market).event_id, at=int(time.time()) + off)

    assert market.post(letter.body, letter.signature) == 400


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"null", b"nothing", b'{"object":"event"}', b"\xff"]
)
def test_what_is_signed_but_no_event_is_refused(market, body):
    assert market.post(body, market.trial.twin.mail.sign(body, int(time.time()))) == 400


def test_a_body_beyond_the_limit_is_refused(market):
    body = b" " * (600 * 1024)

    assert market.post(body, market.trial.twin.mail.sign(body, int(time.time()))) == 413


def test_without_keys_there_is_no_webhook(app):
    assert app.test_client().post("/webhooks/stripe", data=b"{}").status_code == 404


def test_order_and_doubles_do_not_matter(market):
    payment = market.trial.paid(7_000)
    market.trial.payments.refund(payment.id, amount_minor=3_000, key=new_key())
    mail = market.trial.twin.mail
    for place in range(len(mail.waiting)):
        mail.double(place)
    mail.shuffle(Random(7))

    assert set(market.deliver()) == {204}
    market.work()

    booked = market.booked()
    assert booked[payment.id] == 7_000
    assert [m for name, m in booked.items() if name.startswith("re_")] == [-3_000]


def test_what_the_event_says_is_not_believed(market):
    """It says that a payment succeeded; Stripe, asked, says otherwise."""
    payment = market.trial.paid()
    market.trial.twin.state.get(payment.id)["status"] = "processing"

    market.deliver()
    market.work()

    told = events(
        market,
        StripeEvent.type == "payment_intent.succeeded",
        StripeEvent.object_id == payment.id,
    )
    assert [event.outcome for event in told] == [EventOutcome.RECORDED]
    assert payment.id not in market.booked()


def test_an_event_of_a_kind_we_do_not_know_is_kept_and_marked(market):
    letter = body_of(market)
    document = json.loads(letter.body) | {"id": "evt_strange", "type": "strange.thing"}
    document["data"]["object"] = {"object": "strange", "id": "st_1"}
    body = json.dumps(document).encode()

    market.post(body, market.trial.twin.mail.sign(body, int(time.time())))
    market.work()

    assert [e.outcome for e in events(market, StripeEvent.id == "evt_strange")] == ["noted"]


def test_an_event_of_live_mode_is_not_mixed_with_a_test_key(market):
    market.trial.paid()
    letter = market.trial.twin.mail.letter(market.trial.twin.mail.waiting[-1])
    body = json.dumps(json.loads(letter.body) | {"id": "evt_live", "livemode": True}).encode()

    market.post(body, market.trial.twin.mail.sign(body, int(time.time())))
    market.work()

    assert [e.outcome for e in events(market, StripeEvent.id == "evt_live")] == ["other_mode"]


def test_what_fails_says_so_and_is_processed_again_by_hand(market, recorder):
    payment = market.trial.paid(1_234)
    market.deliver()
    recorder.fails = True
    (event, *_) = events(market, StripeEvent.object_id == payment.id)
    with pytest.raises(ZeroDivisionError):
        process_stripe_event(market.runtime, event_id=event.id)
    (failed,) = events(market, StripeEvent.id == event.id)
    assert (failed.outcome, failed.fault, failed.attempts) == ("failed", "ZeroDivisionError", 1)
    recorder.fails = False

    process_stripe_event(market.runtime, event_id=event.id)

    (done,) = events(market, StripeEvent.id == event.id)
    assert (done.outcome, done.fault, done.attempts) == ("recorded", None, 2)
    assert market.booked()[payment.id] == 1_234


def test_a_kept_event_is_never_changed_nor_deleted_before_its_time(market):
    letter = body_of(market)
    market.post(letter.body, letter.signature)

    for act in ("UPDATE stripe_events SET type = 'x'", "DELETE FROM stripe_events"):
        with pytest.raises(DBAPIError, match="stripe_events"), market.database.unit_of_work() as s:
            s.execute(sa.text(act))


def test_events_are_forgotten_after_ninety_days(market):
    with market.database.unit_of_work() as session:
        for days in (89, 91):
            session.execute(
                sa.text(
                    "INSERT INTO stripe_events (id, type, object_kind, object_id, livemode, "
                    "happened_at, received_at, body) VALUES (:id, 't', 'k', 'o', false, now(), "
                    "clock_timestamp() - make_interval(days => :days), '')"
                ),
                {"id": f"evt_{days}", "days": days},
            )
    with market.database.unit_of_work() as session:
        forget_old(session)

    assert len(events(market, StripeEvent.id == "evt_89")) == 1
    assert events(market, StripeEvent.id == "evt_91") == []
