"""Findings: an owner's list, the reviewer's desk, one finding with its facts, the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.verdicts import WAITING, Standing
from marketplace.schemas.desk_sheets import FINDING_SHEET
from marketplace.schemas.findings import NewDecisionSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.decide_finding import confirm_decision, decide_finding
from marketplace.services.desk_orders import FINDINGS
from marketplace.services.desk_rows import finding_rows
from marketplace.services.find_decision_figures import find_decision_figures
from marketplace.services.find_finding_evidence import find_evidence_file, find_finding_evidence
from marketplace.services.find_findings import Order, decisions_on, find_finding, findings_of
from marketplace.services.find_names import user_names
from marketplace.services.find_waiting_desk import find_waiting_desk
from marketplace.services.judge_findings import STOPPING
from marketplace.services.standing_findings import with_standing
from marketplace.web.call import act, page
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import file_page, shown_file
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import asked_id, chosen, listing
from marketplace.web.words_findings import gate_choices

pages = Blueprint("finding_pages", __name__, url_prefix="/findings")
ALL = "all"


def _query(identity: Any, *, desk: bool) -> Any:
    """The findings that the address asks for."""
    query = findings_of(
        identity,
        standing=_standing(desk),
        gate=chosen(Gate, "gate"),
        rule=request.args.get("rule", "").strip()[:20] or None,
        group_buy_id=asked_id("group_buy_id"),
        organisation_id=asked_id("organisation_id"),
        order=chosen(Order, "order") or (Order.AGE if desk else Order.RISK),
    )
    return in_order(query, FINDINGS)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    desk = allowed(Permission.FINDING_DESK, identity)
    found = listing(session, _query(identity, desk=desk))
    found.things[:] = with_standing(session, found.things)
    figures = find_decision_figures(session, identity=identity, now=now) if desk else None
    return render_template(
        "findings/listing.html",
        page=found,
        desk=desk,
        figures=figures,
        waiting=(
            find_waiting_desk(session, identity=identity, findings=figures.waiting)
            if figures
            else None
        ),
        most=max((count for _day, count in figures.per_day), default=0) if figures else 0,
        gates=gate_choices(),
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/findings.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    query = _query(identity, desk=allowed(Permission.FINDING_DESK, identity))
    found = finding_rows(session, query, spoken())
    return desk_sheet(found, FINDING_SHEET, name="findings", form=form, now=now)


def _standing(desk: bool) -> frozenset[Standing]:
    """The desk begins with what waits; an owner with everything that is its own."""
    asked = request.args.get("standing", "")
    one = chosen(Standing, "standing")
    if one is not None:
        return frozenset({one})
    return WAITING if desk and asked != ALL else frozenset()


@pages.get("/<uuid:finding_id>")
@page
def show(*, finding_id: UUID, session: Any, identity: Any, now: Any) -> str:
    seen = find_finding(session, finding_id, identity=identity)
    decisions = decisions_on(session, seen.finding)
    desk = allowed(Permission.FINDING_DESK, identity)
    decider = allowed(Permission.FINDING_DECIDE, identity) and seen.finding.outcome in STOPPING
    first = next((one for one in reversed(decisions) if one.confirms_id is None), None)
    return render_template(
        "findings/show.html",
        seen=seen,
        finding=seen.finding,
        decisions=decisions,
        evidence=find_finding_evidence(session, seen.finding, identity=identity) if desk else [],
        people=user_names(session, {one.decided_by for one in decisions}) if desk else {},
        desk=desk,
        may_decide=decider and seen.standing != Standing.SECOND,
        may_confirm=decider
        and seen.standing == Standing.SECOND
        and first is not None
        and first.decided_by != identity.user_id,
        now=now,
    )


@pages.get("/<uuid:finding_id>/evidence/<uuid:file_id>")
@page
def evidence(*, finding_id: UUID, file_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """A file to look at beside the finding; with `save` to keep it."""
    found = find_evidence_file(
        session, finding_id=finding_id, file_id=file_id, identity=identity, now=now
    )
    return file_page(found) if "save" in request.args else shown_file(found)


@pages.post("/<uuid:finding_id>/decide")
@act(again=show)
def decide(*, finding_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    told = load(NewDecisionSchema())
    seen = decide_finding(session, finding_id=finding_id, identity=identity, now=now, **told)
    second = seen.standing == Standing.SECOND
    flash(_("A second reviewer must confirm this.") if second else _("Your decision is recorded."))
    return _to(finding_id)


@pages.post("/<uuid:finding_id>/confirm")
@act(again=show)
def confirm(*, finding_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    told = load(NewDecisionSchema())
    confirm_decision(session, finding_id=finding_id, identity=identity, now=now, **told)
    flash(_("Your decision is recorded."))
    return _to(finding_id)


def _to(finding_id: UUID) -> Any:
    return redirect(url_for("finding_pages.show", finding_id=finding_id), 303)
