"""How a service fee is paid, why it is taken back, and when its payer is reminded."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

REMINDERS = (-3, 0, 7, 14)
"days from the due day at which the payer is reminded, once each"

MOST_REFUSALS = 5
"of the refund of what was paid twice: after so many the operator sends it by bank transfer"

TAKEN_BACK, TAKEN_BACK_UNSEEN = "taken_back", "taken_back_unseen"
"as the fault of a fee: why it waits for the operator; `unseen`: without keys nobody could look"
NO_ADDRESS = "payer_without_address"
"as the fault of a fee: no active user of the payer has an address for the invoice"


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
