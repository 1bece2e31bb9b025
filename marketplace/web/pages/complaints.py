"""The complaints desk (投诉): a company complains, carrier and organiser answer, with a clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.complaint_way import (
    AUTHORITY_EN,
    AUTHORITY_ZH,
    SOURCES_EN,
    SOURCES_ZH,
    is_overdue,
    way_open,
)
from marketplace.domain.lives import ServiceComplaintEvent, ServiceComplaintState
from marketplace.domain.roles import Role
from marketplace.models import ServiceComplaint
from marketplace.schemas.complaints import (
    LastStatementSchema,
    NewServiceComplaintSchema,
    StatementGivenSchema,
)
from marketplace.schemas.desk_sheets import COMPLAINT_SHEET
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.desk_orders import COMPLAINTS
from marketplace.services.desk_rows import exported
from marketplace.services.file_complaint import file_complaint
from marketplace.services.find_complaint_subjects import find_complaint_subjects
from marketplace.services.find_complaints import (
    find_complaint,
    find_complaint_evidence,
    visible_complaints,
)
from marketplace.services.move_complaint import (
    answer_complaint,
    close_complaint,
    escalate_complaint,
    reopen_complaint,
)
from marketplace.web.call import act, page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing

pages = Blueprint("complaint_pages", __name__, url_prefix="/complaints")
ANSWER, COMPLAIN = Permission.SERVICE_COMPLAINT_ANSWER, Permission.SERVICE_COMPLAIN


def _query(identity: Any) -> Any:
    """The complaints that `?state=&sort=` asks for."""
    require(Permission.MARKET_READ, identity)
    query = visible_complaints(identity, state=chosen(ServiceComplaintState, "state"))
    return in_order(query, COMPLAINTS)


@pages.get("/complaints.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, COMPLAINT_SHEET, name="complaints", form=form, now=now)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "complaints/listing.html",
        page=listing(session, _query(identity)),
        overdue=lambda one: is_overdue(one.state, one.answer_due_at, now),
        complains=identity.confirmed and identity.has(Role.MEMBER),
        days=runtime().config.complaint_days,
        way=way_on(),
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/new")
@page
def new(*, session: Any, identity: Any, now: Any) -> str:
    subjects = find_complaint_subjects(session, identity=identity)
    line = next((x for x in subjects.lines if str(x.id) == request.args.get("line", "")), None)
    return render_template(
        "complaints/new.html",
        subjects=subjects,
        line=line,
        days=runtime().config.complaint_days,
        accepted=ACCEPTED,
        way=way_on(),
    )


@pages.post("/new")
@act(again=new)
def file(*, session: Any, identity: Any, now: Any) -> Any:
    body = load(NewServiceComplaintSchema())
    body["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    filed = file_complaint(session, config=runtime().config, identity=identity, now=now, **body)
    flash(_("Your complaint is filed; its time to be answered runs."))
    return _to(filed.id)


@pages.get("/<uuid:complaint_id>")
@page
def show(*, complaint_id: UUID, session: Any, identity: Any, now: Any) -> str:
    complaint = find_complaint(session, complaint_id, identity=identity)
    state, due_at = complaint.state, complaint.answer_due_at
    return render_template(
        "complaints/show.html",
        complaint=complaint,
        overdue=is_overdue(state, due_at, now),
        open_way=way_open(state, answered_at=complaint.answered_at, due_at=due_at, now=now),
        answers=_may(complaint, ServiceComplaintEvent.ANSWER, identity, ANSWER),
        mine=allowed(Permission.SERVICE_COMPLAIN, identity, complaint),
        may=lambda event: _may(complaint, ServiceComplaintEvent(event), identity, COMPLAIN),
        accepted=ACCEPTED,
        way=way_on(),
        now=now,
    )


def _may(
    complaint: ServiceComplaint,
    event: ServiceComplaintEvent,
    identity: Any,
    permission: Permission,
) -> bool:
    fits = ServiceComplaint.life.allows(complaint.state, event)
    return fits and allowed(permission, identity, complaint)


@pages.post("/<uuid:complaint_id>/answer")
@act(again=show)
def answer(*, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    _say(answer_complaint, complaint_id, session, identity, now)
    flash(_("Your answer is recorded; the company is told."))
    return _to(complaint_id)


@pages.post("/<uuid:complaint_id>/reopen")
@act(again=show)
def reopen(*, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    config = runtime().config
    _say(reopen_complaint, complaint_id, session, identity, now, config=config)
    flash(_("Your complaint is open again; a new time to answer runs."))
    return _to(complaint_id)


@pages.post("/<uuid:complaint_id>/close")
@act(again=show)
def close(*, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    text = load(LastStatementSchema())["text"]
    close_complaint(session, complaint_id=complaint_id, text=text, identity=identity, now=now)
    flash(_("Your complaint is closed."))
    return _to(complaint_id)


@pages.post("/<uuid:complaint_id>/escalate")
@act(again=show)
def escalate(*, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    text = load(LastStatementSchema())["text"]
    escalate_complaint(session, complaint_id=complaint_id, text=text, identity=identity, now=now)
    flash(_("It is on record that you went to the authority."))
    return _to(complaint_id)


@pages.get("/<uuid:complaint_id>/words/<int:number>/evidence")
@page
def evidence(*, complaint_id: UUID, number: int, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_complaint_evidence(session, complaint_id, number, identity=identity))


def _say(
    move: Callable[..., Any],
    complaint_id: UUID,
    session: Any,
    identity: Any,
    now: Any,
    **others: Any,
) -> None:
    body = load(StatementGivenSchema())
    body["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    move(session, complaint_id=complaint_id, identity=identity, now=now, **body, **others)


def way_on() -> dict[str, Any]:
    """The authority and its sources in the reader's language."""
    if spoken() == "zh":
        return {"authority": AUTHORITY_ZH, "sources": SOURCES_ZH}
    return {"authority": AUTHORITY_EN, "sources": SOURCES_EN}


def _to(complaint_id: UUID) -> Any:
    return redirect(url_for("complaint_pages.show", complaint_id=complaint_id), 303)
