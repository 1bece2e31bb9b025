"""What there is at Stripe since a time, for re-reading and for reconciliation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from stripe import StripeClient

from marketplace.adapters.stripe_calls import asking
from marketplace.adapters.stripe_reading import (
    about_of,
    credit_note_of,
    dispute_of,
    id_of,
    invoice_of,
    page_of,
    payment_of,
    refund_of,
    written_out,
)
from marketplace.domain.payments import BalanceMove, MoveKind, Payment, Seen

MOVES = {
    "charge": MoveKind.PAYMENT,
    "payment": MoveKind.PAYMENT,
    "refund": MoveKind.REFUND,
    "payment_refund": MoveKind.REFUND,
    "refund_failure": MoveKind.REFUND_FAILED,
    "payment_failure_refund": MoveKind.REFUND_FAILED,
    "payout": MoveKind.PAYOUT,
    "payout_failure": MoveKind.PAYOUT_FAILED,
    "payout_cancel": MoveKind.PAYOUT_FAILED,
    "stripe_fee": MoveKind.COST,
}
"Stripe's types of balance transactions as ours; any other is `other` and a person looks at it"
PAGE = 100


class StripeListing:
    _client: StripeClient

    def _invoice_paying(self, payment_id: str) -> Any:
        raise NotImplementedError

    def _payment_about(self, intent: Any) -> Payment:
        """A payment of an invoice is about what the invoice is about."""
        if about_of(intent) is not None:
            return payment_of(intent)
        invoice = self._invoice_paying(intent.id)
        if invoice is None:
            return payment_of(intent)
        return payment_of(intent, about=about_of(invoice), invoice_id=invoice.id)

    def made_since(self, since: datetime) -> Iterator[Seen]:
        """Made at Stripe since then; read as the answer is walked through."""
        with asking("made_since"):
            yield from self._pages_since(since)
            yield from self._payments_since(since)
            yield from self._refunds_since(since)
            yield from self._disputes_since(since)
            yield from self._invoices_since(since)
            yield from self._notes_since(since)

    def papers_since(self, since: datetime) -> Iterator[Seen]:
        """Of these what moves no money itself, but stands in a state."""
        with asking("papers_since"):
            yield from self._pages_since(since)
            yield from self._invoices_since(since)
            yield from self._notes_since(since)

    def _pages_since(self, since: datetime) -> Iterator[Seen]:
        """Among them those on which a way to pay was kept: no other list tells of it."""
        expand = [
            "data.payment_intent.latest_charge.balance_transaction",
            "data.setup_intent.payment_method",
        ]
        listed = self._client.v1.checkout.sessions.list({**_since(since), "expand": expand})
        yield from (page_of(each) for each in listed.auto_paging_iter())

    def _payments_since(self, since: datetime) -> Iterator[Payment]:
        expand = ["data.latest_charge.balance_transaction"]
        listed = self._client.v1.payment_intents.list({**_since(since), "expand": expand})
        for intent in listed.auto_paging_iter():
            yield self._payment_about(intent)

    def _refunds_since(self, since: datetime) -> Iterator[Seen]:
        listed = self._client.v1.refunds.list({**_since(since), "expand": ["data.payment_intent"]})
        for refund in listed.auto_paging_iter():
            intent = written_out(refund.payment_intent)
            about = self._payment_about(intent).about if intent is not None else None
            yield refund_of(refund, about=about)

    def _disputes_since(self, since: datetime) -> Iterator[Seen]:
        expand = ["data.payment_intent"]
        listed = self._client.v1.disputes.list({**_since(since), "expand": expand})
        for dispute in listed.auto_paging_iter():
            intent = written_out(dispute.payment_intent)
            about = self._payment_about(intent).about if intent is not None else None
            yield dispute_of(dispute, about=about)

    def _invoices_since(self, since: datetime) -> Iterator[Seen]:
        """Numbered ones: a draft has asked nobody for anything."""
        listed = self._client.v1.invoices.list({**_since(since), "expand": ["data.payments"]})
        for invoice in listed.auto_paging_iter():
            if invoice.status != "draft":
                yield invoice_of(invoice)

    def _notes_since(self, since: datetime) -> Iterator[Seen]:
        notes = self._client.v1.credit_notes.list(_since(since))
        yield from (credit_note_of(each) for each in notes.auto_paging_iter())

    def moves_since(self, since: datetime) -> Iterator[BalanceMove]:
        """Everything that moved the balance at Stripe since then, the newest first."""
        with asking("moves_since"):
            listed = self._client.v1.balance_transactions.list(
                {**_since(since), "expand": ["data.source"]}
            )
            yield from (move_of(each) for each in listed.auto_paging_iter())

    def balances(self) -> dict[str, int]:
        """By currency, what stands at Stripe, available or still pending; minor units."""
        with asking("balances"):
            held = self._client.v1.balance.retrieve()
        sums: dict[str, int] = {}
        parts: list[Any] = [*held.available, *held.pending]
        for part in parts:
            code = part.currency.upper()
            sums[code] = sums.get(code, 0) + part.amount
        return sums


def _since(since: datetime) -> Any:
    return {"created": {"gte": int(since.timestamp())}, "limit": PAGE}


def _kind_of(transaction: Any, source: Any) -> MoveKind:
    """What a dispute moves is an adjustment by its type; what it comes from says more."""
    if getattr(source, "object", "") == "dispute":
        return MoveKind.DISPUTE if transaction.amount < 0 else MoveKind.DISPUTE_WON
    return MOVES.get(transaction.type, MoveKind.OTHER)


def move_of(transaction: Any) -> BalanceMove:
    """Named by what moved the money: the payment, refund or payout; else by itself."""
    source = written_out(transaction.source)
    kind = _kind_of(transaction, source)
    named = {
        MoveKind.DISPUTE: getattr(source, "id", None),
        MoveKind.DISPUTE_WON: getattr(source, "id", None),
        MoveKind.PAYMENT: id_of(getattr(source, "payment_intent", None)),
        MoveKind.REFUND: getattr(source, "id", None),
        MoveKind.REFUND_FAILED: getattr(source, "id", None),
        MoveKind.PAYOUT: getattr(source, "id", None),
        MoveKind.PAYOUT_FAILED: getattr(source, "id", None),
    }
    return BalanceMove(
        id=transaction.id,
        kind=kind,
        source_id=named.get(kind) or transaction.id,
        amount_minor=transaction.amount,
        cost_minor=transaction.fee,
        currency=transaction.currency.upper(),
        made_at=datetime.fromtimestamp(transaction.created, UTC),
        stripe_type=transaction.type,
    )
