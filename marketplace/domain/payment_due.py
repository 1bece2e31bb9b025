"""By when an invoice of a line is due: by the contract, and by law where the carrier is small."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from marketplace.domain.compliance.instruments.purchase import SME_PAYMENT
from marketplace.domain.compliance.rules.fair_dealing import (
    LARGE_PAYMENT_DAYS,
    PUBLIC_PAYMENT_DAYS,
)

SOURCE = SME_PAYMENT.at("9")
"With its mark: the article was read, number and dates of the regulation were not checked"


class DueRule(StrEnum):
    """Whose rule it is that a payment is late by."""

    CONTRACT = "contract"
    PUBLIC_PAYER = "public_payer"
    "state organs and public institutions pay small firms within 30 days"
    LARGE_PAYER = "large_payer"
    "large enterprises pay them within 60 days; who is large, the company itself knows"


@dataclass(frozen=True)
class Due:
    """A day up to which payment is in time, the day itself counted."""

    rule: DueRule
    on: date


@dataclass(frozen=True)
class Late:
    """By how many days a payment is late, and by which rule."""

    rule: DueRule
    due_on: date
    days: int


def dues_of(
    delivered_on: date,
    invoiced_on: date,
    *,
    payment_days: int | None,
    small_carrier: bool,
    public_payer: bool,
) -> list[Due]:
    """The days by which an invoice is due; none for a contract without a term and a large carrier.

    Days count from delivery, as contract and law do; but nobody is late before it has the invoice.
    """
    terms = [] if payment_days is None else [(DueRule.CONTRACT, payment_days)]
    if small_carrier and public_payer:
        terms.append((DueRule.PUBLIC_PAYER, PUBLIC_PAYMENT_DAYS))
    elif small_carrier:
        terms.append((DueRule.LARGE_PAYER, LARGE_PAYMENT_DAYS))
    return [Due(rule, max(delivered_on + timedelta(days), invoiced_on)) for rule, days in terms]


def lateness(dues: list[Due], today: date) -> list[Late]:
    """Every rule by which it is late today, the contract's first."""
    return [Late(due.rule, due.on, days) for due in dues if (days := (today - due.on).days) > 0]
