"""Leaving the marketplace, by one's own decision or an operator's record; what goes when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.leaving import LeaveSchema, RecordLeavingSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_retention import find_retention
from marketplace.services.leave_marketplace import (
    find_leaving,
    leave_marketplace,
    record_leaving,
)
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.pages.organisations import show as organisation_page

pages = Blueprint("leaving_pages", __name__)


@pages.get("/account/leave")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    mine = identity.organisation_id
    organisation, obstacles = find_leaving(session, mine, identity=identity, now=now)
    require(Permission.ORGANISATION_LEAVE, identity, organisation)
    return render_template("account/leave.html", organisation=organisation, obstacles=obstacles)


@pages.post("/account/leave")
@act(again=show)
def leave(*, session: Any, identity: Any, now: Any) -> Any:
    """The session ends with it: the way on is the front page."""
    reason = load(LeaveSchema())["reason"]
    mine, jobs = identity.organisation_id, runtime().jobs
    leave_marketplace(
        session, organisation_id=mine, reason=reason, jobs=jobs, identity=identity, now=now
    )
    flash(_("Your organisation has left the marketplace. A mail confirms it."))
    return redirect(url_for("public.landing"), 303)


@pages.post("/organisations/<uuid:organisation_id>/leave")
@act(again=organisation_page)
def record(*, organisation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(RecordLeavingSchema())["reason"]
    who = {"jobs": runtime().jobs, "identity": identity, "now": now}
    record_leaving(session, organisation_id=organisation_id, reason=reason, **who)
    flash(_("It is on record that the organisation has left."))
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@pages.get("/retention")
@page
def retention(*, session: Any, identity: Any, now: Any) -> str:
    found = find_retention(session, identity=identity, now=now)
    return render_template("privacy/retention.html", found=found)
