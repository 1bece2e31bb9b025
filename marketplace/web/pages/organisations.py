"""Organisations: the list for overseers and the reviewer's decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.enrolment import ENROLLING
from marketplace.domain.leaving import LEAVERS
from marketplace.domain.lives import OrganisationEvent, OrganisationState
from marketplace.domain.roles import OrganisationKind
from marketplace.schemas.desk_sheets import ORGANISATION_SHEET
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.decide_organisation import decide_organisation
from marketplace.services.desk_orders import ORGANISATIONS
from marketplace.services.desk_rows import exported
from marketplace.services.find_enrolment import read_enrolment
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_licences import visible_licences
from marketplace.services.find_obstacles import find_obstacles
from marketplace.services.find_organisations import find_organisation, listed_organisations
from marketplace.web.call import act, page
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import ACCEPTED
from marketplace.web.forms import load
from marketplace.web.listing import chosen, listing

pages = Blueprint("organisations", __name__, url_prefix="/organisations")


def _query(identity: Any) -> Any:
    """The organisations that `?q=&state=&kind=&sort=` asks for."""
    query = listed_organisations(
        identity,
        state=chosen(OrganisationState, "state"),
        kind=chosen(OrganisationKind, "kind"),
        q=request.args.get("q", "").strip()[:100] or None,
    )
    return in_order(query, ORGANISATIONS)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template("organisations/listing.html", page=listing(session, _query(identity)))


@pages.get("/organisations.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, ORGANISATION_SHEET, name="organisations", form=form, now=now)


@pages.get("/<uuid:organisation_id>")
@page
def show(*, organisation_id: UUID, session: Any, identity: Any, now: Any) -> str:
    organisation = find_organisation(session, organisation_id, identity=identity)
    licences = session.scalars(visible_licences(identity, carrier_id=organisation_id)).all()
    may_record = organisation.state == OrganisationState.CONFIRMED and allowed(
        Permission.ORGANISATION_LEAVE_RECORD, identity, organisation
    )
    reviewed = organisation.kind in ENROLLING and allowed(Permission.ENROLMENT_CHECK, identity)
    return render_template(
        "organisations/show.html",
        may_record=may_record and organisation.kind in LEAVERS,
        obstacles=find_obstacles(session, organisation.id, now=now) if may_record else [],
        organisation=organisation,
        licences=licences,
        enrolment=(
            read_enrolment(session, organisation_id, identity=identity, now=now)
            if reviewed
            else None
        ),
        own=identity.is_of(organisation_id) and organisation.kind in ENROLLING,
        accepted=ACCEPTED,
        findings=find_own_findings(session, identity, subject_ids=[organisation_id]),
        may_decide=allowed(Permission.ORGANISATION_DECIDE, identity, organisation),
    )


@pages.post("/<uuid:organisation_id>/confirm")
@act(again=show)
def confirm(*, organisation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(ConfirmSchema())["reason"]
    return _decide(session, organisation_id, OrganisationEvent.CONFIRM, reason, identity, now)


@pages.post("/<uuid:organisation_id>/refuse")
@act(again=show)
def refuse(*, organisation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(RefuseSchema())["reason"]
    return _decide(session, organisation_id, OrganisationEvent.REFUSE, reason, identity, now)


def _decide(session: Any, which: UUID, event: Any, reason: Any, identity: Any, now: Any) -> Any:
    decide_organisation(
        session, organisation_id=which, event=event, reason=reason, identity=identity, now=now
    )
    flash(_("Your decision is recorded."))
    return redirect(url_for("organisations.show", organisation_id=which), 303)


pages.add_url_rule("", "listing", listed)
