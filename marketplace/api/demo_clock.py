"""API: moving the market's clock, in demos and walkthroughs only."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import creating, runtime
from marketplace.schemas.accounts import AdvanceClockSchema, ClockSchema
from marketplace.services.advance_clock import advance_clock

blp = Blueprint("demo_clock_api", __name__, description="Demo clock")


@blp.route("/clock/advance", methods=["POST"])
@creating
@blp.response(200, ClockSchema)
@blp.arguments(AdvanceClockSchema)
def post_advance(body: dict[str, Any], *, session, identity, now):
    """Move the clock forward, as an operator; only where the installation allows it."""
    jobs = runtime().jobs
    return {"now": advance_clock(session, **body, jobs=jobs, identity=identity, now=now)}
