"""How far an award computation is."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import SolveState
from marketplace.schemas.fields import Amount, Choice, Schema, Uuid, Whole
from marketplace.schemas.time_fields import Instant


class SolveCourseSchema(Schema):
    """The best total and the proven bound; null before the search has begun, or found any award."""

    solve_id = Uuid(attribute="solve.id")
    state = Choice(SolveState, attribute="solve.state")
    best_minor = Amount(attribute="progress.best_minor", allow_none=True, dump_default=None)
    bound_minor = Amount(attribute="progress.bound_minor", allow_none=True, dump_default=None)
    gap_bps = fields.Float(
        allow_none=True, metadata={"description": "(best - bound) / best, in basis points"}
    )
    nodes = Whole(
        attribute="progress.nodes",
        allow_none=True,
        dump_default=None,
        metadata={"description": "cases looked at"},
    )
    spent_ms = Whole(attribute="progress.spent_ms", allow_none=True, dump_default=None)
    told_at = Instant(attribute="progress.told_at", allow_none=True, dump_default=None)
