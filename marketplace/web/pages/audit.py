"""The audit log, for overseers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from marketplace.services.find_audit_entries import visible_audit_entries
from marketplace.services.find_names import names_of
from marketplace.web.call import page
from marketplace.web.listing import listing

pages = Blueprint("audit", __name__, url_prefix="/audit")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    query = visible_audit_entries(
        identity,
        now=now,
        subject=_text("subject"),
        subject_id=_id("subject_id"),
        chain=_text("chain"),
    )
    found = listing(session, query)
    names = names_of(session, {entry.organisation_id for entry in found.things})
    return render_template("audit/listing.html", page=found, names=names)


pages.add_url_rule("", "listing", listed)


def _text(name: str) -> str | None:
    return request.args.get(name, "").strip()[:100] or None


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
