"""The ledger and comparable offers in a real browser: on a phone, without a fault."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import LedgerAccount
from tests.e2e.test_pages import browser, pytestmark, site
from tests.e2e.test_rfq_pages import faults
from tests.factories.ledger import Books
from tests.factories.locked import Awarded

__all__ = ["browser", "pytestmark", "site"]


@pytest.fixture
def ledger(app):
    made = Books(app)
    made.deposit(123_456_789_00)
    made.give_back(5_00)
    made.invoice(1_000_000_00, 60_000_00)
    return made


def test_an_observer_reads_the_ledger_on_a_phone(ledger, people, browser, site):
    with ledger.database.unit_of_work() as session:
        query = sa.select(LedgerAccount.id).where(LedgerAccount.organisation_id == ledger.payer.id)
        account = session.scalars(query).first()
    number = ledger.invoice()

    paths = (
        "/ledger",
        "/ledger/accounts?purpose=deposit_held",
        f"/ledger/accounts/{account}",
        f"/ledger/entries/{number}",
    )
    assert faults(browser, site, people.observer(), *paths) == []


def test_a_member_compares_quotes_on_a_phone(people, clock, browser, site):
    market = Awarded(people, clock)
    lines = f"/awards/{market.award_['id']}/lines"
    line = market.line_of(market.members[0])["id"]

    paths = (lines, f"{lines}/{line}/quotes/{market.carriers[1].id}", "/savings/own")
    assert faults(browser, site, market.members[0], *paths) == []
