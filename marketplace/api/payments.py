"""API: payments of the platform's own money, compared with Stripe; for operator and observer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.schemas import payments as schemas
from marketplace.services.ask_payment_check import ask_payment_check
from marketplace.services.find_payment_standing import (
    find_payment_check,
    find_payment_standing,
    payment_checks,
    stripe_events,
)
from marketplace.services.mark_stripe_event import process_again

blp = Blueprint("payments_api", __name__, description="Payments at Stripe · 支付与核对")
Body = dict[str, Any]
CHECKS, EVENTS = "/payments/checks", "/payments/events"


@blp.route("/payments")
@reading
@blp.response(200, schemas.PaymentStandingSchema)
def get_standing(*, session: Session, identity: Any, now: Any) -> Any:
    """On or off, test or live, what Stripe last told us, what was last compared."""
    return find_payment_standing(session, runtime().config.payments, identity=identity)


@blp.route(CHECKS)
@reading
@blp.response(200, schemas.PaymentCheckSchema(many=True))
@blp.arguments(PageSchema, location="query")
def list_checks(paging: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """Comparisons of Stripe with the ledger, newest first, with what they found different."""
    return page(session, payment_checks(identity=identity), **paging)


@blp.route(CHECKS, methods=["POST"])
@creating
@blp.response(201, schemas.PaymentCheckSchema)
@blp.arguments(schemas.NewPaymentCheckSchema)
def post_check(asked: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """Re-read from Stripe and compare; a job does it, safe at any time."""
    return ask_payment_check(session, jobs=runtime().jobs, identity=identity, now=now, **asked)


@blp.route(CHECKS + "/<uuid:check_id>")
@reading
@blp.response(200, schemas.PaymentCheckSchema)
def get_check(check_id: UUID, *, session: Session, identity: Any, now: Any) -> Any:
    """One comparison."""
    return find_payment_check(session, check_id, identity=identity)


@blp.route(EVENTS)
@reading
@blp.response(200, schemas.StripeEventSchema(many=True))
@blp.arguments(schemas.EventQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_events(chosen: Body, paging: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """What Stripe told us by webhooks in the last 90 days, newest first."""
    query = stripe_events(identity=identity, open_only=chosen["open"])
    return page(session, query, **paging)


@blp.route(EVENTS + "/<string:event_id>/process", methods=["POST"])
@creating
@blp.response(200, schemas.StripeEventSchema)
def post_process(event_id: str, *, session: Session, identity: Any, now: Any) -> Any:
    """Look once more at what the event is about; a job does it."""
    return process_again(session, event_id=event_id, identity=identity, jobs=runtime().jobs)
