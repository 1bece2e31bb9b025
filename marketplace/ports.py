"""What the marketplace asks of the outside world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.payment_wishes import ChargeWish, InvoiceWish, PageWish
from marketplace.domain.payments import (
    BalanceMove,
    CreditNote,
    Dispute,
    FeeInvoice,
    Payment,
    PaymentPage,
    Refund,
    Seen,
)
from pricing.award import Certified, Problem, Progress


class JobQueue(Protocol):
    """Enqueues a job in the caller's own transaction: a rollback leaves no job.

    Jobs with the same `lock` are done one at a time, in their order.
    """

    def defer(
        self, session: Session, job: str, *, lock: str | None = None, **arguments: str | int
    ) -> None: ...


class AwardSolver(Protocol):
    """Solves an award problem within a hard time limit (pricing.award.solve_certified).

    `progress` is told how far it is; once `cancelled` says so it raises Cancelled.
    """

    def __call__(
        self,
        problem: dict[str, Any] | Problem,
        *,
        time_limit: float,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        guesses: Iterable[tuple[str | None, ...]] = (),
        bound: int = 0,
    ) -> Certified: ...


class Mailer(Protocol):
    """Sends one plain-text mail; raises OSError when it could not."""

    def send(self, *, message_id: UUID, recipient: str, subject: str, body: str) -> None: ...


class Storage(Protocol):
    """Keeps files under the SHA-256 of their content (lower-case hex)."""

    def put(self, content: bytes) -> str: ...

    def get(self, key: str) -> bytes: ...

    def delete(self, key: str, *, unless_put_within: timedelta) -> bool:
        """Whether the content is gone, now or before.

        One that was put so lately stays: somebody may be about to name it.
        """
        ...


class Documents(Protocol):
    """Prints documents as PDF, alike at any time and place."""

    def contract(self, document: dict[str, Any]) -> bytes:
        """What `domain.contract_document.printed` gives."""
        ...

    def export_record(self, document: dict[str, Any]) -> bytes:
        """What `domain.export_record.printed_record` gives."""
        ...

    def archive(self, document: dict[str, Any]) -> bytes:
        """What `domain.archive_document.printed_archive` gives."""
        ...


class Payments(Protocol):
    """The platform's own money at Stripe. Never called inside a transaction.

    Whatever changes something takes `key`, our own idempotency key: asked again with it, the same
    object comes back, whatever was lost on the way. Raises PaymentRefused (nothing was done),
    PaymentUnclear (ask again with the same key), PaymentsMisconfigured (domain.payments). A charge
    that the bank declines is no error: the payment says so.
    """

    def keep_customer(self, *, organisation_id: UUID, name: str, email: str, key: str) -> str:
        """The customer's id at Stripe."""
        ...

    def open_page(self, wish: PageWish, *, key: str) -> PaymentPage: ...

    def read_page(self, page_id: str) -> PaymentPage: ...

    def close_page(self, page_id: str, *, key: str) -> PaymentPage:
        """Nobody can pay on it any more; one that is complete stays so."""
        ...

    def charge(self, wish: ChargeWish, *, key: str) -> Payment: ...

    def find_charge(self, customer_id: str, *, key: str) -> Payment | None:
        """The charge that was asked for with this key, however long ago; None: there is none."""
        ...

    def read_payment(self, payment_id: str) -> Payment: ...

    def cancel_payment(self, payment_id: str, *, key: str) -> Payment:
        """One that succeeded stays so."""
        ...

    def refund(self, payment_id: str, *, amount_minor: int, key: str) -> Refund:
        """What it is about is taken over from the payment."""
        ...

    def read_refund(self, refund_id: str) -> Refund: ...

    def read_dispute(self, dispute_id: str) -> Dispute: ...

    def taken_of(self, payment_id: str) -> Iterator[Refund | Dispute]:
        """Whatever gave that payment back, or may: refunds by whomever, and disputes."""
        ...

    def issue_invoice(self, wish: InvoiceWish, *, key: str) -> FeeInvoice:
        """Drawn up, numbered and sent; a call that broke off is taken up where it stopped."""
        ...

    def recall_invoice(self, customer_id: str, *, key: str) -> FeeInvoice | None:
        """The invoice that was issued with that key; a draft of it is thrown away. None: none."""
        ...

    def read_invoice(self, invoice_id: str) -> FeeInvoice: ...

    def void_invoice(self, invoice_id: str, *, key: str) -> FeeInvoice: ...

    def credit_invoice(
        self, invoice_id: str, *, net_minor: int, vat_minor: int, key: str
    ) -> CreditNote:
        """Takes back a part; what was paid already is given back by the way it came."""
        ...

    def read_credit_note(self, note_id: str) -> CreditNote: ...

    def made_since(self, since: datetime) -> Iterator[Seen]:
        """Every page, payment, refund, dispute, invoice and credit note made there since then."""
        ...

    def papers_since(self, since: datetime) -> Iterator[Seen]:
        """Of these the pages, invoices and credit notes: what moves no money by itself."""
        ...

    def moves_since(self, since: datetime) -> Iterator[BalanceMove]:
        """Everything that moved the balance at Stripe since then, the newest first."""
        ...

    def balances(self) -> dict[str, int]:
        """By currency, what stands at Stripe; minor units."""
        ...
