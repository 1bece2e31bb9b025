"""Premises in the park: a company states where it sits, its park confirms or says why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import PremisesEvent, PremisesState
from marketplace.schemas.archives import NewPremisesSchema
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_own_lines import own_standing_lines
from marketplace.services.state_premises import (
    decide_premises,
    find_premises,
    find_proof,
    state_premises,
    visible_premises,
)
from marketplace.web.call import act, page
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load
from marketplace.web.listing import chosen, listing

pages = Blueprint("premises_pages", __name__, url_prefix="/premises")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_premises(identity, state=chosen(PremisesState, "state")))
    stated = {(place.building, place.room) for place in found.things}
    lines = session.scalars(own_standing_lines(identity)).all()
    ends = sorted({(line.a_building, line.a_room) for line in lines} - stated)
    return render_template("premises/listing.html", page=found, ends=ends, accepted=ACCEPTED)


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def state(*, session: Any, identity: Any, now: Any) -> Any:
    given = load(NewPremisesSchema(), without=("proof_id",))
    given["proof_id"] = sent_evidence(session, identity=identity, now=now, field="proof_id")
    state_premises(session, **given, identity=identity, now=now)
    flash(_("Your park will look at this place."))
    return redirect(url_for("premises_pages.listing"), 303)


@pages.get("/<uuid:premises_id>")
@page
def show(*, premises_id: UUID, session: Any, identity: Any, now: Any) -> str:
    place = find_premises(session, premises_id, identity=identity)
    may_decide = allowed(Permission.PREMISES_DECIDE, identity, place)
    return render_template("premises/show.html", place=place, may_decide=may_decide)


@pages.get("/<uuid:premises_id>/proof")
@page
def proof(*, premises_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_proof(session, premises_id, identity=identity))


@pages.post("/<uuid:premises_id>/confirm")
@act(again=show)
def confirm(*, premises_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(ConfirmSchema())["reason"]
    return _decide(session, premises_id, PremisesEvent.CONFIRM, reason, identity, now)


@pages.post("/<uuid:premises_id>/refuse")
@act(again=show)
def refuse(*, premises_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(RefuseSchema())["reason"]
    return _decide(session, premises_id, PremisesEvent.REFUSE, reason, identity, now)


def _decide(session: Any, which: UUID, event: Any, reason: Any, identity: Any, now: Any) -> Any:
    decide_premises(
        session, premises_id=which, event=event, reason=reason, identity=identity, now=now
    )
    flash(_("Your decision is recorded."))
    return redirect(url_for("premises_pages.listing"), 303)
