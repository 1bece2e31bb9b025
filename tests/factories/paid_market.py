"""A marketplace on a twin of Stripe: with webhooks, and a recorder that books what it sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from flask import Flask

from marketplace.config import Config
from marketplace.db.session import Database, real_now_of
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import Account, Cause, CauseKind, EntryPurpose, Leg
from marketplace.domain.payments import (
    AboutKind,
    Payment,
    PaymentPage,
    PaymentState,
    Refund,
    RefundState,
    Seen,
)
from marketplace.jobs.check_payments import check_payments
from marketplace.jobs.worker import run_until_idle
from marketplace.models import PaymentCheck, StripeBooking
from marketplace.payment_settings import TRIAL_KEY, TRIAL_SECRET, PaymentSettings
from marketplace.runtime import Runtime
from marketplace.services.ask_payment_check import ask_payment_check
from marketplace.services.book_stripe import book_stripe
from marketplace.services.record_seen import RECORDERS
from tests.factories.people import People
from tests.factories.scratch import scratch
from tests.factories.stripe_trial import Trial, a_trial

TRIAL_SETTINGS = PaymentSettings(TRIAL_KEY, (TRIAL_SECRET,), url="http://127.0.0.1:9")


def in_trial(app: Flask, trial: Trial) -> Runtime:
    """Put the trial into the app as its payments; the runtime with them."""
    runtime: Runtime = app.extensions["marketplace"]
    config = replace(runtime.config, payments=TRIAL_SETTINGS)
    app.extensions["marketplace"] = replace(runtime, config=config, payments=trial.payments)
    changed: Runtime = app.extensions["marketplace"]
    return changed


@dataclass
class PaidMarket:
    """`holder` is whose deposits the recorder of this market books."""

    app: Flask
    runtime: Runtime
    trial: Trial
    people: People

    @property
    def database(self) -> Database:
        return self.runtime.database

    def deliver(self) -> list[int]:
        """Every webhook that waits, to our own address; the statuses."""
        mail, statuses = self.trial.twin.mail, []
        for event_id in list(mail.waiting):
            letter = mail.letter(event_id)
            statuses.append(self.post(letter.body, letter.signature))
        mail.waiting.clear()
        return statuses

    def post(self, body: bytes, signature: str) -> int:
        answer = self.app.test_client().post(
            "/webhooks/stripe", data=body, headers={"Stripe-Signature": signature}
        )
        return answer.status_code

    def work(self) -> None:
        run_until_idle(self.runtime)

    def compare(self, *, days: int = 35, reread: bool = False) -> PaymentCheck:
        """Stripe and the ledger, here and now."""
        with self.database.unit_of_work() as session:
            check = ask_payment_check(
                session,
                jobs=self.runtime.jobs,
                identity=None,
                now=real_now_of(session),
                since=real_now_of(session) - timedelta(days=days),
                reread=reread,
            )
        check_payments(self.runtime, check_id=str(check.id))
        with self.database.single_statements() as session:
            return session.get_one(PaymentCheck, check.id)

    def booked(self) -> dict[str, int]:
        query = sa.select(StripeBooking.stripe_id, StripeBooking.amount_minor)
        with self.database.single_statements() as session:
            return {name: minor for name, minor in session.execute(query)}  # noqa: C416


class Recorder:
    """Books a payment that succeeded and each refund of it, for one organisation."""

    def __init__(self, holder: People | None = None) -> None:
        self.holder_id = holder
        self.seen: list[str] = []
        self.fails = False

    def __call__(self, session: object, seen: Seen, *, now: datetime) -> None:
        self.seen.append(seen.id)
        if self.fails:
            raise ZeroDivisionError
        thing = seen.payment if isinstance(seen, PaymentPage) else seen
        if isinstance(thing, Payment) and thing.state is PaymentState.SUCCEEDED:
            self._book(session, thing, thing.amount_minor, EntryPurpose.CHARGED, now)
        if isinstance(thing, Refund) and thing.state is RefundState.SUCCEEDED:
            self._book(session, thing, -thing.amount_minor, EntryPurpose.RETURNED, now)

    def _book(self, session, thing, minor, purpose, now) -> None:  # type: ignore[no-untyped-def]
        legs = (
            Leg(Account(A.STRIPE_CLEARING), minor),
            Leg(Account(A.DEPOSIT_HELD, self.holder_id), -minor),
        )
        cause = Cause(CauseKind.DEPOSIT, uuid5(NAMESPACE_URL, thing.id), purpose)
        book_stripe(session, stripe_id=thing.id, about=thing.about, cause=cause, legs=legs, now=now)


@contextmanager
def paid_market(config: Config, database_url: str) -> Iterator[tuple[PaidMarket, Recorder]]:
    """In a database of its own, with this recorder in the place of the deposits' own."""
    with scratch(config, database_url) as app:
        trial = a_trial("card", "alipay")
        runtime = in_trial(app, trial)
        people = People(app, runtime.database)
        recorder = Recorder(people.enterprise(people.park()).id)
        before = RECORDERS.get(AboutKind.DEPOSIT)
        RECORDERS[AboutKind.DEPOSIT] = recorder
        try:
            yield PaidMarket(app, runtime, trial, people), recorder
        finally:
            del RECORDERS[AboutKind.DEPOSIT]
            if before is not None:
                RECORDERS[AboutKind.DEPOSIT] = before
