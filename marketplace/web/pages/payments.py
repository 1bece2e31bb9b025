"""Payments (支付) for operator and observer: on or off, what Stripe told, what differs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.db.session import real_now_of
from marketplace.errors import invalid
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.ask_payment_check import LOOKS_BACK, ask_payment_check
from marketplace.services.find_payment_standing import (
    find_payment_check,
    find_payment_standing,
    payment_checks,
    stripe_events,
)
from marketplace.services.mark_stripe_event import process_again
from marketplace.web.call import act, page, runtime
from marketplace.web.listing import listing

pages = Blueprint("payment_pages", __name__, url_prefix="/payments")


@page
def shown(*, session: Any, identity: Any, now: Any) -> str:
    standing = find_payment_standing(session, runtime().config.payments, identity=identity)
    return render_template(
        "payments/show.html",
        standing=standing,
        page=listing(session, payment_checks(identity=identity)),
        since=(real_now_of(session) - LOOKS_BACK).date(),
        may_ask=allowed(Permission.OPERATE, identity),
        webhook_url=runtime().config.base_url + "/webhooks/stripe",
    )


pages.add_url_rule("", "show", shown)


@pages.get("/checks/<uuid:check_id>")
@page
def check(*, check_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_payment_check(session, check_id, identity=identity)
    return render_template("payments/check.html", check=found)


@pages.post("/checks")
@act(again=shown)
def ask(*, session: Any, identity: Any, now: Any) -> Any:
    """The day is that of Shanghai, from its beginning."""
    made = ask_payment_check(
        session,
        jobs=runtime().jobs,
        identity=identity,
        now=now,
        since=_since(request.form.get("since", "")),
        reread=True,
    )
    flash(_("Asked for. It takes a moment; load the page again to see what it found."))
    return redirect(url_for("payment_pages.check", check_id=made.id), 303)


def _since(text: str) -> datetime | None:
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise invalid("/since", "day") from None
    return day - timedelta(hours=8)


@page
def events(*, session: Any, identity: Any, now: Any) -> str:
    open_only = request.args.get("open") == "1"
    return render_template(
        "payments/events.html",
        page=listing(session, stripe_events(identity=identity, open_only=open_only)),
        open_only=open_only,
        may_ask=allowed(Permission.OPERATE, identity),
    )


pages.add_url_rule("/events", "events", events)


def events_again(event_id: str) -> Any:
    """Where the button stood."""
    return events()


@pages.post("/events/<event_id>/process")
@act(again=events_again)
def process(*, event_id: str, session: Any, identity: Any, now: Any) -> Any:
    process_again(session, event_id=event_id, identity=identity, jobs=runtime().jobs)
    flash(_("It is processed again now."))
    return redirect(url_for("payment_pages.events", open=1), 303)
