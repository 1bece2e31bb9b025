"""The reviewer's desk for screens: what holds an award, one finding, the hearing, the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.screens import Kind, Outcome
from marketplace.schemas.oversight_sheets import SCREEN_SHEET
from marketplace.schemas.screens import NewHearingSchema, NewScreenDecisionSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.decide_screen import decide_screen
from marketplace.services.desk_orders import SCREENS
from marketplace.services.desk_rows import hit_rows
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.find_screens import (
    HitSeen,
    HitState,
    find_screen_hit,
    is_settled,
    screen_hits,
    seen_hits,
)
from marketplace.services.find_waiting_desk import find_waiting_desk
from marketplace.services.hear_bidder import ask_bidder
from marketplace.web.call import act, page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.forms import load
from marketplace.web.language import in_language, spoken
from marketplace.web.listing import chosen, listing
from marketplace.web.screen_pictures import amount_bars
from marketplace.web.words import word
from marketplace.web.words_screens import hit_told, kind_told, screen_name, what_told

pages = Blueprint("screen_pages", __name__)
ALL = "all"


def _query(identity: Any) -> Any:
    """The hits that `?state=&sort=` asks for: what holds an award unless another state, or all."""
    state = chosen(HitState, "state")
    if request.args.get("state") != ALL:
        state = state or HitState.HELD
    return in_order(screen_hits(identity, state=state), SCREENS)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return _queue(session, listing(session, _query(identity)), identity, rfq=None)


pages.add_url_rule("/screens", "listing", listed)


@pages.get("/rfqs/<uuid:rfq_id>/screen")
@page
def of_rfq(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """All findings of one request for quotes."""
    found = listing(session, in_order(screen_hits(identity, rfq_id=rfq_id), SCREENS))
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    return _queue(session, found, identity, rfq=rfq)


@pages.get("/screens/screens.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    return _sheet(session, _query(identity), form, now)


@pages.get("/rfqs/<uuid:rfq_id>/screen.<any(csv, xlsx):form>")
@page
def sheet_of_rfq(*, rfq_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    query = in_order(screen_hits(identity, rfq_id=rfq_id), SCREENS)
    return _sheet(session, query, form, now)


def _sheet(session: Any, query: Any, form: str, now: Any) -> Response:
    found = hit_rows(session, query, spoken())
    return desk_sheet(found, SCREEN_SHEET, name="screens", form=form, now=now)


def _queue(session: Any, found: Any, identity: Any, *, rfq: Any) -> str:
    found.things[:] = seen_hits(session, found.things)
    return render_template(
        "screens/listing.html",
        page=found,
        rfq=rfq,
        waiting=None if rfq else find_waiting_desk(session, identity=identity),
        screen_name=screen_name,
        hit_told=hit_told,
    )


@pages.get("/screens/<uuid:hit_id>")
@page
def show(*, hit_id: UUID, session: Any, identity: Any, now: Any) -> str:
    seen = find_screen_hit(session, hit_id=hit_id, identity=identity)
    names = {str(one.id): in_language(one, "name") for one in seen.carriers}
    return render_template(
        "screens/show.html",
        seen=seen,
        hit=seen.hit,
        names=names,
        drawing=amount_bars(seen.hit.figures, names),
        source=seen.source.printed(spoken()),
        may_decide=allowed(Permission.SCREEN_DECIDE, identity) and not is_settled(seen.hit),
        outcomes=_outcomes(seen),
        unasked=_unasked(seen),
        screen_name=screen_name,
        hit_told=hit_told,
        kind_told=kind_told,
        what_told=what_told,
        now=now,
    )


def _outcomes(seen: HitSeen) -> list[tuple[str, str]]:
    """What may be decided: only a deemed fact sets a quote aside."""
    possible = [one for one in Outcome if one != Outcome.SET_ASIDE or seen.hit.kind == Kind.DEEMED]
    return [(str(one), word("screen_outcome", one)) for one in possible]


def _unasked(seen: HitSeen) -> list[tuple[str, str]]:
    asked = {hearing.carrier_id for hearing in seen.hit.hearings}
    return [(str(c.id), in_language(c, "name")) for c in seen.carriers if c.id not in asked]


@pages.post("/screens/<uuid:hit_id>/decide")
@act(again=show)
def decide(*, hit_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said = load(NewScreenDecisionSchema())
    decide_screen(session, hit_id=hit_id, identity=identity, now=now, **said)
    flash(_("Decided, with your reason on record."))
    return _to(hit_id)


@pages.post("/screens/<uuid:hit_id>/hear")
@act(again=show)
def hear(*, hit_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said, config = load(NewHearingSchema()), runtime().config
    ask_bidder(session, hit_id=hit_id, config=config, identity=identity, now=now, **said)
    flash(_("The bidder is asked and told until when to answer."))
    return _to(hit_id)


def _to(hit_id: UUID) -> Any:
    return redirect(url_for("screen_pages.show", hit_id=hit_id), 303)
