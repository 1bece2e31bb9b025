"""How a service fee is paid, why it is taken back, and when its payer is reminded."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

REMINDERS = (-3, 0, 7, 14)
"days from the due day at which the payer is reminded, once each"


class FeeWay(StrEnum):
    STRIPE = "stripe"
    TRANSFER = "transfer"


class CreditReason(StrEnum):
    """`contract_ended` is made by rule, `at_stripe` was made there and not by us."""

    CONTRACT_ENDED = "contract_ended"
    AGREED = "agreed"
    MISTAKE = "mistake"
    AT_STRIPE = "at_stripe"


GIVEN_REASONS = (CreditReason.AGREED, CreditReason.MISTAKE, CreditReason.CONTRACT_ENDED)
"those that an operator may name"


def reminder_due(due_on: date, today: date) -> int | None:
    """The newest reminder whose day has come, as days from the due day; None before the first."""
    come = [days for days in REMINDERS if due_on + timedelta(days=days) <= today]
    return max(come, default=None)
