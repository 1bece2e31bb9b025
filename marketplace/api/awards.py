"""API: award computations, awards, the notice, and members' decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify
from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, tagged
from marketplace.schemas import awards as schemas
from marketplace.schemas.rfqs import OfGroupBuySchema
from marketplace.schemas.scenarios import NewSolveSchema
from marketplace.services.award_lines import award_lines
from marketplace.services.decide_award_line import accept_award_line, decline_award_line
from marketplace.services.find_award_lines import award_lines_query, find_award_line, seen
from marketplace.services.find_awards import (
    award_seen,
    find_award,
    find_solve,
    solves_of,
    visible_awards,
)
from marketplace.services.find_notice import find_notice
from marketplace.services.request_solve import request_solve
from marketplace.services.settle_acceptance import settle_acceptance

blp = Blueprint("awards_api", __name__, description="Awards · 成交方案")
Body = dict[str, Any]


@blp.route("/rfqs/<uuid:rfq_id>/solves", methods=["POST"])
@creating
@blp.response(201, schemas.SolveSchema)
@blp.arguments(NewSolveSchema)
def post_solve(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Ask for the computation of a scenario; a job solves it. A known one is given back."""
    solve = request_solve(rfq_id=rfq_id, jobs=runtime().jobs, **body, **call)
    return solve, {"Location": f"/api/v1/solves/{solve.id}"}


@blp.route("/rfqs/<uuid:rfq_id>/solves")
@reading
@blp.response(200, schemas.SolveSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_solves(paging: Body, rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The RFQ's award computations, newest first."""
    return page(session, solves_of(session, rfq_id=rfq_id, identity=identity), **paging)


@blp.route("/solves/<uuid:solve_id>")
@reading
@blp.response(200, schemas.SolveResultSchema)
def get_solve(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One computation, with its award-result/1 once solved."""
    return find_solve(session, solve_id=solve_id, identity=identity)


@blp.route("/solves/<uuid:solve_id>/problem")
@reading
@blp.response(200)
def get_problem(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The award-problem/1 as it was solved, for `python -m pricing award`."""
    return jsonify(find_solve(session, solve_id=solve_id, identity=identity).problem)


@blp.route("/rfqs/<uuid:rfq_id>/awards", methods=["POST"])
@creating
@blp.response(201, schemas.AwardSchema)
@blp.arguments(schemas.NewAwardSchema)
def post_award(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Award by any solved scenario; its notice is published and the standstill runs."""
    award = award_lines(rfq_id=rfq_id, config=runtime().config, **body, **call)
    return tagged(award, Location=f"/api/v1/awards/{award.id}")


@blp.route("/awards")
@reading
@blp.response(200, schemas.AwardSchema(many=True))
@blp.arguments(OfGroupBuySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_awards(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The awards you have a part in, newest first."""
    found, headers = page(session, visible_awards(identity, **chosen), **paging)
    return [award_seen(award, identity) for award in found], headers


@blp.route("/awards/<uuid:award_id>")
@reading
@blp.response(200, schemas.AwardSchema)
def get_award(award_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One award; its totals are for organiser, observer and reviewer."""
    award = find_award(session, award_id=award_id, identity=identity)
    return award_seen(award, identity), {"ETag": etag_of(award.version)}


@blp.route("/awards/<uuid:award_id>/lines")
@reading
@blp.response(200, schemas.AwardLineSchema(many=True))
@blp.arguments(schemas.OwnLinesSchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_award_lines(
    chosen: Body, paging: Body, award_id: UUID, *, session: Any, identity: Any, now: Any
) -> Any:
    """The award's lines that are yours to see: a member its own, a carrier those it won."""
    query = award_lines_query(session, award_id=award_id, identity=identity, **chosen)
    found, headers = page(session, query, **paging)
    return seen(session, found, identity), headers


@blp.route("/awards/<uuid:award_id>/notice")
@reading
@blp.response(200, schemas.NoticeSchema)
def get_notice(award_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The award notice: winners, published totals, scenario and reason; nothing of members."""
    return find_notice(session, award_id=award_id, identity=identity)


@blp.route("/awards/<uuid:award_id>/settle", methods=["POST"])
@creating
@blp.response(200, schemas.AwardSchema)
def post_settle(award_id: UUID, **call: Any) -> Any:
    """Close acceptance and draw the contracts: once due, or once every line is decided."""
    held = runtime()
    return tagged(settle_acceptance(award_id=award_id, config=held.config, jobs=held.jobs, **call))


@blp.route("/award-lines/<uuid:award_line_id>/accept", methods=["POST"])
@creating
@blp.response(200, schemas.AwardLineSchema)
def post_accept(award_line_id: UUID, **call: Any) -> Any:
    """Accept your line's carrier and price; you may change your mind until the window closes."""
    line = accept_award_line(award_line_id=award_line_id, **call)
    return seen(call["session"], [line], call["identity"])[0]


@blp.route("/award-lines/<uuid:award_line_id>")
@reading
@blp.response(200, schemas.AwardLineSchema)
def get_award_line(award_line_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One awarded line."""
    return find_award_line(session, award_line_id=award_line_id, identity=identity)


@blp.route("/award-lines/<uuid:award_line_id>/decline", methods=["POST"])
@creating
@blp.response(200, schemas.AwardLineSchema)
@blp.arguments(schemas.DeclineSchema)
def post_decline(body: Body, award_line_id: UUID, **call: Any) -> Any:
    """Decline your line; no answer by the due time declines too."""
    line = decline_award_line(award_line_id=award_line_id, **body, **call)
    return seen(call["session"], [line], call["identity"])[0]
