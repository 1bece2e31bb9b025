"""Random histories of a fee at Stripe: whatever fails, comes twice or out of order, it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.refunds import end_refund
from marketplace.db.session import now_of
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.lives import FeeState
from marketplace.domain.payments import (
    FeeInvoice,
    Payment,
    PaymentsFailed,
    PaymentState,
    Refund,
    RefundState,
)
from marketplace.errors import MarketplaceError
from marketplace.models import ServiceFee, StripeBooking, StripeCustomer
from marketplace.services.check_invariants import check_invariants
from marketplace.services.credit_fee import credit_fee, void_fee, write_off_fee
from marketplace.services.find_fee_steps import find_fee_steps
from marketplace.services.issue_fee import ask_again, issue_due_fee, issue_fee
from marketplace.services.record_fee import record_fee
from marketplace.services.record_fee_transfer import record_fee_transfer
from tests.factories.fees import FeeMarket, another_fee, fee_market, kept
from tests.factories.stripe_trial import a_trial

ACTS = (
    "issue", "settle", "break_before", "break_after", "pay", "told", "transfer", "refunds_end",
    "credit_part", "credit_rest", "void", "write_off", "void_there", "issue_again",
)  # fmt: skip
CARDS = ("pm_card_visa", "pm_card_visa_chargeDeclined", "pm_card_pendingRefund",
         "pm_card_refundFail")  # fmt: skip
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class NoJobs:
    """The job is run by the history itself, when it pleases."""

    def defer(self, *_: object, **__: object) -> None: ...


class History:
    """One fee, one Stripe, and the acts that may happen to it in any order."""

    def __init__(self, market: FeeMarket, seed: int, *, same_account: bool = True) -> None:
        self.market, self.random, self.trial = market, Random(seed), a_trial()
        market.use(self.trial.payments)
        if same_account:  # each history has a Stripe of its own
            with market.database.unit_of_work() as session:
                session.execute(sa.delete(StripeCustomer))
        self.fee_id = another_fee(market)
        self.who = market.operator.identity

    def act(self, name: str) -> None:
        """What is refused, or fails on the way, has changed nothing that does not heal."""
        with suppress(MarketplaceError, PaymentsFailed, TwinFault):
            getattr(self, name)()

    def in_one(self, service, **given):
        with self.market.database.unit_of_work() as session:
            jobs = {"jobs": NoJobs()} if given.pop("asks", True) else {}
            now = now_of(session)
            service(session, fee_id=self.fee_id, now=now, **jobs, **given)

    def issue(self):
        self.in_one(issue_due_fee, online=True)

    def issue_again(self):
        self.in_one(issue_fee, way=FeeWay.STRIPE, online=True, identity=self.who)

    def settle(self):
        self.market.settle(str(self.fee_id))

    def break_before(self):
        self._broken(NetworkFault.BEFORE)

    def break_after(self):
        self._broken(NetworkFault.AFTER)

    def _broken(self, fault: NetworkFault) -> None:
        """The network fails from some request on, until the job gives up."""
        left = self.random.randrange(8)

        def fail(_method: str, _path: str) -> NetworkFault | None:
            nonlocal left
            left -= 1
            return fault if left < 0 else None

        self.trial.client.fail = fail
        try:
            self.settle()
        finally:
            self.trial.client.fail = lambda _method, _path: None

    def objects(self):
        """All that Stripe has about the fee."""
        made = self.trial.payments.made_since(LONG_AGO)
        return [one for one in made if one.about is not None and one.about.id == self.fee_id]

    def pay(self):
        card = self.random.choice(CARDS)
        self.trial.visitor.pay_invoice(self._invoice().id, card)

    def _invoice(self) -> FeeInvoice:
        found = [one for one in self.objects() if isinstance(one, FeeInvoice)]
        if not found:
            raise PaymentsFailed("none")
        return found[0]

    def told(self):
        """Webhooks: some of what is there, in any order, some of it twice."""
        seen = [one for one in self.objects() for _ in range(self.random.randrange(3))]
        self.random.shuffle(seen)
        for one in seen:
            with self.market.database.unit_of_work() as session:
                record_fee(session, one, now=now_of(session))

    def transfer(self):
        self.in_one(
            record_fee_transfer,
            transferred_on=self.market.day,
            bank_reference="BOS",
            identity=self.who,
        )

    def credit_part(self):
        self._credit(self.random.randrange(1, 4) * 10_000)

    def credit_rest(self):
        self._credit(None)

    def _credit(self, net_minor):
        agreed = {"why": CreditReason.AGREED, "reason": "agreed", "identity": self.who}
        self.in_one(credit_fee, net_minor=net_minor, **agreed)

    def void(self):
        self.in_one(void_fee, reason="mistake", identity=self.who)

    def write_off(self):
        self.in_one(write_off_fee, reason="gone", identity=self.who, asks=False)

    def void_there(self):
        """Somebody voids the invoice at Stripe."""
        self.trial.payments.void_invoice(self._invoice().id, key=uuid4().hex)

    def refunds_end(self):
        """The bank says in the end what became of each refund."""
        state = self.trial.twin.state
        for one in [refund for refund in self.objects() if isinstance(refund, Refund)]:
            kept_there = state.get(one.id, "refund")
            later = kept_there.pop("_later", "")
            if later in ("pending", "failed_later"):
                end_refund(state, kept_there, fails=later == "failed_later")

    def end(self) -> ServiceFee:
        """The network is well again: the job runs until nothing waits, and all is told."""
        for _ in range(3):
            self.in_one(ask_again)
            self.settle()
            self.refunds_end()
            for one in self.objects():
                with self.market.database.unit_of_work() as session:
                    record_fee(session, one, now=now_of(session))
        return kept(self.market, str(self.fee_id))


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url) as made:
        made.sign()
        yield made


@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.sampled_from(ACTS), max_size=14), st.integers(0, 2**16))
def test_whatever_happens_fee_ledger_and_stripe_agree(market, acts, seed):
    history = History(market, seed)

    for name in ("issue", *acts):
        history.act(name)
    fee = history.end()

    objects = history.objects()
    with market.database.unit_of_work() as session:
        assert find_fee_steps(session, fee.id) == []
        broken = check_invariants(session, only=[fee.group_buy_id])
        assert [one for one in broken if one.rule.startswith(("fee_", "ledger_"))] == []
        query = sa.select(StripeBooking.stripe_id, StripeBooking.amount_minor)
        booked = dict(session.execute(query.where(StripeBooking.about_id == fee.id)).all())
    assert booked == there(objects)
    assert sum(isinstance(one, FeeInvoice) for one in objects) <= 1
    assert 0 <= fee.had_minor <= fee.total_minor
    assert_seen(fee, objects)


def there(objects) -> dict[str, int]:
    """What moved at Stripe, by object: in above zero."""
    moved = {
        one.id: one.amount_minor
        for one in objects
        if isinstance(one, Payment) and one.state is PaymentState.SUCCEEDED
    }
    for one in objects:
        if isinstance(one, Refund):
            moved[one.id] = -one.amount_minor
            if one.state is RefundState.FAILED:
                moved[f"{one.id}:failed"] = one.amount_minor
    return moved


def assert_seen(fee, objects):
    """Whoever has paid is not asked again, and nobody paid for what was taken back."""
    (invoice,) = [one for one in objects if isinstance(one, FeeInvoice)] or [None]
    if fee.state in (FeeState.PAID, FeeState.TRANSFERRED):
        assert fee.open_minor == 0
    if invoice is not None and invoice.state == "open":
        assert fee.state in (FeeState.OPEN, FeeState.OVERDUE, FeeState.UNCOLLECTIBLE)
    if fee.state == FeeState.VOID:
        assert fee.had_minor == 0


def test_two_jobs_at_once_make_one_invoice(market):
    """The second finds at Stripe what the first made."""
    history = History(market, 1)
    history.issue()

    history.act("break_after")
    history.settle()
    history.settle()

    invoices = [one for one in history.objects() if isinstance(one, FeeInvoice)]
    assert len(invoices) == 1
    assert kept(market, str(history.fee_id)).state == FeeState.OPEN


def test_with_the_keys_of_another_account_the_customer_is_made_anew(market):
    for name in ("issue", "settle"):
        History(market, 4).act(name)
    history = History(market, 5, same_account=False)
    history.act("issue")

    for _ in range(2):
        history.settle()

    assert kept(market, str(history.fee_id)).state == FeeState.OPEN


def test_paid_at_stripe_and_by_transfer_is_given_back_once(market):
    history = History(market, 2)
    for name in ("issue", "settle"):
        history.act(name)
    history.trial.visitor.pay_invoice(history._invoice().id)
    history.act("transfer")

    fee = history.end()

    refunds = [one for one in history.objects() if isinstance(one, Refund)]
    assert [one.amount_minor for one in refunds] == [fee.total_minor]
    assert (fee.state, fee.open_minor) == (FeeState.TRANSFERRED, 0)


def test_a_refusal_of_stripe_waits_for_a_person(market):
    """An invoice that Stripe would tax otherwise is not sent; the operator chooses a transfer."""
    history = History(market, 3)
    with market.database.unit_of_work() as session:
        session.execute(sa.text("ALTER TABLE service_fees DISABLE TRIGGER refuse_fee_change"))
        session.execute(
            sa.text("UPDATE service_fees SET vat_minor = vat_minor + 1 WHERE id = :id"),
            {"id": history.fee_id},
        )
        session.execute(sa.text("ALTER TABLE service_fees ENABLE TRIGGER refuse_fee_change"))
    history.act("issue")
    history.settle()
    refused = kept(market, str(history.fee_id))

    assert (refused.state, refused.fault) == (FeeState.DUE, "tax_differs")
    history.in_one(issue_fee, way=FeeWay.TRANSFER, online=True, identity=history.who)
    assert kept(market, str(history.fee_id)).state == FeeState.OPEN
