"""Fees in time: reminders once each, overdue, taken back when the contract ends, two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.errors import MarketplaceError
from marketplace.models import LedgerEntry, Notification
from marketplace.services.issue_fee import issue_due_fee
from marketplace.services.remind_fee import find_fees_to_remind, remind_fee
from tests.factories.fees import another_fee, kept


@pytest.fixture(scope="module")
def market(fees):
    """Whose own fees are invoiced."""
    fees.sweep()
    return fees


@pytest.fixture
def fee(market):
    """A fee that is invoiced for transfer; its id."""
    fee_id = another_fee(market)
    market.sweep()
    return fee_id


def remind(market, fee_id, days):
    """What the sweep does so many days from the due day."""
    due = kept(market, str(fee_id)).due_on
    with market.database.unit_of_work() as session:
        now = now_of(session) + (due - market.day) + timedelta(days=days)
        waits = fee_id in find_fees_to_remind(session, now=now)
        return waits, remind_fee(session, fee_id=fee_id, now=now)


def told(market, fee_id, event):
    with market.database.single_statements() as session:
        query = sa.select(Notification.id).where(
            Notification.event == event, Notification.path == f"/fees/{fee_id}"
        )
        return len(session.scalars(query).all())


def test_each_reminder_is_given_once_and_the_fee_goes_overdue(market, fee):
    given = [remind(market, fee, days) for days in (-4, -3, -3, 0, 1, 7, 14, 30)]

    assert given == [
        (False, None), (True, -3), (False, None), (True, 0),
        (True, None), (True, 7), (True, 14), (False, None),
    ]  # fmt: skip
    assert kept(market, str(fee)).state == "overdue"
    assert (told(market, fee, "fee_due_soon"), told(market, fee, "fee_overdue")) == (2, 2)


def test_a_reminder_that_was_missed_is_not_made_up_for(market, fee):
    assert remind(market, fee, 8) == (True, 7)
    assert told(market, fee, "fee_overdue") == 1


def test_the_fee_of_a_contract_that_ended_is_credited_in_full_or_void(market):
    asked, unasked = another_fee(market), another_fee(market)
    with market.database.unit_of_work() as session:
        now, jobs = now_of(session), market.runtime.jobs
        issue_due_fee(session, fee_id=asked, online=False, jobs=jobs, now=now)
        contracts = [kept(market, str(one)).contract_id for one in (unasked,)]
    contracts.append(kept(market, str(asked)).contract_id)
    with market.database.unit_of_work() as session:
        ended = sa.text("UPDATE contracts SET state = 'cancelled' WHERE id = ANY(:ids)")
        session.execute(ended, {"ids": contracts})

    market.sweep()

    first, second = kept(market, str(asked)), kept(market, str(unasked))
    assert (first.state, first.open_minor) == ("credited", 0)
    assert [(one.why, one.net_minor) for one in first.credits] == [
        ("contract_ended", first.net_minor)
    ]
    assert (second.state, second.issued_at) == ("void", None)


def test_two_at_once_book_one_transfer(market, fee):
    def pay(number):
        try:
            return market.transfer(str(fee), bank_reference=f"BOS-{number}").status_code
        except MarketplaceError as error:
            return error.status

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(pay, range(2)))

    assert answers == [200, 409]
    assert entries(market, fee) == 2


def test_two_credit_notes_at_once_take_back_no_more_than_was_invoiced(market, fee):
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: market.credit(str(fee)).status_code, range(2)))

    assert sorted(answers) == [201, 409]
    assert kept(market, str(fee)).credited == (120_503, 7_230)


def entries(market, fee_id):
    with market.database.single_statements() as session:
        query = sa.select(sa.func.count()).where(LedgerEntry.cause_id == UUID(str(fee_id)))
        return session.execute(query.select_from(LedgerEntry)).scalar_one()


def test_without_keys_and_without_an_account_a_fee_waits(market):
    stated = market.operator.get("/platform-statement")
    body = {key: value for key, value in stated.json.items() if key in market.stated}
    without = body | {"bank_account": ""}
    market.operator.put("/platform-statement", without, etag=stated.headers["ETag"])
    fee_id = another_fee(market)

    market.sweep()

    assert kept(market, str(fee_id)).state == "due"
    answer = market.act(str(fee_id), "issue", way="transfer")
    assert (answer.status_code, answer.json["code"]) == (409, "fees_no_account")
