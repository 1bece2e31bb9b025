"""The enrolment file (入驻资料) of the reader's organisation, and a reviewer's checks of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.holdings import NOTICE_VERSION
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import invalid
from marketplace.schemas.enrolments import EnrolmentChangeSchema, EnrolmentCheckSchema
from marketplace.security.permissions import Permission
from marketplace.services.check_enrolment import check_enrolment
from marketplace.services.find_enrolment import (
    find_enrolment,
    find_enrolment_file,
    read_enrolment,
)
from marketplace.services.keep_enrolment import keep_enrolment
from marketplace.web.call import act, page, runtime
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version
from marketplace.web.pages.organisations import show

pages = Blueprint("enrolment_pages", __name__)
ONE = "/organisations/<uuid:organisation_id>/enrolment"
WHICH = "<any(business_licence,authorisation_letter,internal_approval,registry_evidence):which>"
BLANK: dict[str, dict[str, Any]] = {
    "people": {
        "legal_representative": "",
        "legal_document_kind": None,
        "acts": None,
        "agent_name": "",
        "agent_phone": "",
        "agent_document_kind": None,
    },
    "papers": {},
    "buying": {"state_owned": None, "fiscal_funds": None},
    "notice": {},
}
"By part of the page: what a field that was left empty says"
ALONE: dict[str, tuple[str, ...]] = {
    "people": ("legal_number", "agent_number", "identity_consent", "consent_withdrawn"),
    "papers": (),
    "buying": (),
    "notice": ("notice_version",),
}
"and the fields that change nothing when they are left empty"
FILES = {
    "papers": ("business_licence_id", "authorisation_letter_id"),
    "buying": ("internal_approval_id",),
}


@pages.get("/enrolment")
@page
def own(*, session: Any, identity: Any, now: Any) -> str:
    """Everything that the organisation says of itself, with all that is missing at one look."""
    found = read_enrolment(session, identity.organisation_id, identity=identity, now=now)
    return render_template(
        "enrolments/own.html",
        found=found,
        file=found.file,
        buys=identity.kind == OrganisationKind.ENTERPRISE,
        notice_version=NOTICE_VERSION,
        accepted=ACCEPTED,
    )


@pages.post("/enrolment/<any(people,papers,buying,notice):part>")
@act(again=lambda part: own())
def keep(*, part: str, session: Any, identity: Any, now: Any) -> Any:
    """One part is saved; the others stay as they are."""
    which, manage = identity.organisation_id, Permission.ENROLMENT_MANAGE
    find_enrolment(session, which, identity=identity, permission=manage)
    given = BLANK[part] | load(EnrolmentChangeSchema(only=[*BLANK[part], *ALONE[part]]))
    given |= _files(session, part, identity, now)
    if part == "notice" and not given:
        raise invalid("/notice_version", "notice_not_read")
    found = find_enrolment(session, which, identity=identity, permission=manage, for_update=True)
    require_version(found)
    key = runtime().config.personal_key
    keep_enrolment(session, file=found, given=given, personal_key=key, identity=identity, now=now)
    flash(_("Saved. What is still missing stands at the top."))
    return redirect(url_for("enrolment_pages.own"), 303)


@pages.get(ONE + "/files/" + WHICH)
@page
def paper(*, organisation_id: UUID, which: str, session: Any, identity: Any, now: Any) -> Any:
    return file_page(
        find_enrolment_file(
            session, organisation_id=organisation_id, which=which, identity=identity, now=now
        )
    )


@pages.post(ONE + "/checks")
@act(again=show)
def check(*, organisation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    permission = Permission.ENROLMENT_CHECK
    find_enrolment(session, organisation_id, identity=identity, permission=permission)
    given = load(EnrolmentCheckSchema(), without=("registry_evidence_id",))
    sent = sent_evidence(session, identity=identity, now=now, field="registry_evidence_id")
    given["registry_evidence_id"] = sent
    check_enrolment(
        session, organisation_id=organisation_id, given=given, identity=identity, now=now
    )
    flash(_("Your check is recorded."))
    way = url_for("organisations.show", organisation_id=organisation_id, _anchor="enrolment")
    return redirect(way, 303)


def _files(session: Any, part: str, identity: Any, now: Any) -> dict[str, UUID]:
    """What was chosen in the part's file fields, kept; papers want at least one."""
    sent = {
        name: sent_evidence(session, identity=identity, now=now, field=name)
        for name in FILES.get(part, ())
    }
    chosen = {name: file_id for name, file_id in sent.items() if file_id is not None}
    if part == "papers" and not chosen:
        raise invalid("/business_licence_id", "file_empty")
    return chosen
