"""One client for Stripe, and its errors in our words: no key is ever part of one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import stripe
from stripe import StripeClient
from stripe._http_client import HTTPClient

from marketplace.domain.payments import PaymentRefused, PaymentsMisconfigured, PaymentUnclear
from marketplace.payment_settings import API_VERSION

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 30.0
RETRIES = 2
"The SDK asks again by itself so often, with the same idempotency key"
log = logging.getLogger(__name__)

stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(
    logging.WARNING
)  # at INFO it tells every address, at DEBUG all


def new_client(
    key: str, *, url: str | None = None, http_client: HTTPClient | None = None
) -> StripeClient:
    """A client of its own, never the global one. `url`: where Stripe answers, if not at home."""
    return StripeClient(
        key,
        stripe_version=API_VERSION,
        max_network_retries=RETRIES,
        http_client=http_client or stripe.RequestsClient(timeout=(CONNECT_SECONDS, ANSWER_SECONDS)),  # type: ignore[arg-type]
        base_addresses={"api": url} if url else None,
    )


@contextmanager
def asking(act: str) -> Iterator[None]:
    """Errors of the SDK as ours; `act` names the call in the log.

    What Stripe wrote may quote what we sent, so it stays out: code and request id are enough.
    """
    try:
        yield
    except stripe.StripeError as error:
        _note(act, error)
        raise _ours(error) from None


def _note(act: str, error: stripe.StripeError) -> None:
    said = {
        "act": act,
        "error": type(error).__name__,
        "code": error.code,
        "status": error.http_status,
        "request_id": error.request_id,
    }
    log.warning("stripe_call_failed", extra=said)


def _ours(error: stripe.StripeError) -> Exception:
    code = str(error.code or "")
    if isinstance(error, stripe.AuthenticationError):
        return PaymentsMisconfigured("stripe_key_refused")
    if isinstance(error, stripe.PermissionError):
        return PaymentsMisconfigured("stripe_right_missing")
    if isinstance(error, stripe.CardError):
        return PaymentRefused(decline_of(error) or code)
    if isinstance(error, stripe.IdempotencyError):
        return PaymentRefused("idempotency_error")
    if isinstance(error, stripe.InvalidRequestError) and not _still_running(error):
        return PaymentRefused(code or "invalid_request")
    return PaymentUnclear(code or "no_answer")


def _still_running(error: stripe.StripeError) -> bool:
    """The first request of this key has not ended: nothing is known yet."""
    return error.http_status == 409 or error.code in ("lock_timeout", "idempotency_key_in_use")


def decline_of(error: stripe.StripeError) -> str:
    """Stripe's finest word for why the bank refused; empty when there is none."""
    told = error.error
    return str(getattr(told, "decline_code", None) or error.code or "")
