"""The trail of one object: a page of its own, which the object's page also shows in place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, url_for

from marketplace.domain.roles import Role
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_trail import SUBJECTS, as_seen, trail_of
from marketplace.web.call import page
from marketplace.web.listing import listing

pages = Blueprint("trail_pages", __name__, url_prefix="/trail")
OBJECTS = {
    "award": ("notice_pages.show", "award_id"),
    "contract": ("contract_pages.show", "contract_id"),
    "data_export": ("data_export_pages.show", "export_id"),
    "deposit": ("deposit_pages.show", "deposit_id"),
    "deposit_claim": ("deposit_claim_pages.show", "claim_id"),
    "finding": ("finding_pages.show", "finding_id"),
    "group_buy": ("group_buy_pages.show", "group_buy_id"),
    "licence": ("licences.show", "licence_id"),
    "line_invoice": ("line_invoice_pages.show", "invoice_id"),
    "organisation": ("organisations.show", "organisation_id"),
    "payee_account": ("payee_account_pages.show", "account_id"),
    "premises": ("premises_pages.show", "premises_id"),
    "price_book": ("price_book_pages.show", "book_id"),
    "rfq": ("rfq_pages.show", "rfq_id"),
    "service_complaint": ("complaint_pages.show", "complaint_id"),
    "service_fee": ("fee_pages.show", "fee_id"),
}
"The page that an object is on, where its id alone leads there"
CLOSED = {
    Role.OPERATOR: {"contract", "data_export", "finding", "line_invoice", "payee_account"}
    | {"premises", "service_complaint"},
    Role.OBSERVER: {"premises"},
    Role.REVIEWER: {"service_fee"},
}
"Objects of which these roles read the trail, but not the page"


@pages.get("/<subject>/<uuid:subject_id>")
@page
def show(*, subject: str, subject_id: UUID, session: Any, identity: Any, now: Any) -> str:
    if subject not in SUBJECTS:
        abort(404)
    query = trail_of(session, subject=subject, subject_id=subject_id, identity=identity, now=now)
    found = listing(session, query)
    return render_template(
        "trails/show.html",
        subject=subject,
        subject_id=subject_id,
        page=found,
        acts=as_seen(session, found.things, identity),
        object_at=address_of(subject, subject_id) if subject in open_to(identity) else None,
        overseer=allowed(Permission.AUDIT_READ, identity),
    )


def open_to(identity: Identity) -> set[str]:
    """The kinds of object whose page the reader may open, where it may read their trail."""
    closed = [CLOSED.get(role, set()) for role in identity.roles]
    return OBJECTS.keys() - (set.intersection(*closed) if closed else set())


def address_of(subject: str, subject_id: UUID) -> str | None:
    """Where the object is shown; None where it has no page of its own."""
    if subject not in OBJECTS:
        return None
    endpoint, name = OBJECTS[subject]
    values: dict[str, Any] = {name: subject_id}
    return url_for(endpoint, **values)
