"""Reconciliation: what the movements at Stripe ask to be booked, against what is booked.

Names of bookings: a payment by its own id, a refund by its own, one that came back by its id and
`:failed`, a payout likewise, a dispute by its own, one that was won by its id and `:won`, what
Stripe keeps by the id of the movement it was kept from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.payments import BalanceMove, MoveKind

FAILED = ":failed"
WON = ":won"


class CheckOutcome(StrEnum):
    AGREED = "agreed"
    DIFFERS = "differs"
    FAILED = "failed"


class DifferenceKind(StrEnum):
    NOT_BOOKED = "not_booked"
    NOT_AT_STRIPE = "not_at_stripe"
    AMOUNT = "amount"
    CURRENCY = "currency"
    "settled in another currency than it was charged in"
    UNKNOWN_MOVE = "unknown_move"
    "an adjustment: a person looks at it"
    BALANCE = "balance"
    INVOICE = "invoice"
    "stands in another state than the fee"
    CREDIT_NOTE = "credit_note"
    PAGE = "page"
    "stands in another state than what was asked of it for a deposit"


@dataclass(frozen=True)
class Amount:
    """What moves on the clearing account: above zero in; minor units."""

    minor: int
    currency: str


@dataclass(frozen=True)
class Difference:
    kind: DifferenceKind
    stripe_id: str
    currency: str
    at_stripe_minor: int | None
    booked_minor: int | None


def booking_of(move: BalanceMove) -> str | None:
    """The name under which the movement itself is booked; None for what nothing books."""
    if move.kind is MoveKind.OTHER:
        return None
    if move.kind in (MoveKind.REFUND_FAILED, MoveKind.PAYOUT_FAILED):
        return move.source_id + FAILED
    if move.kind is MoveKind.DISPUTE_WON:
        return move.source_id + WON
    return move.source_id


def wanted_bookings(moves: Iterable[BalanceMove]) -> dict[str, Amount]:
    """By name, what the movements ask to be booked, with what Stripe kept of each by itself."""
    wanted: dict[str, Amount] = {}
    for move in moves:
        if (name := booking_of(move)) is not None:
            wanted[name] = Amount(move.amount_minor, move.currency)
        if move.cost_minor and move.kind is not MoveKind.OTHER:
            wanted[cost_name(move)] = Amount(-move.cost_minor, move.currency)
    return wanted


def cost_name(move: BalanceMove) -> str:
    """Of what Stripe kept; a movement that is named by its own id keeps that for itself."""
    return move.id if move.source_id != move.id else f"{move.id}:cost"


def compare(
    moves: Iterable[BalanceMove], booked: Mapping[str, Amount], missing: Iterable[str]
) -> list[Difference]:
    """What differs. `booked` has at least the wanted names; `missing` are booked, not at Stripe."""
    found = list(moves)
    differences = [
        _of_one(name, at, booked.get(name)) for name, at in wanted_bookings(found).items()
    ]
    others = [
        Difference(DifferenceKind.UNKNOWN_MOVE, move.id, move.currency, move.net_minor, None)
        for move in found
        if move.kind is MoveKind.OTHER and move.id not in booked
    ]
    gone = [
        Difference(
            DifferenceKind.NOT_AT_STRIPE, name, booked[name].currency, None, booked[name].minor
        )
        for name in missing
    ]
    return [one for one in differences if one is not None] + others + gone


def _of_one(name: str, at_stripe: Amount, booked: Amount | None) -> Difference | None:
    if booked == at_stripe:
        return None
    if booked is None:
        kind = DifferenceKind.NOT_BOOKED
    elif booked.currency != at_stripe.currency:
        kind = DifferenceKind.CURRENCY
    else:
        kind = DifferenceKind.AMOUNT
    held = booked.minor if booked else None
    return Difference(kind, name, at_stripe.currency, at_stripe.minor, held)


def compare_balances(at_stripe: Mapping[str, int], cleared: Mapping[str, int]) -> list[Difference]:
    """By currency, the balance at Stripe against the clearing account; both in minor units."""
    return [
        Difference(DifferenceKind.BALANCE, "", code, at_stripe.get(code, 0), cleared.get(code, 0))
        for code in sorted({*at_stripe, *cleared})
        if at_stripe.get(code, 0) != cleared.get(code, 0)
    ]
