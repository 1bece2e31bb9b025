"""API: how far an award computation is, stopping it, and the proof of its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.versions import etag_of
from marketplace.schemas.awards import SolveSchema
from marketplace.schemas.solve_progress import SolveCourseSchema
from marketplace.services.cancel_solve import cancel_solve
from marketplace.services.find_certificate import find_certificate
from marketplace.services.find_progress import find_solve_progress

blp = Blueprint("solves_api", __name__, description="Award computations · 方案计算")


@blp.route("/solves/<uuid:solve_id>/progress")
@reading
@blp.response(200, SolveCourseSchema)
def get_progress(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """How far a computation is, told about once a second; answers 304 to If-None-Match."""
    course = find_solve_progress(session, solve_id=solve_id, identity=identity)
    tag = course.tag
    if tag in request.if_none_match:
        return Response(status=304, headers={"ETag": etag_of(tag)})
    return course, {"ETag": etag_of(tag), "Cache-Control": "private, no-cache"}


@blp.route("/solves/<uuid:solve_id>/cancel", methods=["POST"])
@creating
@blp.response(200, SolveSchema)
def post_cancel(solve_id: UUID, **call: Any) -> Any:
    """Stop a computation that waits or runs; what it had found is not kept."""
    return cancel_solve(solve_id=solve_id, **call)


@blp.route("/solves/<uuid:solve_id>/certificate")
@reading
@blp.response(200)
def get_certificate(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The proof of the result's bound, for `verify --certificate`; of `proof_of_id` if that is set.

    404 where nothing is proven, or the proof would be longer than the search.
    """
    found = find_certificate(
        session, solve_id=solve_id, storage=runtime().storage, identity=identity
    )
    return Response(found.unpacked, mimetype="application/json")
