"""One fee, one Stripe of its own, and what may happen between them, in any order."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import sqlalchemy as sa

from marketplace.adapters.stripe_twin import credit_notes, disputes, invoice_ends
from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.refunds import end_refund
from marketplace.db.session import now_of
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.payments import CreditNote, FeeInvoice, PaymentsFailed, Refund, Seen
from marketplace.errors import MarketplaceError
from marketplace.models import ServiceFee, StripeCustomer
from marketplace.services.check_invariants import check_invariants
from marketplace.services.credit_fee import credit_fee, void_fee, write_off_fee
from marketplace.services.issue_fee import ask_again, issue_due_fee, issue_fee
from marketplace.services.record_fee import record_fee
from marketplace.services.record_fee_transfer import record_fee_transfer
from marketplace.services.take_back_fee import take_back_fee
from tests.factories.fees import FeeMarket, another_fee, kept
from tests.factories.stripe_trial import a_trial

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

    def lost(self, path: str) -> None:
        """The job runs, and every answer to a POST on that path is lost on its way to us."""
        self.trial.client.fail = lambda method, at: (
            NetworkFault.AFTER if method == "post" and at.endswith(path) else None
        )
        try:
            with suppress(PaymentsFailed):
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

    def pay_by_card(self, card: str = CARDS[0]):
        self.trial.visitor.pay_invoice(self._invoice().id, card)

    def pay_without_return(self):
        """By a card to which nothing can be refunded."""
        self.pay_by_card("pm_card_refundFail")

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
            self.record(one)

    def record(self, seen: Seen) -> None:
        with self.market.database.unit_of_work() as session:
            record_fee(session, seen, now=now_of(session))

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

    def paid_there(self):
        """Somebody marks the invoice as paid at Stripe."""
        given = {"paid_out_of_band": "true"}
        invoice_ends.pay_invoice(self.trial.twin.state, self._invoice().id, given)

    def note_void_there(self):
        """Somebody makes the newest credit note void at Stripe."""
        for one in [note for note in self.objects() if isinstance(note, CreditNote)][:1]:
            credit_notes.void_credit_note(self.trial.twin.state, one.id, {})

    def take_back(self):
        self.in_one(take_back_fee, online=self.random.random() < 0.5, identity=self.who)

    def transfer_again(self):
        self.in_one(issue_fee, way=FeeWay.TRANSFER, online=True, identity=self.who)

    def dispute(self):
        """A bank takes back what was paid, unless it went back before."""
        state = self.trial.twin.state
        payment = self.trial.payments.read_invoice(self._invoice().id).payment_id or ""
        charge = state.get(state.get(payment)["latest_charge"])
        if not (charge["amount_refunded"] or charge["disputed"]):
            disputes.open_dispute(state, payment)

    def dispute_ends(self):
        state = self.trial.twin.state
        for one in list(state.all("dispute")):
            if one["status"] == "needs_response":
                disputes.end_dispute(state, one, won=self.random.random() < 0.5)

    def refunds_end(self):
        """The bank says in the end what became of each refund."""
        state = self.trial.twin.state
        for one in [refund for refund in self.objects() if isinstance(refund, Refund)]:
            kept_there = state.get(one.id, "refund")
            later = kept_there.pop("_later", "")
            if later in ("pending", "failed_later"):
                end_refund(state, kept_there, fails=later == "failed_later")

    def end(self, *, decided: bool = True) -> ServiceFee:
        """The network is well again: the job runs until nothing waits, and all is told.

        `decided`: of disputes too the bank says in the end whose the money is.
        """
        for _ in range(3):
            self.in_one(ask_again)
            self.settle()
            self.refunds_end()
            if decided:
                self.dispute_ends()
            for one in self.objects():
                self.record(one)
        return kept(self.market, str(self.fee_id))

    def look(self) -> ServiceFee:
        """The same, while disputes go on."""
        return self.end(decided=False)

    @property
    def fee(self) -> ServiceFee:
        """As it is stored."""
        return kept(self.market, str(self.fee_id))

    def broken(self) -> list[str]:
        """Rules of fees and of the ledger that do not hold."""
        with self.market.database.unit_of_work() as session:
            found = check_invariants(session, only=[self.fee.group_buy_id])
        return [one.rule for one in found if one.rule.startswith(("fee_", "ledger_"))]


def a_history(fees: FeeMarket, *acts: str) -> History:
    """Of a fee to which these have happened, none of them refused."""
    made = History(fees, 1)
    for name in acts:
        getattr(made, name)()
    return made
