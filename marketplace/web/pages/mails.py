"""The outbox, for the operator of a demonstration: without a mail server it is read here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from marketplace.schemas.oversight_sheets import MAIL_SHEET
from marketplace.services.desk_orders import MAILS
from marketplace.services.desk_rows import exported
from marketplace.services.find_mails import listed_mails
from marketplace.web.call import page
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.listing import listing

pages = Blueprint("mails", __name__, url_prefix="/mails")


def _query(identity: Any) -> Any:
    """The mails that `?q=&sort=` asks for."""
    asked = request.args.get("q", "").strip()[:100] or None
    return in_order(listed_mails(identity, q=asked), MAILS)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template("mails/listing.html", page=listing(session, _query(identity)))


pages.add_url_rule("", "listing", listed)


@pages.get("/mails.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, MAIL_SHEET, name="mails", form=form, now=now)
