"""`make stripe-live-check`: the list of `stripe_list` against a test account of Stripe itself.

Needs STRIPE_TEST_KEY (a key of test mode; one of live mode is refused). Without it nothing is
asked and the exit status is 0. MARKETPLACE_STRIPE_METHODS says which ways to pay are tried.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.adapters.stripe_calls import new_client
from marketplace.adapters.stripe_payments import StripePayments
from marketplace.domain.payments import PaymentsFailed
from marketplace.payment_settings import Mode, PaymentSettings
from tests.live.stripe_list import ITEMS, Account


@dataclass(frozen=True)
class Told:
    """What the check says of one item."""

    item: str
    passed: bool
    text: str


def run(account: Account) -> list[Told]:
    """Every item, also after one that failed; no key is part of what is told."""
    told = []
    for item in ITEMS:
        try:
            told.append(Told(item.__name__, True, item(account)))
        except (AssertionError, PaymentsFailed, KeyError) as error:
            told.append(Told(item.__name__, False, f"{type(error).__name__}: {error}"))
    return told


def main(environ: Mapping[str, str] = os.environ) -> int:
    key = environ.get("STRIPE_TEST_KEY", "").strip()
    if not key:
        print("stripe-live-check: STRIPE_TEST_KEY is not set; nothing was asked of Stripe.")
        return 0
    settings = PaymentSettings.from_environ({**environ, "MARKETPLACE_STRIPE_KEY": key})
    if settings.mode is not Mode.TEST:
        print("stripe-live-check: only a key of test mode (sk_test_, rk_test_) is taken.")
        return 2
    payments = StripePayments(key, methods=settings.methods, url=settings.url)
    told = run(Account(payments, new_client(key, url=settings.url)))
    for one in told:
        print(f"{'ok  ' if one.passed else 'FAIL'} {one.item}: {one.text}")
    return 0 if all(one.passed for one in told) else 1


if __name__ == "__main__":
    sys.exit(main())
