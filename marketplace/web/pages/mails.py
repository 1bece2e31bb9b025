"""The outbox, for the operator of a demonstration: without a mail server it is read here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from marketplace.errors import NotFound
from marketplace.services.find_mails import listed_mails
from marketplace.web.call import page, runtime
from marketplace.web.listing import listing

pages = Blueprint("mails", __name__, url_prefix="/mails")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    """Only where everything is made up: a real outbox holds links that open accounts."""
    if not runtime().config.demo_clock:
        raise NotFound()
    return render_template("mails/listing.html", page=listing(session, listed_mails(identity)))


pages.add_url_rule("", "listing", listed)
