"""API: the audit log, and the market's time."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import reading, reading_publicly
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.schemas import audit as schemas
from marketplace.schemas.accounts import ClockSchema
from marketplace.schemas.desk_sheets import AUDIT_SHEET
from marketplace.services.desk_orders import AUDIT
from marketplace.services.desk_rows import audit_rows
from marketplace.services.find_audit_entries import visible_audit_entries

blp = Blueprint("audit_api", __name__, description="Audit log and clock")


@blp.route("/audit-entries")
@reading
@blp.response(200, schemas.AuditEntrySchema(many=True))
@blp.arguments(schemas.AuditQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_audit_entries(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List moves, newest first, for reviewers, operators and observers."""
    return page(session, _asked(identity, now, **query), **paging)


@blp.route(f"/audit-entries.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.AuditQuerySchema, location="query", unknown="exclude")
def get_audit_sheet(
    asked: dict[str, Any], form: str, *, session: Any, identity: Any, now: Any
) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = audit_rows(session, _asked(identity, now, **asked), asked_language())
    return desk_sheet(found, AUDIT_SHEET, "audit-log", form)


def _asked(identity: Any, now: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(visible_audit_entries(identity, now=now, **chosen), sort, AUDIT)


@blp.route("/clock")
@reading_publicly
@blp.doc(security=[])
@blp.response(200, ClockSchema)
def get_clock(*, session, identity, now):
    """The time that deadlines are judged by; public."""
    return {"now": now}
