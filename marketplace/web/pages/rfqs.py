"""RFQs (询比): the list, and one as carriers and members see it: lots, lines, opened quotes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for

from marketplace.domain.desk import OPEN
from marketplace.domain.lives import AwardState, RfqState
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Rfq
from marketplace.schemas.rfq_sheet import RFQ_LINE_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import visible_awards
from marketplace.services.find_desk import find_desk, invited_rfqs
from marketplace.services.find_fee_tables import find_fee_terms
from marketplace.services.find_quotes import find_quotes
from marketplace.services.find_rfq_lines import (
    every_rfq_line,
    find_rfq_lines,
    own_released_lines,
)
from marketplace.services.find_rfq_talk import amendments_of
from marketplace.services.find_rfqs import as_told, find_rerun, find_rfq, is_invited, visible_rfqs
from marketplace.web.call import page, runtime
from marketplace.web.language import spoken
from marketplace.web.listing import listing
from marketplace.web.pages.receipts import receipt_address
from marketplace.web.reasons import told
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("rfq_pages", __name__, url_prefix="/rfqs")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    if identity.kind == OrganisationKind.CARRIER:
        return desk(session, identity, now)
    found = listing(session, visible_rfqs(identity))
    found.things[:] = as_told(session, found.things, identity)
    return render_template("rfqs/listing.html", page=found, now=now)


pages.add_url_rule("", "listing", listed)


def desk(session: Any, identity: Any, now: Any) -> str:
    """A carrier's invitations by what is due next; `?show=open` or `closed` for a part of them."""
    shown = request.args.get("show", "")
    still_open = {"open": True, "closed": False}.get(shown)
    found = listing(session, invited_rfqs(identity, now=now, still_open=still_open))
    rfqs, key = as_told(session, found.things, identity), runtime().config.sealing_key
    found.things[:] = find_desk(session, rfqs, sealing_key=key, identity=identity, now=now)
    return render_template(
        "rfqs/desk.html",
        page=found,
        shown=shown if still_open is not None else "",
        open_states=OPEN,
        receipt_of=lambda one: receipt_address(one.rfq.id, one.sealing, identity),
        now=now,
    )


@pages.get("/<uuid:rfq_id>")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """For carriers and members; the organiser and overseers have a room of their own."""
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    if allowed(Permission.RFQ_READ, identity, rfq.group_buy):
        return redirect(url_for("rfq_room.show", rfq_id=rfq_id))
    opened = rfq.state != RfqState.QUOTING
    return render_template(
        "rfqs/show.html",
        rfq=rfq,
        page=_lines(session, rfq, identity),
        quotes=_quotes(session, rfq, identity) if opened else [],
        amendments=_amendments(session, rfq, identity),
        terms=find_fee_terms(session, rfq.group_buy, now=now),
        released=own_released_lines(session, rfq_id=rfq_id, identity=identity),
        told=told,
        next_rfq=find_rerun(session, rfq_id=rfq_id, identity=identity),
        awards=[
            award
            for award in session.scalars(visible_awards(identity, rfq.group_buy_id)).unique()
            if award.rfq_id == rfq.id and award.state == AwardState.STANDING
        ],
        invited=is_invited(session, rfq_id, identity),
        now=now,
    )


def _lines(session: Any, rfq: Rfq, identity: Any) -> Any:
    """A page of the lines as this reader may see them; a member reads only of its award."""
    try:
        lines = find_rfq_lines(session, rfq_id=rfq.id, identity=identity)
    except NotFound:
        return None
    found = listing(session, lines.query)
    found.things[:] = lines.seen(found.things)
    return found


def _amendments(session: Any, rfq: Rfq, identity: Any) -> list[Any]:
    try:
        return list(session.scalars(amendments_of(session, rfq_id=rfq.id, identity=identity)))
    except NotFound:
        return []


def _quotes(session: Any, rfq: Rfq, identity: Any) -> list[Any]:
    try:
        return find_quotes(session, rfq_id=rfq.id, identity=identity)
    except NotFound:
        return []


@pages.get("/<uuid:rfq_id>/lines.<any(csv, xlsx):form>")
@page
def lines_sheet(*, rfq_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    kind = SheetForm(form)
    data = write_sheet(RFQ_LINE_SHEET, lines, spoken(), kind)
    return sheet_answer(data, f"rfq-{rfq_id}-lines", kind)
