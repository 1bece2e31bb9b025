"""Deposits of one group buy under whatever may happen, with a process that may die anywhere.

The group buy stands in the database without rules, quotes and awards: its lines are pooled, and
their contracts are there when the history says so. Stripe is the twin; what is seen there is kept
and delivered late, twice, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import sqlalchemy as sa

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.domain.reconciling import Difference, DifferenceKind
from marketplace.jobs.check_payments import compared
from marketplace.models import LedgerPosting
from tests.model.deposit_machinery import Machinery
from tests.model.deposit_people import People
from tests.model.dying import Crash, dying
from tests.model.one_group_buy import (
    OVER,
    PATIENCE,
)

REQUESTS = 12
"so many at most in one act; statements are more"


class Histories(People, Machinery):
    """What happens to the deposits of one group buy."""

    @contextmanager
    def broken(self, at: int) -> Iterator[None]:
        """The network fails at some request, or the process dies at some statement or commit."""
        kind, count = at % 4, 1 + at // 4
        if kind == 0:
            yield
        elif kind < 3:
            faults = (NetworkFault.BEFORE, NetworkFault.AFTER)
            with self._network(1 + count % REQUESTS, faults[kind - 1]):
                yield
        else:
            with dying(self.database.engine, count):
                try:
                    yield
                except Crash:
                    return

    @contextmanager
    def _network(self, count: int, fault: NetworkFault) -> Iterator[None]:
        left = [count]

        def fail(_method: str, _path: str) -> NetworkFault | None:
            left[0] -= 1
            return fault if left[0] <= 0 and left[0] > -3 else None

        self.stripe.client.fail = fail
        try:
            yield
        finally:
            self.stripe.client.fail = lambda _method, _path: None

    def to_the_end(self) -> None:
        """Nothing breaks any more, time goes on, and people do their duty."""
        self.drain(0)
        self.exchange_key(1)
        for _ in range(PATIENCE):
            if all(one.state in OVER for one in self.deposits()):
                break
            for act in (self.look, self.sweep, self.act_on_deadlines, self.lock, self.bank):
                act(1)
            self.deliver_all()
            self.sweep(0)
            self.transfer(0)
            self.move(timedelta(days=15))
        self.look(0)
        self.deliver_all()
        self.transfer(0)

    def differences(self) -> list[Difference]:
        """What the daily comparison finds between Stripe and the ledger since the history began.

        The balances are of all histories, the Stripe of this one.
        """
        _, last = compared(self.market.runtime, self.began)
        return [one for one in last.differences if one.kind is not DifferenceKind.BALANCE]

    def ledger_sum(self) -> int:
        """Of all debits and credits: naught whenever the ledger balances."""
        with self.database.single_statements() as session:
            return int(session.scalar(sa.select(sa.func.sum(LedgerPosting.amount_minor))) or 0)
