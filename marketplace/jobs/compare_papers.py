"""Read how pages, invoices and credit notes stand at Stripe; what was lost is recorded."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from marketplace.domain.payments import FeeInvoice, PaymentPage, PaymentRefused, Seen
from marketplace.domain.reconciling import Difference
from marketplace.jobs.reread_payments import payments_of, recorded
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.find_standing_otherwise import find_papers_asked, standing_otherwise

log = logging.getLogger(__name__)
AT_ONCE = 100
"papers compared by one question of the database: as many as Stripe lists on a page"


def compare_papers(runtime: Runtime, since: datetime) -> tuple[int, list[Difference]]:
    """How many stood otherwise and were put right, and what still stands otherwise.

    Made since then, and what is older but still asked for. Raises PaymentsFailed.
    """
    mended, left, papers = 0, [], _papers(runtime, since)
    while some := list(islice(papers, AT_ONCE)):
        for seen, differs in zip(some, _otherwise(runtime, some), strict=True):
            if differs is None:
                continue
            fresh = _read_anew(payments_of(runtime), seen)  # the list may be minutes old
            recorded(runtime, fresh)
            [still] = _otherwise(runtime, [fresh])
            if still is None:
                mended += 1
            else:
                left.append(still)
    return mended, left


def _read_anew(payments: Payments, seen: Seen) -> Seen:
    if isinstance(seen, PaymentPage):
        return payments.read_page(seen.id)
    if isinstance(seen, FeeInvoice):
        return payments.read_invoice(seen.id)
    return payments.read_credit_note(seen.id)


def _otherwise(runtime: Runtime, papers: Sequence[Seen]) -> list[Difference | None]:
    with runtime.database.single_statements() as session:
        return standing_otherwise(session, papers)


def _papers(runtime: Runtime, since: datetime) -> Iterator[Seen]:
    payments = payments_of(runtime)
    yield from payments.papers_since(since)
    with runtime.database.single_statements() as session:
        invoices, notes = find_papers_asked(session, before=since)
    yield from _each(payments.read_invoice, invoices)
    yield from _each(payments.read_credit_note, notes)


def _each(read: Callable[[str], Seen], names: Iterable[str]) -> Iterator[Seen]:
    for name in names:
        try:
            yield read(name)
        except PaymentRefused:
            log.warning("stripe_object_not_there", extra={"stripe_id": name})
