"""API: findings of the rules, reviewers' decisions on them, figures, and the operator's duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.models import FindingDecision
from marketplace.schemas import findings as schemas
from marketplace.services.ask_before_lock import ask_again
from marketplace.services.decide_finding import confirm_decision, decide_finding
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
    one = chosen.pop("standing", None)
    query = findings_of(identity, standing=[one] if one else (), **chosen)
    found, headers = page(session, query, **paging)
    return with_standing(session, found), headers


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
def list_duties(*, session: Any, identity: Any, now: Any) -> Any:
    """The operator's duties in force, the most urgent first."""
    return find_duties(session, identity=identity, now=now)


@blp.route("/duties/<code>/done", methods=["POST"])
@creating
@blp.response(201, schemas.DutyDoneSchema)
@blp.arguments(schemas.NewDutyDoneSchema)
def post_done(body: Body, code: str, **call: Any) -> Any:
    """Put on record that a duty was done, with a note."""
    return do_duty(code=code, **body, **call)
