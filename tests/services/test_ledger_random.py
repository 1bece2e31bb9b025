"""Random postings: the ledger always balances, and a snapshot says what the postings say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.db.session import now_of
from marketplace.domain.ledger import OF_ORGANISATIONS, WITH_FLOOR, AccountPurpose
from marketplace.domain.ledger_entries import Account, Leg
from marketplace.errors import Conflict
from marketplace.models import LedgerAccount, LedgerPosting
from marketplace.services.check_invariants import check_invariants
from marketplace.services.ledger_totals import (
    balance_of,
    last_number,
    take_snapshot,
    totals_as_of,
)
from marketplace.services.post_entry import post_entry
from tests.factories.ledger import Books, a_cause, books

AMOUNTS = st.integers(1, 10**12)
HELD = (
    10**13
)  # of each account that may not be overdrawn: enough for some ten of the largest amounts
SOME = {"max_examples": 40, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.fixture(scope="module")
def ledger(config, database_url) -> Iterator[Books]:
    with books(config, database_url) as made:
        for account in all_accounts(made):
            if account.purpose in WITH_FLOOR:
                clearing = Account(AccountPurpose.STRIPE_CLEARING, None, account.currency)
                made.post(a_cause(), Leg(clearing, HELD), Leg(account, -HELD))
        yield made


def legs_of(moves: list[tuple[int, int, int]], accounts: list[Account]) -> list[Leg]:
    """Amounts moved from one account to another: whatever they are, they come to zero."""
    legs = []
    for source, target, amount in moves:
        one = accounts[source % len(accounts)]
        others = [two for two in accounts if two.currency == one.currency and two != one]
        legs += [Leg(one, -amount), Leg(others[target % len(others)], amount)]
    return legs


def all_accounts(ledger: Books) -> list[Account]:
    owners = (ledger.payer.id, ledger.carrier.id, ledger.park.id)
    return [
        Account(purpose, owner, currency)
        for currency in ("CNY", "JPY")
        for purpose in AccountPurpose
        for owner in (owners if purpose in OF_ORGANISATIONS else (None,))
    ]


def postings(session: Any, up_to: int) -> dict[Any, list[int]]:
    found = defaultdict(list)
    query = sa.select(LedgerPosting).where(LedgerPosting.entry_number <= up_to)
    for one in session.scalars(query):
        found[one.account_id].append(one.amount_minor)
    return found


@settings(**SOME)
@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.integers(0), st.integers(0), AMOUNTS), min_size=1, max_size=6),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 10**6),
)
def test_whatever_is_posted_the_ledger_balances_and_every_snapshot_is_true(ledger, turns, back):
    for moves, snapshot in turns:
        legs = legs_of(moves, all_accounts(ledger))
        try:
            with ledger.database.unit_of_work() as session:
                if legs:
                    post_entry(session, cause=a_cause(), legs=legs, now=now_of(session))
                if snapshot:
                    take_snapshot(session, now=now_of(session))
        except (Conflict, ValueError):
            continue  # nothing was held, or the moves came to nothing: nothing is written

    with ledger.database.unit_of_work() as session:
        number = last_number(session)
        as_of = max(0, number - back % 30)
        told = totals_as_of(as_of)
        rows = {row.account_id: row for row in session.execute(sa.select(told))}
        counted = postings(session, as_of)
        assert rows.keys() == counted.keys()
        for account, amounts in counted.items():
            assert rows[account].debit == sum(a for a in amounts if a > 0)
            assert rows[account].credit == -sum(a for a in amounts if a < 0)
            assert balance_of(session, account, as_of=as_of) == sum(amounts)


def test_after_all_that_every_invariant_holds(ledger):
    with ledger.database.unit_of_work() as session:
        by_currency = session.execute(
            sa.select(LedgerAccount.currency, sa.func.sum(LedgerPosting.amount_minor))
            .join(LedgerPosting, LedgerPosting.account_id == LedgerAccount.id)
            .group_by(LedgerAccount.currency)
        ).all()

        assert {total for _, total in by_currency} <= {0}
        assert len(by_currency) == 2 and last_number(session) > 40
        assert [one for one in check_invariants(session) if one.rule.startswith("ledger")] == []
