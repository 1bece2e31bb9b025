"""The RFQ room of the organiser: issue it, watch its clock, open and compare the quotes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import AwardState, GroupBuyState, RfqState
from marketplace.models import Rfq
from marketplace.schemas.rfqs import NewRfqSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import visible_awards
from marketplace.services.find_comparison import envelopes_hold, find_comparison
from marketplace.services.find_quotes import find_quotes
from marketplace.services.find_rfq_lines import find_rfq_lines
from marketplace.services.find_rfq_talk import amendments_of, open_questions
from marketplace.services.find_rfqs import find_rerun, find_rfq
from marketplace.services.issue_rfq import issue_rfq
from marketplace.services.open_quotes import may_be_allowed, open_quotes
from marketplace.services.preview_rfq import invited_carriers, lot_sizes, preview_rfq
from marketplace.services.request_solve import request_solve
from marketplace.web import award_charts
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import listing
from marketplace.web.pages.rfq_changes import least_of_profiles
from marketplace.web.reasons import told

pages = Blueprint("rfq_room", __name__)


@pages.get("/group-buys/<uuid:group_buy_id>/rfq")
@page
def ask(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """What would be asked, of whom, and until when."""
    preview = preview_rfq(session, group_buy_id=group_buy_id, identity=identity, now=now)
    if preview.group_buy.state != GroupBuyState.LOCKED:
        return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id))
    return render_template("rfq_room/ask.html", preview=preview, least=least_of_profiles(), now=now)


@pages.post("/group-buys/<uuid:group_buy_id>/rfq/issue")
@act(again=ask)
def issue(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    rfq = issue_rfq(
        session,
        group_buy_id=group_buy_id,
        config=runtime().config,
        identity=identity,
        now=now,
        **load(NewRfqSchema()),
    )
    flash(_("The carriers are invited. Nobody reads a quote before the due time."))
    return _to(rfq.id)


@pages.get("/rfqs/<uuid:rfq_id>/room")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    require(Permission.RFQ_READ, identity, rfq.group_buy)
    return render_template(
        "rfq_room/show.html",
        rfq=rfq,
        lots=lot_sizes(session, rfq_id=rfq_id, identity=identity),
        invited=invited_carriers(session, rfq_id=rfq_id, identity=identity),
        due=rfq.state == RfqState.QUOTING and now >= rfq.quotes_due_at,
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, rfq.group_buy),
        may_allow=allowed(Permission.RFQ_ALLOW, identity, rfq.group_buy) and may_be_allowed(rfq),
        may_be_allowed=may_be_allowed(rfq),
        waiting=open_questions(session, rfq_id),
        amendments=session.scalars(amendments_of(session, rfq_id=rfq_id, identity=identity)).all(),
        next_rfq=find_rerun(session, rfq_id=rfq_id, identity=identity),
        may_weigh=allowed(Permission.AWARD_READ, identity, rfq.group_buy),
        award=standing_award(session, rfq, identity),
        drawing=award_charts,
        told=told,
        now=now,
        **_compared(session, rfq, identity),
    )


def standing_award(session: Any, rfq: Rfq, identity: Any) -> Any:
    """The award that stands for this RFQ, as far as the reader has a part in it; else None."""
    awards = session.scalars(visible_awards(identity, rfq.group_buy_id)).unique()
    found = (a for a in awards if a.rfq_id == rfq.id and a.state == AwardState.STANDING)
    return next(found, None)


def _compared(session: Any, rfq: Rfq, identity: Any) -> dict[str, Any]:
    """A page of the lines; beside them, after the opening, what each quote asks."""
    lines = find_rfq_lines(session, rfq_id=rfq.id, identity=identity)
    found = listing(session, lines.query)
    found.things[:] = lines.seen(found.things)
    opened = rfq.state in (RfqState.OPENED, RfqState.VOID)
    if not opened or not allowed(Permission.QUOTES_READ, identity, rfq.group_buy):
        return {"page": found, "quotes": [], "prices": {}, "hold": {}}
    ids = [line.line_id for line in found.things]
    return {
        "page": found,
        "quotes": find_quotes(session, rfq_id=rfq.id, identity=identity),
        "prices": find_comparison(session, rfq_id=rfq.id, line_ids=ids, identity=identity),
        "hold": envelopes_hold(session, rfq_id=rfq.id, identity=identity),
    }


@pages.post("/rfqs/<uuid:rfq_id>/room/open")
@act(again=show)
def open_(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Open once due, and have the cheapest award computed, as the sweep does."""
    held = runtime()
    rfq = open_quotes(
        session, rfq_id=rfq_id, config=held.config, jobs=held.jobs, identity=identity, now=now
    )
    if rfq.state == RfqState.OPENED:
        session.flush()
        request_solve(session, rfq_id=rfq_id, jobs=held.jobs, identity=identity, now=now)
        flash(_("The quotes are open. The cheapest award is being computed."))
    return _to(rfq_id)


def _to(rfq_id: UUID) -> Any:
    return redirect(url_for("rfq_room.show", rfq_id=rfq_id), 303)
