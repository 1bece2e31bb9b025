"""The audit log, for overseers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from marketplace.schemas.desk_sheets import AUDIT_SHEET
from marketplace.services.desk_orders import AUDIT
from marketplace.services.desk_rows import audit_rows
from marketplace.services.find_audit_entries import visible_audit_entries
from marketplace.services.find_names import names_of
from marketplace.web.call import page
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.language import spoken
from marketplace.web.listing import asked_day, asked_id, listing
from marketplace.web.pages.trails import OBJECTS, open_to

pages = Blueprint("audit", __name__, url_prefix="/audit")


def _query(identity: Any, now: Any) -> Any:
    """The entries that the address asks for."""
    query = visible_audit_entries(
        identity,
        now=now,
        subject=_text("subject"),
        subject_id=asked_id("subject_id"),
        chain=_text("chain"),
        event=_text("event"),
        since=asked_day("since"),
        until=asked_day("until"),
    )
    return in_order(query, AUDIT)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, _query(identity, now))
    names = names_of(session, {entry.organisation_id for entry in found.things})
    objects = {subject: OBJECTS[subject] for subject in open_to(identity)}
    return render_template("audit/listing.html", page=found, names=names, objects=objects)


pages.add_url_rule("", "listing", listed)


@pages.get("/audit.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = audit_rows(session, _query(identity, now), spoken())
    return desk_sheet(found, AUDIT_SHEET, name="audit-log", form=form, now=now)


def _text(name: str) -> str | None:
    return request.args.get(name, "").strip()[:100] or None
