"""What moved at Stripe is booked once, with the object there that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.db.session import now_of
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import EntryPurpose, credit, debit
from marketplace.domain.payments import About, AboutKind
from marketplace.errors import Conflict
from marketplace.models import StripeBooking
from marketplace.services.book_stripe import book_stripe
from tests.factories.ledger import Books, a_cause, books


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        yield made


def charged(ledger, stripe_id, cause, amount=10_000):
    legs = debit(A.STRIPE_CLEARING, amount), credit(A.DEPOSIT_HELD, amount, ledger.payer.id)
    about = About(AboutKind.DEPOSIT, cause.id)
    with ledger.database.unit_of_work() as session:
        return book_stripe(
            session, stripe_id=stripe_id, about=about, cause=cause, legs=legs, now=now_of(session)
        ).number


def rows(ledger, stripe_id):
    with ledger.database.unit_of_work() as session:
        query = sa.select(StripeBooking.amount_minor, StripeBooking.entry_number)
        return session.execute(query.where(StripeBooking.stripe_id == stripe_id)).all()


def test_a_charge_seen_twice_is_booked_once(ledger):
    stripe_id, cause = f"pi_{uuid4().hex}", a_cause()

    first = charged(ledger, stripe_id, cause)
    second = charged(ledger, stripe_id, cause)

    assert first == second
    assert rows(ledger, stripe_id) == [(10_000, first)]


def test_money_given_back_counts_below_zero(ledger):
    charged(ledger, f"pi_{uuid4().hex}", a_cause())
    stripe_id, cause = f"re_{uuid4().hex}", a_cause(EntryPurpose.RETURNED)
    legs = debit(A.DEPOSIT_HELD, 4_000, ledger.payer.id), credit(A.STRIPE_CLEARING, 4_000)

    with ledger.database.unit_of_work() as session:
        book_stripe(
            session, stripe_id=stripe_id, about=None, cause=cause, legs=legs, now=now_of(session)
        )

    assert [amount for amount, _ in rows(ledger, stripe_id)] == [-4_000]


def test_an_object_is_not_booked_for_two_causes(ledger):
    stripe_id = f"pi_{uuid4().hex}"
    charged(ledger, stripe_id, a_cause())

    with pytest.raises(Conflict) as refused:
        charged(ledger, stripe_id, a_cause())

    assert refused.value.code == "stripe_booked_otherwise"
    assert len(rows(ledger, stripe_id)) == 1


def test_a_booking_is_never_changed(ledger):
    charged(ledger, f"pi_{uuid4().hex}", a_cause())

    with pytest.raises(DBAPIError, match="append-only"), ledger.database.unit_of_work() as session:
        session.execute(sa.text("UPDATE stripe_bookings SET amount_minor = 1"))
