"""API: the audit log, and the market's time."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import reading, reading_publicly
from marketplace.api.paging import PageSchema, page
from marketplace.schemas import audit as schemas
from marketplace.schemas.accounts import ClockSchema
from marketplace.services.find_audit_entries import visible_audit_entries

blp = Blueprint("audit_api", __name__, description="Audit log and clock")


@blp.route("/audit-entries")
@reading
@blp.response(200, schemas.AuditEntrySchema(many=True))
@blp.arguments(schemas.AuditQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_audit_entries(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List moves, newest first, for reviewers, operators and observers."""
    return page(session, visible_audit_entries(identity, now=now, **query), **paging)


@blp.route("/clock")
@reading_publicly
@blp.doc(security=[])
@blp.response(200, ClockSchema)
def get_clock(*, session, identity, now):
    """The time that deadlines are judged by; public."""
    return {"now": now}
