"""A carrier's sealed quote: the form, the receipt, the withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.schemas.preparation import SealingSchema, sealing_parts
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_invitation import find_invitation
from marketplace.services.find_last_statement import find_last_statement
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.seal_origin import SentFile
from marketplace.services.seal_quote import Receipt, seal_quote, withdraw_quote
from marketplace.web.call import act, page, runtime, sender
from marketplace.web.forms import load
from marketplace.web.pages.receipts import receipt_address
from marketplace.web.quote_bench import bench_of
from marketplace.web.quote_drafting import keep_draft, typed_so_far
from marketplace.web.quote_reading import form_of, kept, read_typed
from marketplace.web.quote_words import shown_faults
from marketplace.web.typed import show_again, typed

pages = Blueprint("quote_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")
MOST_LINES = 300
"of the table for prices line by line; more are priced by the API"


@pages.get("")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The form as it was just refused, else the draft, else the rates of the price books."""
    invitation = find_invitation(session, rfq_id=rfq_id, identity=identity)
    rfq, sent = invitation.rfq, typed()
    refused = sent.values if "valid_until" in request.form else None
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    draft, values = typed_so_far(session, rfq, lines, identity, now)
    said = read_typed(form_of(values if refused is None else refused))
    bench = bench_of(session, invitation, said, now=now)
    if refused is None:
        # The page has other forms too: what was wrong with one of them is told, not the draft's.
        drafted = shown_faults(said, bench.looked.checked.checks)
        show_again(said.values, drafted if sent.values is None else sent.faults_found())
    return render_template(
        "rfqs/quote.html",
        rfq=rfq,
        refused=sent.values is not None,
        draft=draft,
        findings=find_own_findings(session, identity, group_buy_id=rfq.group_buy_id),
        lines=lines if len(lines) <= MOST_LINES else [],
        own_lines=said.prices_lines,
        lots=sorted({line.lot for line in lines}),
        last=find_last_statement(session, identity),
        now=now,
        **bench.drawn(),
    )


@pages.post("")
@act(again=show)
def seal(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Seal, in place of an earlier quote; the receipt's hash is published at the opening."""
    said = load(SealingSchema())
    receipt = sealed(session, rfq_id, said, identity, now)
    keep_draft(session, rfq_id, kept(g.form_values), seen_mark=None, identity=identity, now=now)
    return redirect(receipt_address(rfq_id, receipt, identity), 303)


def sealed(session: Any, rfq_id: UUID, said: dict[str, Any], identity: Any, now: Any) -> Receipt:
    """Seal what a form said, with the files and for the version of the RFQ that came with it."""
    parts, seen = sealing_parts(said), request.form.get("rfq_version", "")
    parts["files"] = sent_documents()
    return seal_quote(
        session,
        rfq_id=rfq_id,
        sender=sender(),
        seen_version=int(seen[:9]) if seen.isascii() and seen.isdigit() else 0,
        listed_groups=runtime().config.listed_groups,
        identity=identity,
        now=now,
        **parts,
    )


@pages.post("/withdraw")
@act(again=show)
def withdraw(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_quote(session, rfq_id=rfq_id, identity=identity, now=now)
    flash(_("Withdrawn: your envelope is empty. You may quote again until the due time."))
    return _to(rfq_id)


def sent_documents() -> list[SentFile]:
    """The files that were chosen; a browser sends an empty one when none was."""
    sent = request.files.getlist("documents")
    return [SentFile(file.filename, file.read()) for file in sent if file.filename]


def _to(rfq_id: UUID) -> Any:
    return redirect(url_for("rfq_pages.show", rfq_id=rfq_id), 303)
