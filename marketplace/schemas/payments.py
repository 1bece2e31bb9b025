"""Payments as operator and observer see them: standing, comparisons with Stripe, events."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.reconciling import CheckOutcome, DifferenceKind
from marketplace.models import EventOutcome
from marketplace.payment_settings import Mode
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.time_fields import Instant


class NewPaymentCheckSchema(Schema):
    """`since`: what was made at Stripe from then on; 35 days back unless given.

    `reread`: everything is read anew and recorded first, whatever the comparison would say.
    """

    since = Instant(load_default=None)
    reread = Flag(load_default=True)


class PaymentDifferenceSchema(Schema):
    """Amounts in minor units, above zero when they come in; null: nothing there."""

    kind = Choice(DifferenceKind)
    stripe_id = Text()
    currency = Text()
    at_stripe_minor = Whole(None, allow_none=True)
    booked_minor = Whole(None, allow_none=True)


class PaymentCheckSchema(Schema):
    """`outcome` null: not ended yet; `fault` says why one failed."""

    id = Uuid()
    asked_at = Instant()
    since = Instant()
    reread = Flag()
    ended_at = Instant(allow_none=True)
    outcome = Choice(CheckOutcome, allow_none=True)
    moves = Whole()
    mended = Whole()
    fault = Text(allow_none=True)
    differences = fields.List(fields.Nested(PaymentDifferenceSchema))


class PaymentStandingSchema(Schema):
    """No key is ever part of it."""

    mode = Choice(Mode)
    methods = fields.List(Text())
    webhooks = Flag()
    api_version = Text()
    last_event_at = Instant(allow_none=True)
    waiting_events = Whole()
    failed_events = Whole()
    last_check = fields.Nested(PaymentCheckSchema, allow_none=True)
    refused = Text(allow_none=True)


class StripeEventSchema(Schema):
    """Which object Stripe told of, and what became of it; never what the event said."""

    id = Text()
    type = Text()
    object_kind = Text()
    object_id = Text()
    livemode = Flag()
    happened_at = Instant()
    received_at = Instant()
    outcome = Choice(EventOutcome, allow_none=True)
    processed_at = Instant(allow_none=True)
    attempts = Whole()
    fault = Text(allow_none=True)


class EventQuerySchema(Schema):
    """`open`: only those about which something is still to be done."""

    open = Flag(load_default=False)
