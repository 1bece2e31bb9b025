"""What the movements at Stripe ask to be booked, and what differs from it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marketplace.domain.payments import BalanceMove, MoveKind
from marketplace.domain.reconciling import (
    Amount,
    DifferenceKind,
    compare,
    compare_balances,
    wanted_bookings,
)


def move(kind, source, amount, cost=0, currency="CNY"):
    at = datetime(2026, 11, 28, tzinfo=UTC)
    return BalanceMove("txn_1", kind, source, amount, cost, currency, at, "x")


@pytest.mark.parametrize(
    ("one", "names"),
    [
        (move(MoveKind.PAYMENT, "pi_1", 1_000, 30), {"pi_1": 1_000, "txn_1": -30}),
        (move(MoveKind.REFUND, "re_1", -400), {"re_1": -400}),
        (move(MoveKind.REFUND_FAILED, "re_1", 400), {"re_1:failed": 400}),
        (move(MoveKind.PAYOUT, "po_1", -600), {"po_1": -600}),
        (move(MoveKind.PAYOUT_FAILED, "po_1", 600), {"po_1:failed": 600}),
        (move(MoveKind.COST, "txn_1", -5, 1), {"txn_1": -5, "txn_1:cost": -1}),
        (move(MoveKind.OTHER, "txn_1", -5, 1), {}),
    ],
)
def test_a_movement_is_booked_by_the_name_of_what_moved_it(one, names):
    wanted = wanted_bookings([one])

    assert {name: amount.minor for name, amount in wanted.items()} == names
    assert sum(names.values()) in (one.net_minor, 0)


@pytest.mark.parametrize(
    ("booked", "kind"),
    [
        (None, DifferenceKind.NOT_BOOKED),
        (Amount(999, "CNY"), DifferenceKind.AMOUNT),
        (Amount(1_000, "HKD"), DifferenceKind.CURRENCY),
    ],
)
def test_what_differs_is_named_by_how_it_differs(booked, kind):
    held = {} if booked is None else {"pi_1": booked}

    (found,) = compare([move(MoveKind.PAYMENT, "pi_1", 1_000)], held, [])

    assert (found.kind, found.at_stripe_minor) == (kind, 1_000)


def test_alike_is_no_difference():
    booked = {"pi_1": Amount(1_000, "CNY")}

    assert compare([move(MoveKind.PAYMENT, "pi_1", 1_000)], booked, []) == []
    assert compare_balances({"CNY": 5, "HKD": 0}, {"CNY": 5}) == []


def test_balances_are_compared_currency_by_currency():
    (found,) = compare_balances({"CNY": 5, "HKD": 1}, {"CNY": 5})

    assert (found.currency, found.at_stripe_minor, found.booked_minor) == ("HKD", 1, 0)
