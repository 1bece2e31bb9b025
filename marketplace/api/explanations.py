"""API: why an award is as it is, by line and by rule."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.schemas import explanations as schemas
from marketplace.services.find_explanation import find_explanation, find_line_explained
from marketplace.services.request_explanation import request_explanation

blp = Blueprint("explanations_api", __name__, description="Explanations · 方案说明")
ROOT = "/solves/<uuid:solve_id>/explanation"


@blp.route(ROOT, methods=["POST"])
@creating
@blp.response(201, schemas.ExplanationSchema)
def post_explanation(solve_id: UUID, **call: Any) -> Any:
    """Ask why a solved award is as it is; a job computes it. A known one is given back."""
    request_explanation(solve_id=solve_id, jobs=runtime().jobs, **call)
    found = find_explanation(call["session"], solve_id=solve_id, identity=call["identity"])
    return found, {"Location": f"/api/v1/solves/{solve_id}/explanation"}


@blp.route(ROOT)
@reading
@blp.response(200, schemas.ExplanationSchema)
def get_explanation(solve_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What each rule costs, as far as it is known; `explained_at` once it has ended."""
    return find_explanation(session, solve_id=solve_id, identity=identity)


@blp.route(ROOT + "/lines/<reference>")
@reading
@blp.response(200, schemas.LineExplainedSchema)
def get_line(solve_id: UUID, reference: str, *, session: Any, identity: Any, now: Any) -> Any:
    """One line: its price at every carrier, and what moving it there would change."""
    return find_line_explained(session, solve_id=solve_id, reference=reference, identity=identity)
