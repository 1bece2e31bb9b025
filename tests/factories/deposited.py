"""A marketplace that takes deposits, over the twin of Stripe in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.adapters.stripe_twin.refunds import end_refund
from marketplace.config import Config
from marketplace.db.session import Database, now_of
from marketplace.jobs.act_on_deposit import act_on_deposit, sweep_deposits
from marketplace.models import Deposit
from marketplace.services.check_invariants import check_invariants
from marketplace.services.find_payer import read_deposit
from marketplace.services.record_deposit import record_deposit
from tests.factories.clocks import MarketClock
from tests.factories.demand import Market, a_line
from tests.factories.people import Actor, People
from tests.factories.scratch import scratch
from tests.factories.stripe_trial import Trial, a_trial
from tests.factories.sweeping import sweep_market

SHARE = {"way": "charge", "rate_bps": 200}
CARD, DECLINES, ASKS, REFUNDS_FAIL = (
    "pm_card_visa",
    "pm_card_chargeCustomerFail",
    "pm_card_authenticationRequired",
    "pm_card_refundFail",
)


IN_TIME = ("deposit_has_end", "deposit_returned_in_time")
"Rules that do not hold where a test leaves its group buy and the next one moves the time"


class Deposits:
    """An application with payments on, its clock, and a person who pays on Stripe's pages."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        runtime = app.extensions["marketplace"]
        self.database: Database = runtime.database
        self.clock = MarketClock(self.database)
        self.use(a_trial(clock=lambda: self.clock.now().timestamp()))
        self.people = People(app, self.database)

    def use(self, trial: Trial) -> None:
        """This Stripe is asked from now on."""
        self.stripe = trial
        self.app.extensions["marketplace"] = replace(self.runtime, payments=trial.payments)

    @property
    def runtime(self) -> Any:
        return self.app.extensions["marketplace"]

    def work(self, deposit_id: str | UUID) -> None:
        """What the job does that was enqueued with an intent."""
        act_on_deposit(self.runtime, deposit_id=str(deposit_id))

    def sweep(self) -> None:
        """What the periodic job does."""
        sweep_deposits(self.runtime)

    @contextmanager
    def silence(
        self, fault: NetworkFault = NetworkFault.BEFORE, *, of: tuple[str, str] | None = None
    ) -> Iterator[None]:
        """The network fails at every request, or at those of this method and path."""
        self.stripe.client.fail = lambda *asked: fault if of in (None, asked) else None
        try:
            yield
        finally:
            self.stripe.client.fail = lambda _method, _path: None

    def row(self, deposit_id: str | UUID) -> Deposit:
        with self.database.single_statements() as session:
            return read_deposit(session, UUID(str(deposit_id)))

    def owed(self, organisation_id: UUID) -> dict[str, int]:
        """By purpose, what the ledger owes the organisation."""
        query = sa.text(
            "SELECT a.purpose, -sum(p.amount_minor) FROM ledger_accounts a "
            "JOIN ledger_postings p ON p.account_id = a.id WHERE a.organisation_id = :id "
            "GROUP BY a.purpose"
        )
        with self.database.single_statements() as session:
            return {k: int(v) for k, v in session.execute(query, {"id": organisation_id}) if v}

    def cleared(self) -> int:
        """What the ledger says lies at Stripe."""
        query = sa.text(
            "SELECT coalesce(sum(p.amount_minor), 0) FROM ledger_accounts a JOIN ledger_postings p "
            "ON p.account_id = a.id WHERE a.purpose = 'stripe_clearing'"
        )
        with self.database.single_statements() as session:
            return int(session.execute(query).scalar_one())

    def broken(self) -> list[str]:
        """Rules that do not hold, but for those that tests of one market break among them."""
        with self.database.unit_of_work() as session:
            found = check_invariants(session)
        return [one.rule for one in found if one.rule not in IN_TIME]

    def at_stripe(self) -> int:
        """What lies at Stripe before its costs, by its own movements."""
        start = datetime.fromtimestamp(0).astimezone()
        return sum(move.amount_minor for move in self.stripe.payments.moves_since(start))


class DepositMarket(Market):
    """A group buy that asks for a deposit."""

    def __init__(self, deposits: Deposits, terms: dict[str, Any] = SHARE, **draft: Any) -> None:
        self.deposits, self.deposit_terms = deposits, terms
        super().__init__(deposits.people, **draft)

    def draft(self, **changes: Any) -> str:
        drafted = super().draft(**changes)
        answer = self.park.put(f"/group-buys/{drafted}/deposit-terms", self.deposit_terms)
        assert answer.status_code == 200, answer.json
        return drafted

    def joined(self, *lines: dict[str, Any]) -> tuple[Actor, str]:
        """A member with these lines, and the id of its deposit."""
        member = self.member()
        answer = self.join(member, *lines)
        assert answer.status_code == 201, answer.json
        (deposit,) = member.get(f"/deposits?group_buy_id={self.id}").json
        return member, deposit["id"]

    def page(self, member: Actor, deposit_id: str) -> str:
        """The page of Stripe that the member is sent to."""
        asked = member.post(f"/deposits/{deposit_id}/page")
        assert asked.status_code == 200, asked.json
        self.deposits.work(deposit_id)
        page = self.deposits.row(deposit_id).live_try
        assert page is not None and page.page_id is not None
        return page.page_id

    def pay(self, member: Actor, deposit_id: str, card: str = CARD) -> None:
        """On a page, looked at again when the person is back."""
        self.deposits.stripe.visitor.pay(self.page(member, deposit_id), card)
        member.post(f"/deposits/{deposit_id}/page")
        self.deposits.work(deposit_id)

    def paid(self, *lines: dict[str, Any], card: str = CARD) -> tuple[Actor, str]:
        member, deposit_id = self.joined(*lines)
        self.pay(member, deposit_id, card)
        return member, deposit_id

    def leave_in_vain(self, member: Actor, deposit_id: str) -> None:
        """Ten days later the member leaves, and its card takes nothing back (REFUNDS_FAIL)."""
        deposits = self.deposits
        deposits.clock.advance(days=10)
        member.delete(f"{self.path}/participation", etag='"1"')
        self.sweep()
        deposits.sweep()
        state, payments = deposits.stripe.twin.state, deposits.stripe.payments
        refund = state.get(deposits.row(deposit_id).returns[0].refund_id, "refund")
        end_refund(state, refund, fails=True)
        with deposits.database.unit_of_work() as session:
            record_deposit(session, payments.read_refund(refund["id"]), now=now_of(session))

    def seen(self, member: Actor, deposit_id: str) -> dict[str, Any]:
        answer = member.get(f"/deposits/{deposit_id}")
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def reach_lock(self, *, after: timedelta = timedelta(0)) -> None:
        """The lock time comes, and the sweeps run."""
        locks_at = datetime.fromisoformat(self.park.get(self.path).json["locks_at"])
        self.deposits.clock.freeze(locks_at + after)
        self.deposits.sweep()
        self.sweep()
        self.deposits.sweep()

    def sweep(self) -> None:
        """The deadlines of this group buy."""
        sweep_market(self.deposits.app, self.id)


def take_one_out(market: DepositMarket, member: Actor) -> None:
    """Of its lines only the first stays."""
    stay = member.get(f"{market.path}/participation")
    one = stay.json["lines"][0]
    lines = [a_line() | {"id": one["id"], "price_shown_minor": one["shown_minor"]}]
    changed = member.put(
        f"{market.path}/participation", {"lines": lines}, etag=stay.headers["ETag"]
    )
    assert changed.status_code == 200, changed.json


@contextmanager
def deposits_on(config: Config, database_url: str) -> Iterator[Deposits]:
    """In a database of its own: time in a ledger never runs back."""
    with scratch(config, database_url) as app:
        yield Deposits(app)
