"""Job: compare Stripe with the ledger in both directions; what was lost is re-read and recorded.

Before that, what moves no money but stands in a state: pages, invoices, credit notes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.domain.payments import (
    NO_MORE,
    BalanceMove,
    PaymentRefused,
    PaymentsFailed,
    PaymentState,
)
from marketplace.domain.reconciling import (
    FAILED,
    WON,
    Amount,
    Difference,
    compare,
    compare_balances,
    wanted_bookings,
)
from marketplace.errors import MarketplaceError
from marketplace.jobs.compare_papers import compare_papers
from marketplace.jobs.process_stripe_event import fault_of
from marketplace.jobs.reread_payments import payments_of, reread_named, reread_payments
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.book_stripe_moves import OwnBooking, book_own, own_bookings
from marketplace.services.end_payment_check import end_payment_check, find_open_check
from marketplace.services.find_stripe_bookings import bookings_named, bookings_since, cleared

ROUNDS = 3
"Money moves while we look: what still differs at the last look is a difference"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """One comparison."""

    moves: int
    differences: list[Difference]


def check_payments(runtime: Runtime, *, check_id: str) -> None:
    """Outside any transaction but for each thing that is booked or recorded; never raises.

    A run that could not be made says why; the next one is made in the night, or by hand.
    """
    with runtime.database.single_statements() as session:
        check = find_open_check(session, UUID(check_id))
    if check is None:
        return
    try:
        if check.reread:
            reread_payments(runtime, check.since)
        put_right, standing = compare_papers(runtime, check.since)
        first, last = compared(runtime, check.since)
    except Exception as error:
        if not isinstance(error, PaymentsFailed):
            log.exception("payment_check_failed", extra={"check_id": check.id})
        with runtime.database.unit_of_work() as session:
            end_payment_check(session, check_id=check.id, fault=fault_of(error))
        return
    mended = max(0, len(first.differences) - len(last.differences))
    with runtime.database.unit_of_work() as session:
        end_payment_check(
            session,
            check_id=check.id,
            moves=last.moves,
            mended=mended + put_right,
            differences=[*last.differences, *standing],
        )


def compared(runtime: Runtime, since: datetime) -> tuple[Look, Look]:
    """The first look and the last; between them what was found is re-read from Stripe."""
    first = last = look(runtime, since)
    for _ in range(ROUNDS - 1):
        if not last.differences:
            break
        reread_named(runtime, [one.stripe_id for one in last.differences])
        reread_payments(runtime, since)
        last = look(runtime, since)
    return first, last


def look(runtime: Runtime, since: datetime) -> Look:
    """Book what is the platform's own business, then compare."""
    payments = payments_of(runtime)
    moves = list(payments.moves_since(since))
    _book_own(runtime, moves)
    wanted = wanted_bookings(moves)
    with runtime.database.single_statements() as session:
        booked = bookings_named(session, wanted) | bookings_since(session, since)
    gone = [
        name
        for name, amount in booked.items()
        if name not in wanted and _is_gone(payments, name, amount)
    ]
    differences = compare(moves, booked, gone)
    at_stripe = payments.balances()
    with runtime.database.single_statements() as session:
        differences += compare_balances(at_stripe, cleared(session))
    return Look(len(moves), differences)


def _book_own(runtime: Runtime, moves: Iterable[BalanceMove]) -> None:
    """Costs and payouts, the oldest first, each in a transaction of its own, each once."""
    wanted = [own for move in reversed(list(moves)) for own in own_bookings(move)]
    with runtime.database.single_statements() as session:
        booked = bookings_named(session, [own.stripe_id for own in wanted])
    for own in wanted:
        if own.stripe_id not in booked:
            _book_one(runtime, own)


def _book_one(runtime: Runtime, own: OwnBooking) -> None:
    """What cannot be booked is a difference, and stops none of the others."""
    try:
        with runtime.database.unit_of_work() as session:
            book_own(session, own, now=now_of(session))
    except MarketplaceError:
        log.exception("stripe_move_not_booked", extra={"stripe_id": own.stripe_id})


def _is_gone(payments: Payments, name: str, booked: Amount) -> bool:
    """Whether Stripe knows nothing of what is booked, though no movement of the time names it.

    It may be older than the time looked at, or have happened since. Costs and payouts were booked
    from movements at Stripe; the balance says if one of them is not there.
    """
    try:
        if name.startswith("pi_"):
            payment = payments.read_payment(name)
            succeeded = payment.state is PaymentState.SUCCEEDED
            return not (succeeded and payment.amount_minor == booked.minor)
        if name.startswith("re_"):
            refund = payments.read_refund(name.removesuffix(FAILED))
            came_back = refund.state in NO_MORE
            signed = refund.amount_minor if name.endswith(FAILED) else -refund.amount_minor
            return (name.endswith(FAILED) and not came_back) or signed != booked.minor
        if name.startswith("dp_"):
            dispute = payments.read_dispute(name.removesuffix(WON))
            moved = dispute.restored_minor if name.endswith(WON) else -dispute.taken_minor
            return moved != booked.minor
    except PaymentRefused:
        return True
    return False
