"""How large a deposit is, what interest it bears, and what must be true of its terms.

Amounts are fen of CNY. The cap follows the rule on tender deposits (BID-11): at most 2 % of what
the member's lines are estimated to cost, which is the sum of their ceilings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.rules.run_settings import MOST_DEPOSIT_BPS

WHOLE_BPS = 10_000
DAYS_OF_YEAR = 365
LEAST_MINOR = 1_000
"Below ten yuan nothing is asked: Stripe takes no charge of less than about four"
MOST_MINOR = 99_999_999
"Stripe takes no charge of more than eight digits"
CURRENCY = "CNY"
RETURN_DAYS = 5
"Within so many days of the last signature, or of any other end, it must be back (BID-12)"
MOST_INTEREST_BPS = 1_000
CLAIM_DAYS = 3
"Days after the last signature in which a carrier may claim before it goes back"
DECIDE_DAYS, CONTEST_DAYS = 5, 5
"Working days to decide a claim or the complaint of it, and for that complaint"
LEAST_HOLD_DAYS, MOST_HOLD_DAYS, USUAL_HOLD_DAYS = 14, 180, 90
MOST_CONFIRM_DAYS, USUAL_CONFIRM_DAYS = 10, 2


class DepositWay(StrEnum):
    CHARGE = "charge"
    "charged when the member pays, given back at the end"
    SAVE = "save"
    "the way to pay is saved, and charged at the lock"


@dataclass(frozen=True)
class DepositTerms:
    """What the organiser set: a fixed amount for each member or a share of its estimate.

    `hold_days`: so many days after the lock it goes back whatever the group buy has come to.
    `confirm_days`: working days to pay on a page when the charge at the lock did not go through.
    """

    way: DepositWay
    fixed_minor: int | None
    rate_bps: int | None
    interest_bps: int
    hold_days: int
    confirm_days: int
    rule_version: str

    @property
    def most_bps(self) -> int:
        """The largest share of an estimate that can be asked, for BID-11."""
        return MOST_DEPOSIT_BPS if self.rate_bps is None else self.rate_bps


def estimate_minor(limits: Iterable[tuple[int, int | None]]) -> int:
    """The sum of the lines' ceilings, from the price shown and the member's own limit of each."""
    return sum(shown if own is None else min(shown, own) for shown, own in limits)


def cap_minor(estimate: int) -> int:
    """The most that may be held for a member whose lines are estimated so, rounded down."""
    return min(estimate * MOST_DEPOSIT_BPS // WHOLE_BPS, MOST_MINOR)


def deposit_minor(terms: DepositTerms, estimate: int) -> int:
    """What is asked of the member; 0: so little that nothing is asked."""
    share = estimate * (terms.rate_bps or 0) // WHOLE_BPS
    asked = share if terms.fixed_minor is None else terms.fixed_minor
    amount = min(asked, cap_minor(estimate))
    return amount if amount >= LEAST_MINOR else 0


def interest_minor(amount: int, rate_bps: int, since: date, until: date) -> int:
    """Simple interest for the days from `since` to `until`, a year of 365, rounded half up."""
    days = max((until - since).days, 0)
    whole = WHOLE_BPS * DAYS_OF_YEAR
    return (2 * amount * rate_bps * days + whole) // (2 * whole)
