"""A bidder is heard: what a reviewer asks it about its quote, and its statement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.screens import NewStatementSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.hear_bidder import find_hearing, hearings_of, state_case
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint("hearing_pages", __name__, url_prefix="/hearings")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template("screens/hearings.html", page=listing(session, hearings_of(identity)))


pages.add_url_rule("", "listing", listed)


@pages.get("/<uuid:hearing_id>")
@page
def show(*, hearing_id: UUID, session: Any, identity: Any, now: Any) -> str:
    hearing = find_hearing(session, hearing_id=hearing_id, identity=identity)
    mine = allowed(Permission.HEARING_STATE, identity, hearing)
    return render_template(
        "screens/hearing.html",
        hearing=hearing,
        may_state=mine and hearing.stated_at is None and now < hearing.due_at,
        may_read_screen=allowed(Permission.SCREEN_READ, identity),
        now=now,
    )


@pages.post("/<uuid:hearing_id>/statement")
@act(again=show)
def state(*, hearing_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said = load(NewStatementSchema())
    state_case(session, hearing_id=hearing_id, identity=identity, now=now, **said)
    flash(_("Your statement is on record."))
    return redirect(url_for("hearing_pages.show", hearing_id=hearing_id), 303)
