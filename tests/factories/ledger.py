"""Entries as the services of deposits and fees will book them, in a ledger of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from flask import Flask

from marketplace.config import Config
from marketplace.db.session import Database, now_of
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import (
    Cause,
    CauseKind,
    EntryPurpose,
    Leg,
    credit,
    debit,
)
from marketplace.services.post_entry import post_entry
from tests.factories.people import People
from tests.factories.scratch import scratch


class Books:
    """A ledger with two organisations that pay into it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.database: Database = app.extensions["marketplace"].database
        self.people = People(app, self.database)
        self.park = self.people.park()
        self.payer, self.carrier = self.people.enterprise(self.park), self.people.carrier()

    def post(self, cause: Cause, *legs: Leg) -> int:
        """In a transaction of its own; the entry's number."""
        with self.database.unit_of_work() as session:
            return post_entry(session, cause=cause, legs=legs, now=now_of(session)).number

    def deposit(self, amount: int = 10_000, of: UUID | None = None) -> Cause:
        """A deposit paid in; its cause."""
        cause = a_cause()
        owner = of or self.payer.id
        self.post(cause, debit(A.STRIPE_CLEARING, amount), credit(A.DEPOSIT_HELD, amount, owner))
        return cause

    def give_back(self, amount: int = 10_000) -> int:
        legs = debit(A.DEPOSIT_HELD, amount, self.payer.id), credit(A.STRIPE_CLEARING, amount)
        return self.post(a_cause(EntryPurpose.RETURNED), *legs)

    def invoice(self, amount: int = 10_000, tax: int = 600) -> int:
        """A service fee with its VAT; the entry's number."""
        return self.post(
            a_cause(EntryPurpose.INVOICED, CauseKind.SERVICE_FEE),
            debit(A.FEE_RECEIVABLE, amount + tax, self.payer.id),
            credit(A.FEE_REVENUE, amount),
            credit(A.VAT_PAYABLE, tax),
        )


def a_cause(
    purpose: EntryPurpose = EntryPurpose.CHARGED, kind: CauseKind = CauseKind.DEPOSIT
) -> Cause:
    return Cause(kind, uuid4(), purpose)


@contextmanager
def books(config: Config, database_url: str) -> Iterator[Books]:
    """In a database of its own: time in a ledger never runs back."""
    with scratch(config, database_url) as app:
        yield Books(app)
