"""Posting: once for each cause, balanced by the database itself, never changed, never overdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.db.session import now_of
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import EntryPurpose, credit, debit
from marketplace.errors import Conflict
from marketplace.models import LedgerAccount, LedgerEntry, LedgerPosting
from marketplace.services import post_entry as posting
from marketplace.services.check_invariants import check_invariants
from marketplace.services.ledger_totals import balance_of, last_number, newest_snapshot
from marketplace.services.post_entry import post_entry
from tests.factories.ledger import Books, a_cause, books

ENTRY = (
    "WITH e AS (INSERT INTO ledger_entries (at, cause_kind, cause_id, purpose, legs) "
    "VALUES (now(), 'correction', gen_random_uuid(), 'reversed', {legs}) RETURNING number) "
    "INSERT INTO ledger_postings SELECT e.number, a.id, x.amount FROM e, (VALUES {rows}) "
    "AS x (purpose, amount) JOIN ledger_accounts a ON a.purpose = x.purpose "
    "AND a.currency = 'CNY'"
)


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        made.deposit()
        made.invoice()
        yield made


def balance(ledger, purpose, of=None):
    with ledger.database.unit_of_work() as session:
        account = session.scalars(
            sa.select(LedgerAccount.id).where(
                LedgerAccount.purpose == purpose,
                LedgerAccount.organisation_id.is_not_distinct_from(of),
                LedgerAccount.currency == "CNY",
            )
        ).one()
        return balance_of(session, account)


def refused(ledger, *statements):
    """The constraint, or the words, by which the database refuses them at the latest at commit."""
    with pytest.raises(DBAPIError) as caught, ledger.database.unit_of_work() as session:
        for statement in statements:
            session.execute(sa.text(statement))
    said = caught.value.orig.diag
    return said.constraint_name or said.message_primary


def entry(legs, *rows):
    return ENTRY.format(legs=legs, rows=", ".join(f"('{p}', {a})" for p, a in rows))


def test_an_entry_moves_its_accounts_and_names_its_cause(ledger):
    cause = a_cause()
    before = balance(ledger, A.STRIPE_CLEARING)

    number = ledger.post(
        cause, debit(A.STRIPE_CLEARING, 500), credit(A.DEPOSIT_HELD, 500, ledger.payer.id)
    )

    assert balance(ledger, A.STRIPE_CLEARING) == before + 500
    with ledger.database.unit_of_work() as session:
        kept = session.get_one(LedgerEntry, number)
        assert (kept.cause_kind, kept.cause_id, kept.purpose) == (
            cause.kind,
            cause.id,
            cause.purpose,
        )


def test_entries_are_numbered_without_gaps_though_some_are_rolled_back(ledger):
    first = ledger.invoice()
    with pytest.raises(ZeroDivisionError), ledger.database.unit_of_work() as session:
        legs = [debit(A.BANK, 1), credit(A.FEE_REVENUE, 1)]
        post_entry(session, cause=a_cause(), legs=legs, now=now_of(session))
        raise ZeroDivisionError

    assert ledger.invoice() == first + 1


def test_the_same_cause_is_booked_once(ledger):
    cause = ledger.deposit(700)
    before = balance(ledger, A.STRIPE_CLEARING)
    legs = debit(A.STRIPE_CLEARING, 700), credit(A.DEPOSIT_HELD, 700, ledger.payer.id)

    assert ledger.post(cause, *legs) == ledger.post(cause, *reversed(legs))
    assert balance(ledger, A.STRIPE_CLEARING) == before


def test_the_same_cause_with_another_amount_is_refused(ledger):
    cause = ledger.deposit(700)

    with pytest.raises(Conflict, match="ledger_cause_differs"):
        ledger.post(
            cause, debit(A.STRIPE_CLEARING, 701), credit(A.DEPOSIT_HELD, 701, ledger.payer.id)
        )


def test_two_at_once_with_the_same_cause_book_it_once(ledger):
    cause, legs = a_cause(), (debit(A.BANK, 900), credit(A.FEE_REVENUE, 900))
    before = ledger.invoice()

    with ThreadPoolExecutor(4) as pool, ledger.database.engine.connect() as holder:
        holder.execute(sa.text("SELECT 1 FROM ledger_head FOR UPDATE"))
        asked = [pool.submit(ledger.post, cause, *legs) for _ in range(4)]
        sleep(0.3)
        assert not any(one.done() for one in asked)
        holder.rollback()
        numbers = {one.result(timeout=20) for one in asked}

    assert numbers == {before + 1}


def test_more_than_is_held_is_not_given_back(ledger):
    held = -balance(ledger, A.DEPOSIT_HELD, ledger.payer.id)

    with pytest.raises(Conflict, match="ledger_overdrawn"):
        ledger.give_back(held + 1)

    assert -balance(ledger, A.DEPOSIT_HELD, ledger.payer.id) == held


def test_two_at_once_do_not_give_the_same_deposit_back_twice(ledger):
    held = -balance(ledger, A.DEPOSIT_HELD, ledger.payer.id)

    def try_it():
        try:
            return ledger.give_back(held) > 0
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result(timeout=20) for one in [pool.submit(try_it) for _ in range(2)]]

    assert sorted(map(str, answers)) == ["True", "ledger_overdrawn"]
    ledger.deposit()


def test_the_database_itself_refuses_an_entry_that_does_not_balance(ledger):
    unbalanced = entry(2, ("stripe_clearing", 100), ("fee_revenue", -99))

    assert refused(ledger, unbalanced) == "ledger_entry_balances"


def test_the_database_refuses_an_entry_without_all_its_postings(ledger):
    assert refused(ledger, entry(3, ("stripe_clearing", 1), ("fee_revenue", -1))) == (
        "ledger_entry_whole"
    )
    assert refused(
        ledger,
        "INSERT INTO ledger_entries (at, cause_kind, cause_id, purpose, legs) "
        "VALUES (now(), 'correction', gen_random_uuid(), 'reversed', 2)",
    ) == ("ledger_entry_whole")


def test_a_balanced_pair_cannot_be_added_to_an_entry_of_before(ledger):
    later = (
        "INSERT INTO ledger_postings SELECT 1, id, CASE purpose WHEN 'fee_revenue' THEN 5 "
        "ELSE -5 END FROM ledger_accounts WHERE purpose IN ('fee_revenue', 'vat_payable')"
    )

    assert refused(ledger, later) == "ledger_entry_whole"


def test_the_database_refuses_to_give_back_more_than_is_held(ledger):
    overdrawn = entry(2, ("deposit_held", 10**12), ("stripe_clearing", -(10**12)))

    assert refused(ledger, overdrawn) == "ledger_floor"


@pytest.mark.parametrize(
    "table",
    [
        "ledger_accounts",
        "ledger_entries",
        "ledger_postings",
        "ledger_snapshots",
        "ledger_balances",
    ],
)
@pytest.mark.parametrize(
    "change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_nothing_of_the_ledger_is_changed_or_deleted(ledger, table, change):
    column = {
        "ledger_accounts": "id",
        "ledger_entries": "number",
        "ledger_postings": "amount_minor",
    }.get(table, "as_of")

    assert "is append-only" in refused(ledger, change.format(table, column))


def test_the_head_only_goes_on(ledger):
    assert refused(ledger, "UPDATE ledger_head SET number = 0") == "the ledger only goes on"
    assert refused(ledger, "DELETE FROM ledger_head") == "the ledger only goes on"


def test_an_account_is_of_an_organisation_or_the_platforms_by_its_purpose(ledger):
    broken = (
        "INSERT INTO ledger_accounts (id, purpose, currency) "
        "VALUES (gen_random_uuid(), 'deposit_held', 'CNY')"
    )

    assert refused(ledger, broken) == "ck_ledger_accounts_whose"


def test_the_platform_has_one_account_of_each_purpose_and_currency(ledger):
    twice = (
        "INSERT INTO ledger_accounts (id, purpose, currency) "
        "VALUES (gen_random_uuid(), 'fee_revenue', 'CNY')"
    )

    assert refused(ledger, twice) == "uq_ledger_accounts_purpose_organisation_id_currency"


def test_time_in_the_ledger_never_runs_back(ledger):
    with ledger.database.unit_of_work() as session:
        now = now_of(session)
        legs = [debit(A.BANK, 1), credit(A.FEE_REVENUE, 1)]
        newest = session.get_one(LedgerEntry, last_number(session)).at
        early = post_entry(session, cause=a_cause(), legs=legs, now=now.replace(year=2020))

        assert early.at == newest


def test_a_snapshot_is_taken_every_so_many_entries(ledger, monkeypatch):
    monkeypatch.setattr(posting, "SNAPSHOT_EVERY", 3)
    first = [ledger.invoice() for _ in range(3)]
    with ledger.database.unit_of_work() as session:
        taken = newest_snapshot(session)
        assert taken in first
    last = [ledger.invoice() for _ in range(3)][-1]

    with ledger.database.unit_of_work() as session:
        assert newest_snapshot(session) > taken
        assert last - newest_snapshot(session) < 3


def test_a_snapshot_of_another_entry_than_the_newest_is_refused(ledger):
    ledger.invoice()

    assert refused(ledger, "INSERT INTO ledger_snapshots (as_of, taken_at) VALUES (1, now())") == (
        "ledger_snapshot_newest"
    )


def test_the_ledger_meets_its_invariants(ledger):
    with ledger.database.unit_of_work() as session:
        assert [one for one in check_invariants(session) if one.rule.startswith("ledger")] == []
        total = session.scalar(sa.select(sa.func.sum(LedgerPosting.amount_minor)))
        assert total == 0


def test_an_entry_that_is_refused_is_an_integrity_error(ledger):
    with pytest.raises(IntegrityError), ledger.database.unit_of_work() as session:
        session.execute(sa.text(entry(2, ("stripe_clearing", 100), ("fee_revenue", -99))))


def test_a_cause_may_be_booked_for_several_purposes(ledger):
    cause = ledger.deposit(500)
    again = type(cause)(cause.kind, cause.id, EntryPurpose.RETURNED)

    number = ledger.post(
        again, debit(A.DEPOSIT_HELD, 500, ledger.payer.id), credit(A.STRIPE_CLEARING, 500)
    )

    assert number > 1
