"""Each error of the SDK is one of our three, and none carries what Stripe wrote."""

from __future__ import annotations

import pytest
import stripe

from marketplace.adapters.stripe_calls import asking
from marketplace.domain.payments import PaymentRefused, PaymentsMisconfigured, PaymentUnclear

WORDS = "No such customer; you sent sk_test_f1nDm3"
REFUSED, UNCLEAR, WRONG = PaymentRefused, PaymentUnclear, PaymentsMisconfigured


@pytest.mark.parametrize(
    ("error", "ours", "code"),
    [
        (stripe.AuthenticationError(WORDS, http_status=401), WRONG, "stripe_key_refused"),
        (stripe.PermissionError(WORDS, http_status=403), WRONG, "stripe_right_missing"),
        (stripe.CardError(WORDS, "", "expired_card", http_status=402), REFUSED, "expired_card"),
        (stripe.InvalidRequestError(WORDS, "id", "resource_missing"), REFUSED, "resource_missing"),
        (stripe.InvalidRequestError(WORDS, "id"), REFUSED, "invalid_request"),
        (stripe.InvalidRequestError(WORDS, "id", "lock_timeout"), UNCLEAR, "lock_timeout"),
        (stripe.IdempotencyError(WORDS), REFUSED, "idempotency_error"),
        (stripe.RateLimitError(WORDS, http_status=429), UNCLEAR, "no_answer"),
        (stripe.APIConnectionError(WORDS), UNCLEAR, "no_answer"),
        (stripe.APIError(WORDS, http_status=500), UNCLEAR, "no_answer"),
    ],
)
def test_an_error_of_the_sdk_is_one_of_ours_without_its_words(error, ours, code):
    with pytest.raises(ours) as raised, asking("try"):
        raise error

    assert str(raised.value) == code
    assert raised.value.__cause__ is None
