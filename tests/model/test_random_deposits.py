"""Whatever happens to deposits, in any order and with the process dying anywhere: money is right.

Each history is a list of acts, each of which may break off; after it nothing breaks any more, time
goes on, and it is asked what came of everything. `DEPOSIT_HISTORIES` asks for more of them.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from marketplace.services.check_deposits import DEPOSIT_RULES
from marketplace.services.check_invariants import check_invariants
from marketplace.services.check_ledger import LEDGER_RULES
from marketplace.services.check_stripe import STRIPE_RULES
from tests.model.depositing import Histories
from tests.model.one_group_buy import OVER

EXAMPLES = int(os.environ.get("DEPOSIT_HISTORIES", "6"))
STATEMENTS = 48
"so many and more are in the longest act: the process dies at any of them"
ACTS = (
    *("ask", "ask", "pay", "pay", "pay", "work", "sweep", "look", "deliver", "deliver"),
    *("wait", "lock", "act_on_deadlines", "bank", "sign", "claim", "judge", "transfer"),
    *("take_line_out", "leave", "end", "drain", "exchange_key"),
)
OURS = {told.rule for told in (*DEPOSIT_RULES, *LEDGER_RULES, *STRIPE_RULES)}
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2**20), st.integers(0, 4 * STATEMENTS - 1)),
    min_size=20,
    max_size=60,
)


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(steps=steps, saves=st.booleans(), seed=st.integers(0, 2**32))
def test_whatever_happens_nobody_is_charged_or_refunded_twice(deposits, steps, saves, seed):
    history = Histories(deposits, saves=saves, seed=seed)

    for place, (act, at, breaks) in enumerate(steps):
        with history.broken(breaks):
            getattr(history, act)(at)
        if place % 8 == 7:
            assert_one_charge_stands(history)
            assert_the_newest_way_is_kept(history)
            assert history.ledger_sum() == 0
    history.to_the_end()

    assert_over(history)
    assert_every_fen_is_where_it_belongs(history)
    assert_books_are_right(history)
    assert history.differences() == []


def assert_one_charge_stands(history):
    """At no moment is more asked back of a payment than it was, nor do two payments stand."""
    for deposit in history.deposits():
        assert sum(one.stands for one in deposit.payments) <= 1
        assert deposit.free_minor >= 0


def assert_the_newest_way_is_kept(history):
    """Whatever is looked at again, and when."""
    for deposit in history.deposits():
        saved = [one for one in deposit.tries if one.kind == "save_page" and one.state == "done"]
        if saved and deposit.state == "saved":
            assert deposit.method_id == history.saved_on(saved[-1].page_id)


def assert_over(history):
    """Every deposit came to its end."""
    assert all(one.state in OVER for one in history.deposits())


def assert_every_fen_is_where_it_belongs(history):
    """Charged at Stripe = refunded there + returned by bank + kept for a carrier."""
    seen = history.at_stripe()
    for deposit in history.deposits():
        charged, refunded = seen.get(deposit.id, (0, 0))
        by_bank = sum(one.amount_minor for one in deposit.returns if one.bank_reference)
        assert charged == refunded + by_bank + deposit.kept_minor, deposit.id
        assert charged - refunded == history.booked().get(deposit.id, 0)


def assert_books_are_right(history):
    """The ledger balances, owes no member anything, and agrees with what is recorded."""
    with history.database.unit_of_work() as session:
        broken = [one for one in check_invariants(session) if one.rule in OURS]
    assert not broken
    for member in history.members:
        assert history.market.owed(member.id) == {}
