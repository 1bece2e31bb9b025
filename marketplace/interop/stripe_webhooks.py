"""Webhooks of Stripe: checked, kept as they came, acknowledged; a job does the rest."""

from __future__ import annotations

import json
import logging

from flask import Blueprint, Response, current_app, request

from marketplace.db.session import real_now_of
from marketplace.domain.stripe_events import NoEvent, read_event
from marketplace.runtime import Runtime
from marketplace.security.stripe_signature import signed_by_stripe
from marketplace.services.keep_stripe_event import keep_stripe_event

LARGEST = 512 * 1024
blueprint = Blueprint("stripe_webhooks", __name__)
log = logging.getLogger(__name__)


@blueprint.post("/webhooks/stripe")
def receive() -> Response:
    """204 once it is kept; 404 without keys, 400 for what Stripe has not signed lately, 413."""
    runtime: Runtime = current_app.extensions["marketplace"]
    secrets = runtime.config.payments.webhook_secrets
    if runtime.payments is None or not secrets:
        return Response(status=404)
    request.max_content_length = LARGEST
    body, header = request.get_data(), request.headers.get("Stripe-Signature", "")
    with runtime.database.unit_of_work() as session:
        if not signed_by_stripe(body, header, secrets, now=real_now_of(session)):
            log.warning("stripe_webhook_refused", extra={"why": "signature", "size": len(body)})
            return Response(status=400)
        try:
            note = read_event(json.loads(body))
        except (NoEvent, ValueError):
            log.warning("stripe_webhook_refused", extra={"why": "no event"})
            return Response(status=400)
        keep_stripe_event(session, note=note, body=body, jobs=runtime.jobs)
    return Response(status=204)
