"""What jobs, webhooks, banks and time do to deposits in the random histories."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from marketplace.adapters.stripe_twin.refunds import end_refund
from marketplace.domain.lives import (
    GroupBuyState,
)
from marketplace.domain.payments import (
    PaymentsFailed,
)
from marketplace.payment_settings import TRIAL_KEY
from marketplace.services.charge_deposits import settle_deposits
from marketplace.services.decide_deposit_claim import (
    find_due_claims,
    settle_due_claim,
)
from marketplace.services.end_deposit import end_deposit, find_deposits_to_end
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.lapse_deposit import find_unconfirmed_deposits, lapse_deposit
from marketplace.services.lock_deposits import lock_deposits, release_unpaid
from marketplace.services.look_at_deposits import find_group_buys_with_news, note_look
from marketplace.services.note_payment_trouble import nobody_can_pay
from marketplace.services.record_deposit import record_deposit
from tests.model.one_group_buy import (
    OneGroupBuy,
)


class Machinery(OneGroupBuy):
    """Each act takes a number that says of what, and how much."""

    def work(self, at: int) -> None:
        self.market.work(self._deposit(at).id)

    def sweep(self, _at: int) -> None:
        self.market.sweep()

    def act_on_deadlines(self, _at: int) -> None:
        sweeps = (
            (find_unconfirmed_deposits, lapse_deposit, "deposit_id"),
            (find_due_claims, settle_due_claim, "claim_id"),
            (find_deposits_to_end, end_deposit, "deposit_id"),
            (find_group_buys_with_news, note_look, "group_buy_id"),
        )
        for find, act, name in sweeps:
            with self.database.single_statements() as session:
                found = find(session, now=self.now)
            for thing in found:
                with self._in_transaction() as session:
                    act(session, now=self.now, **{name: thing})

    def lock(self, _at: int) -> None:
        """The lock as the demand's own does it, once its time has come."""
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            if group_buy.state != GroupBuyState.OPEN or self.now < group_buy.locks_at:
                return
            payments_on = not nobody_can_pay(session, now=self.now)
            lock_deposits(session, group_buy)
            if payments_on:
                release_unpaid(session, group_buy, by=None, now=self.now)
            group_buy.state, group_buy.locked_at = GroupBuyState.LOCKED, self.now
            settle_deposits(session, group_buy, payments_on=payments_on, now=self.now)
            self._note(session, group_buy)

    def look(self, _at: int) -> None:
        """What is seen at Stripe now, unless the network fails; it may be delivered much later."""
        payments, start = self.stripe.payments, datetime.fromtimestamp(0).astimezone()
        with suppress(PaymentsFailed):
            for page in list(self.stripe.twin.state.all("checkout.session")):
                self.bag.append(payments.read_page(page["id"]))
            self.bag += [seen for seen in payments.made_since(start) if seen.about is not None]

    def deliver(self, at: int) -> None:
        """Some of what was seen, in any order; it stays in the bag and may come again."""
        for _ in range(1 + at % 4):
            if self.bag:
                seen = self.random.choice(self.bag)
                with self._in_transaction() as session:
                    record_deposit(session, seen, now=self.now)

    def deliver_all(self) -> None:
        """Everything that was seen, and nothing is left to come."""
        for seen in self.bag:
            with self._in_transaction() as session:
                record_deposit(session, seen, now=self.now)
        self.bag.clear()

    def bank(self, at: int) -> None:
        """A refund that was under way ends, or one that was done fails after all."""
        for refund in list(self.stripe.twin.state.all("refund")):
            if refund["_later"] == "pending" and refund["status"] == "pending":
                end_refund(self.stripe.twin.state, refund, fails=at % 2 == 0)
            elif refund["_later"] == "failed_later" and refund["status"] == "succeeded" and at % 3:
                end_refund(self.stripe.twin.state, refund, fails=True)

    def drain(self, at: int) -> None:
        """Nothing is on the balance at Stripe for some time: refunds are refused."""
        self.stripe.twin.state.data["empty"] = at % 3 > 0

    def exchange_key(self, at: int) -> None:
        """At Stripe, and here only later: until then every call is refused."""
        self.stripe.twin.key = TRIAL_KEY if at % 3 else "sk_test_another"

    def wait(self, at: int) -> None:
        hours = (1, 7, 30, 24 * 3, 24 * 11)[at % 5]
        self.move(timedelta(hours=hours))
