"""The draft of a quote: saved as one goes, thrown away, previewed, sealed as previewed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.errors import Conflict
from marketplace.schemas.preparation import SealingSchema
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_invitation import find_invitation
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.pages.quotes import sealed, show
from marketplace.web.pages.receipts import receipt_address
from marketplace.web.quote_bench import bench_of
from marketplace.web.quote_drafting import draft_of, keep_draft, to_form
from marketplace.web.quote_reading import form_of, read_typed

pages = Blueprint("quote_draft_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")


@pages.post("/draft")
@act(again=show)
def keep(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Keep what was typed, right or wrong. With `fresh`, answers with the checks alone."""
    said = read_typed(request.form)
    g.form_values = said.values
    draft = keep_draft(session, rfq_id, said.values, seen_mark=_seen(), identity=identity, now=now)
    if "fresh" in request.form:
        invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
        bench = bench_of(session, invitation, said, now=now)
        return render_template("rfqs/fresh.html", draft=draft, **bench.shown(in_form=True))
    if request.form.get("to") == "preview":
        return redirect(url_for("quote_draft_pages.preview", rfq_id=rfq_id), 303)
    flash(_("The draft is saved."))
    return to_form(rfq_id)


@pages.post("/draft/clear")
@act(again=show)
def clear(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    keep_draft(session, rfq_id, None, seen_mark=_seen(), identity=identity, now=now)
    flash(_("The draft is thrown away. What is sealed stays sealed."))
    return to_form(rfq_id)


@pages.get("/preview")
@page
def preview(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """The checks, and what the organiser will see of the draft; without one there is the form."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    draft = draft_of(session, invitation.rfq, identity)
    if draft.values is None:
        return to_form(rfq_id)
    said = read_typed(form_of(draft.values))
    bench = bench_of(session, invitation, said, now=now)
    return render_template(
        "rfqs/preview.html",
        rfq=invitation.rfq,
        draft=draft,
        terms=said.terms,
        valid_until=said.valid_until,
        priced={price.line_id: price for price in bench.looked.checked.prices},
        findings=find_own_findings(session, identity, group_buy_id=invitation.rfq.group_buy_id),
        now=now,
        **bench.drawn(),
    )


@pages.post("/preview")
@act(again=preview)
def seal(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Seal the draft that was previewed; a draft changed since is previewed anew."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    draft = draft_of(session, invitation.rfq, identity)
    if draft.values is None or draft.mark != _seen():
        raise Conflict("stale")
    said = load(SealingSchema(), form_of(draft.values))
    receipt = sealed(session, rfq_id, said, identity, now)
    return redirect(receipt_address(rfq_id, receipt, identity), 303)


def _seen() -> str:
    """The mark of the draft that the form was made from."""
    return request.form.get("draft_mark", "")
