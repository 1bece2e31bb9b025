"""An invoice follows what is paid of it: paid in full, received in full, or open again."""

from __future__ import annotations

from datetime import datetime

from marketplace.domain.lives import INVOICE, InvoiceEvent, InvoiceState
from marketplace.models import LineInvoice
from marketplace.security.identity import Identity


def follow_payments(invoice: LineInvoice, *, by: Identity | None, now: datetime) -> None:
    """Move it by its sums. A move that is not the caller's to make is the marketplace's own.

    Nothing may be read between the change of a sum and this: the database holds both together.
    """
    while (event := due_event(invoice)) is not None:
        own = by if by is not None and INVOICE.open_to(event, by.roles) else None
        invoice.advance(event, by=own, now=now)


def due_event(invoice: LineInvoice) -> InvoiceEvent | None:
    """The move that its sums ask for; a dispute and an end hold it."""
    whole = invoice.gross_minor
    if invoice.state == InvoiceState.INVOICED and invoice.remitted_minor == whole:
        return InvoiceEvent.PAY
    if invoice.state == InvoiceState.PAID and invoice.remitted_minor < whole:
        return InvoiceEvent.REOPEN
    if invoice.state == InvoiceState.PAID and invoice.received_minor == whole:
        return InvoiceEvent.RECEIVE
    return None
