"""Licences: a carrier submits, a reviewer verifies or refuses with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from marketplace.domain.licences import number_warnings
from marketplace.domain.lives import LicenceEvent, LicenceState
from marketplace.domain.products import LICENCE_SCOPES
from marketplace.i18n.sentences import sentence
from marketplace.models import Licence
from marketplace.schemas.licences import NewLicenceSchema
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.decide_licence import decide_licence
from marketplace.services.find_licences import find_licence, visible_licences
from marketplace.services.submit_licence import submit_licence
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing

pages = Blueprint("licences", __name__, url_prefix="/licences")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    query = visible_licences(identity, state=chosen(LicenceState, "state"))
    found = listing(session, query.options(selectinload(Licence.carrier)))
    return render_template("licences/listing.html", page=found, scopes=LICENCE_SCOPES)


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def submit(*, session: Any, identity: Any, now: Any) -> Any:
    licence = submit_licence(session, given=load(NewLicenceSchema()), identity=identity, now=now)
    flash(_("A reviewer will look at this licence."))
    return redirect(url_for("licences.show", licence_id=licence.id), 303)


@pages.get("/<uuid:licence_id>")
@page
def show(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> str:
    licence = find_licence(session, licence_id, identity=identity)
    return render_template(
        "licences/show.html",
        licence=licence,
        warnings=[sentence(code, {}, spoken()) for code in number_warnings(licence.number)],
        may_decide=allowed(Permission.LICENCE_DECIDE, identity, licence),
    )


@pages.post("/<uuid:licence_id>/verify")
@act(again=show)
def verify(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(ConfirmSchema())["reason"]
    return _decide(session, licence_id, LicenceEvent.VERIFY, reason, identity, now)


@pages.post("/<uuid:licence_id>/refuse")
@act(again=show)
def refuse(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(RefuseSchema())["reason"]
    return _decide(session, licence_id, LicenceEvent.REFUSE, reason, identity, now)


def _decide(session: Any, which: UUID, event: Any, reason: Any, identity: Any, now: Any) -> Any:
    decide_licence(
        session, licence_id=which, event=event, reason=reason, identity=identity, now=now
    )
    flash(_("Your decision is recorded."))
    return redirect(url_for("licences.show", licence_id=which), 303)
