"""API: findings of the rules, reviewers' decisions on them, figures, and the operator's duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.domain.compliance.verdicts import WAITING, Standing
from marketplace.models import FindingDecision
from marketplace.schemas import findings as schemas
from marketplace.schemas.desk_sheets import FINDING_SHEET
from marketplace.schemas.oversight_sheets import DUTY_SHEET
from marketplace.services.ask_before_lock import ask_again
from marketplace.services.decide_finding import confirm_decision, decide_finding
from marketplace.services.desk_orders import FINDINGS, duty_orders, rows_in_order
from marketplace.services.desk_rows import duty_rows, finding_rows
from marketplace.services.do_duty import do_duty
from marketplace.services.find_decision_figures import find_decision_figures
from marketplace.services.find_duties import find_duties
from marketplace.services.find_findings import (
    decisions_on,
    find_finding,
    find_own_findings,
    findings_of,
)
from marketplace.services.standing_findings import StandingFinding, with_standing

blp = Blueprint("findings_api", __name__, description="Findings of the rules · 核查结果")
Body = dict[str, Any]
ONE = "/findings/<uuid:finding_id>"


@blp.route("/findings")
@reading
@blp.response(200, schemas.FindingSchema(many=True))
@blp.arguments(schemas.FindingQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_findings(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The newest answers about what is yours; reviewers and observers read all."""
    found, headers = page(session, _asked(identity, **chosen), **paging)
    return with_standing(session, found), headers


@blp.route(f"/findings.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.FindingQuerySchema, location="query", unknown="exclude")
def get_finding_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = finding_rows(session, _asked(identity, **asked), asked_language())
    return desk_sheet(found, FINDING_SHEET, "findings", form)


def _asked(
    identity: Any,
    *,
    standing: Standing | None = None,
    waiting: bool,
    sort: str | None,
    **chosen: Any,
) -> Any:
    wanted = [standing] if standing else WAITING if waiting else ()
    query = findings_of(identity, standing=wanted, **chosen)
    return ordered(query, sort, FINDINGS)


@blp.route(ONE)
@reading
@blp.response(200, schemas.FindingWithDecisionsSchema)
def get_finding(finding_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One finding with the facts it was made from, its sources, and what was decided."""
    return _whole(session, find_finding(session, finding_id, identity=identity))


@blp.route(ONE + "/decisions", methods=["POST"])
@creating
@blp.response(201, schemas.FindingWithDecisionsSchema)
@blp.arguments(schemas.NewDecisionSchema)
def post_decision(body: Body, finding_id: UUID, **call: Any) -> Any:
    """Decide with a reason. To `allow` what a rule rejects takes a second reviewer."""
    return _whole(call["session"], decide_finding(finding_id=finding_id, **body, **call))


@blp.route(ONE + "/confirmations", methods=["POST"])
@creating
@blp.response(201, schemas.FindingWithDecisionsSchema)
@blp.arguments(schemas.NewDecisionSchema)
def post_confirmation(body: Body, finding_id: UUID, **call: Any) -> Any:
    """A second, other reviewer's word on an overturned reject."""
    return _whole(call["session"], confirm_decision(finding_id=finding_id, **body, **call))


@dataclass(frozen=True)
class Whole(StandingFinding):
    """A finding with what was decided on it."""

    decisions: list[FindingDecision]


def _whole(session: Any, seen: StandingFinding) -> Whole:
    return Whole(seen.finding, seen.standing, decisions_on(session, seen.finding))


@blp.route("/group-buys/<uuid:group_buy_id>/participation/findings", methods=["POST"])
@creating
@blp.response(200, schemas.FindingSchema(many=True))
def post_own_findings(group_buy_id: UUID, **call: Any) -> Any:
    """Ask the rules of joining and of the lock about your lines as they stand now.

    All that is missing comes at once; what holds is with the reviewers from then on.
    """
    ask_again(group_buy_id=group_buy_id, **call)
    return find_own_findings(call["session"], call["identity"], group_buy_id=group_buy_id)


@blp.route("/finding-figures")
@reading
@blp.response(200, schemas.FiguresSchema)
def get_figures(*, session: Any, identity: Any, now: Any) -> Any:
    """How much waits and how long decisions took, over 30 days."""
    return find_decision_figures(session, identity=identity, now=now)


@blp.route("/duties")
@reading
@blp.response(200, schemas.DutySchema(many=True))
@blp.arguments(schemas.DutyQuerySchema, location="query", unknown="exclude")
def list_duties(asked: Body, **call: Any) -> Any:
    """The operator's duties in force, the most urgent first."""
    return _duties(**asked, **call)


@blp.route(f"/duties.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.DutyQuerySchema, location="query", unknown="exclude")
def get_duty_sheet(asked: Body, form: str, **call: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = duty_rows(_duties(**asked, **call), asked_language())
    return desk_sheet(found, DUTY_SHEET, "duties", form)


def _duties(*, sort: str | None, **asked: Any) -> Any:
    return rows_in_order(find_duties(**asked), sort or "", duty_orders(asked_language()))


@blp.route("/duties/<code>/done", methods=["POST"])
@creating
@blp.response(201, schemas.DutyDoneSchema)
@blp.arguments(schemas.NewDutyDoneSchema)
def post_done(body: Body, code: str, **call: Any) -> Any:
    """Put on record that a duty was done, with a note."""
    return do_duty(code=code, **body, **call)
