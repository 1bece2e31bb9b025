"""A carrier's sealed quote: the form, the receipt, the withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.schemas.preparation import SealingSchema, sealing_parts
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_last_statement import find_last_statement
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.find_rfqs import find_rfq, is_invited
from marketplace.services.seal_origin import SentFile
from marketplace.services.seal_quote import seal_quote, withdraw_quote
from marketplace.services.suggest_rate_rows import suggest_rate_rows
from marketplace.web.call import act, page, runtime, sender
from marketplace.web.forms import load
from marketplace.web.pages.receipts import receipt_address

pages = Blueprint("quote_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")
MOST_LINES = 300
"of the table for prices line by line; more are priced by the API"


@pages.get("")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return quote_page(session, rfq_id, identity, now)


def quote_page(
    session: Any, rfq_id: UUID, identity: Any, now: Any, rows: list[dict[str, Any]] | None = None
) -> str:
    """The form with these rates, else with those that the carrier's price books suggest."""
    if not is_invited(session, rfq_id, identity):
        raise NotFound()
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    if rows is None:
        rows = suggest_rate_rows(session, lines, identity, now)
    return render_template(
        "rfqs/quote.html",
        rfq=rfq,
        findings=find_own_findings(session, identity, group_buy_id=rfq.group_buy_id),
        rows=rows,
        lines=lines if len(lines) <= MOST_LINES else [],
        lots=sorted({line.lot for line in lines}),
        last=find_last_statement(session, identity),
        now=now,
    )


@pages.post("")
@act(again=show)
def seal(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Seal, in place of an earlier quote; the receipt's hash is published at the opening."""
    parts, seen = sealing_parts(load(SealingSchema())), request.form.get("rfq_version", "")
    parts["files"] = sent_documents()
    receipt = seal_quote(
        session,
        rfq_id=rfq_id,
        sender=sender(),
        seen_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
        listed_groups=runtime().config.listed_groups,
        identity=identity,
        now=now,
        **parts,
    )
    return redirect(receipt_address(rfq_id, receipt, identity), 303)


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
