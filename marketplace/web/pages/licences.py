"""Licences: a carrier submits and proves, a reviewer looks up, verifies or refuses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.licences import SCOPE_NAMES, Scope, number_warnings
from marketplace.domain.lives import LicenceEvent, LicenceState
from marketplace.domain.working_days import local_day
from marketplace.i18n.sentences import LANGUAGES, sentence
from marketplace.schemas.desk_sheets import LICENCE_SHEET
from marketplace.schemas.licences import LicenceChangeSchema, LookUpSchema, NewLicenceSchema
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.amend_licence import amend_licence
from marketplace.services.decide_licence import decide_licence, missing_of
from marketplace.services.desk_orders import LICENCES
from marketplace.services.desk_rows import exported
from marketplace.services.find_carrier_facts import of_listed_group
from marketplace.services.find_licence_file import find_licence_file
from marketplace.services.find_licences import find_licence, visible_licences
from marketplace.services.look_up_licence import look_up_licence
from marketplace.services.submit_licence import PAPERS, submit_licence
from marketplace.web.call import act, page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing

pages = Blueprint("licences", __name__, url_prefix="/licences")


def _query(identity: Any) -> Any:
    """The licences that `?state=&sort=` asks for, with their carriers."""
    query = visible_licences(identity, state=chosen(LicenceState, "state"))
    return in_order(query, LICENCES)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, _query(identity))
    return render_template(
        "licences/listing.html", page=found, scopes=scope_choices(), accepted=ACCEPTED
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/licences.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, LICENCE_SHEET, name="licences", form=form, now=now)


def scope_choices() -> list[tuple[str, str]]:
    """Code and name of each kind of business, those that sell cross-border lines first."""
    place = LANGUAGES.index(spoken())
    return [(str(scope), SCOPE_NAMES[scope][place]) for scope in Scope]


@pages.post("")
@act(again=listed)
def submit(*, session: Any, identity: Any, now: Any) -> Any:
    given = load(NewLicenceSchema(), without=PAPERS)
    require(Permission.FILE_UPLOAD, identity)
    given |= _sent_papers(session, identity, now)
    licence = submit_licence(session, given=given, identity=identity, now=now)
    flash(_("A reviewer will look at this licence."))
    return _to(licence.id)


@pages.get("/<uuid:licence_id>")
@page
def show(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> str:
    licence, groups = find_licence(session, licence_id, identity=identity), _groups()
    return render_template(
        "licences/show.html",
        licence=licence,
        warnings=[sentence(code, {}, spoken()) for code in number_warnings(licence.number)],
        listed=of_listed_group(licence.carrier, licence, groups),
        missing=missing_of(licence, groups),
        scopes=dict(scope_choices()),
        today=local_day(now),
        accepted=ACCEPTED,
        may_decide=allowed(Permission.LICENCE_DECIDE, identity, licence),
        may_amend=allowed(Permission.LICENCE_MANAGE, identity, licence),
    )


@pages.post("/<uuid:licence_id>")
@act(again=show)
def amend(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """The carrier adds what proves its licence."""
    permission = Permission.LICENCE_MANAGE
    licence = find_licence(
        session, licence_id, identity=identity, permission=permission, for_update=True
    )
    require_version(licence)
    given = load(LicenceChangeSchema(), without=PAPERS) | _sent_papers(session, identity, now)
    amend_licence(session, licence=licence, given=given, identity=identity, now=now)
    flash(_("The licence is completed."))
    return _to(licence_id)


@pages.post("/<uuid:licence_id>/look-up")
@act(again=show)
def look_up(*, licence_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    find_licence(session, licence_id, identity=identity, permission=Permission.LICENCE_DECIDE)
    given = load(LookUpSchema(), without=("lookup_evidence_id",))
    shown = sent_evidence(session, identity=identity, now=now, field="lookup_evidence_id")
    given["lookup_evidence_id"] = shown
    look_up_licence(session, licence_id=licence_id, given=given, identity=identity, now=now)
    flash(_("What you found is on record."))
    return _to(licence_id)


@pages.get("/<uuid:licence_id>/files/<any(scan,authorisation,lookup):which>")
@page
def file(*, licence_id: UUID, which: str, session: Any, identity: Any, now: Any) -> Any:
    found = find_licence_file(session, licence_id=licence_id, which=which, identity=identity)
    return file_page(found)


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
        session,
        licence_id=which,
        event=event,
        reason=reason,
        listed_groups=_groups(),
        identity=identity,
        now=now,
    )
    flash(_("Your decision is recorded."))
    return _to(which)


def _sent_papers(session: Any, identity: Any, now: Any) -> dict[str, Any]:
    """The papers chosen in the form, kept; None for those that were not."""
    return {name: sent_evidence(session, identity=identity, now=now, field=name) for name in PAPERS}


def _groups() -> tuple[str, ...]:
    return runtime().config.listed_groups


def _to(licence_id: UUID) -> Any:
    return redirect(url_for("licences.show", licence_id=licence_id), 303)
