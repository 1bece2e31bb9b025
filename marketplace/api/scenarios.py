"""API: scenarios side by side, and the next best award if a winner drops out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.schemas import scenarios as schemas
from marketplace.schemas.awards import SolveSchema
from marketplace.services.find_awards import find_solve
from marketplace.services.find_fallbacks import find_fallbacks
from marketplace.services.find_scenarios import find_scenarios
from marketplace.services.request_next_best import request_next_best
from marketplace.services.request_scenarios import request_scenarios

blp = Blueprint("scenarios_api", __name__, description="Scenarios · 方案")
Body = dict[str, Any]


@blp.route("/rfqs/<uuid:rfq_id>/scenarios", methods=["POST"])
@creating
@blp.response(201, SolveSchema(many=True))
@blp.arguments(schemas.NewScenariosSchema)
def post_scenarios(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Ask for every usual scenario at once; those that are known already are not solved again."""
    caps = [cap["at_most_bps"] for cap in body["share_caps"]]
    solves = request_scenarios(rfq_id=rfq_id, share_caps_bps=caps, jobs=runtime().jobs, **call)
    return solves, {"Location": f"/api/v1/rfqs/{rfq_id}/scenarios"}


@blp.route("/rfqs/<uuid:rfq_id>/scenarios")
@reading
@blp.response(200, schemas.ComparisonSchema)
def get_scenarios(rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The scenarios of the present quotes: totals, extra cost, winners, affected lines."""
    return find_scenarios(session, rfq_id=rfq_id, identity=identity)


@blp.route("/solves/<uuid:solve_id>/fallbacks")
@reading
@blp.response(200, schemas.FallbackSchema(many=True))
def get_fallbacks(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """For each winner of this solution the best award without it, then without several."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    comparison = find_scenarios(session, rfq_id=solve.rfq_id, identity=identity)
    return find_fallbacks(comparison, solve)


@blp.route("/solves/<uuid:solve_id>/fallbacks", methods=["POST"])
@creating
@blp.response(201, SolveSchema(many=True))
def post_fallbacks(solve_id: UUID, **call: Any) -> Any:
    """Ask for the next best awards, in case winners drop out; under the same rules."""
    solves = request_next_best(solve_id=solve_id, jobs=runtime().jobs, **call)
    return solves, {"Location": f"/api/v1/solves/{solve_id}/fallbacks"}
