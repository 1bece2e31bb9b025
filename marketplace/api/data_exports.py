"""API: data-export self-checks (数据出境自查), their filings, and the negative lists on hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.contract_files import DOCUMENT
from marketplace.api.evidence_files import file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, require_match
from marketplace.domain.compliance.data_export.ftz_lists import EMPTY
from marketplace.domain.working_days import local_day
from marketplace.schemas import data_exports as schemas
from marketplace.services.check_data_export import check_data_export, recount
from marketplace.services.delete_data_export import delete_data_export
from marketplace.services.end_data_export import end_data_export
from marketplace.services.find_data_exports import (
    find_data_export,
    visible_checks,
    visible_exports,
)
from marketplace.services.find_export_standing import export_standing
from marketplace.services.find_negative_lists import edition_in_force, loaded_lists
from marketplace.services.keep_export_record import find_export_record
from marketplace.services.read_data_export import read_data_export, read_export_check
from marketplace.services.record_export_filing import record_export_filing

blp = Blueprint("data_exports_api", __name__, description="Data-export self-checks · 数据出境自查")
Body = dict[str, Any]

CHECKS, EXPORTS = "/compliance/data-export-checks", "/compliance/data-exports"


@blp.route(CHECKS)
@reading
@blp.response(200, schemas.ExportCheckSchema(many=True))
@blp.arguments(schemas.CheckQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_checks(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your recorded checks, newest first; reviewers and observers see all."""
    return page(session, visible_checks(identity, **chosen), **paging)


@blp.route(CHECKS, methods=["POST"])
@creating
@blp.response(201, schemas.ExportCheckSchema)
@blp.arguments(schemas.NewExportCheckSchema)
def post_check(body: Body, **call: Any) -> Any:
    """Check an export by its facts and record the answer; the same scenario: its next version."""
    check = check_data_export(given=body, jobs=runtime().jobs, **call)
    return check, {"Location": f"/api/v1{CHECKS}/{check.id}"}


@blp.route(CHECKS + "/<uuid:check_id>")
@reading
@blp.response(200, schemas.ExportCheckSchema)
def get_check(check_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One recorded check as it was answered then."""
    return read_export_check(session, check_id, identity=identity, now=now)


@blp.route(CHECKS + "/<uuid:check_id>/record/<any(zh,en):language>")
@blp.doc(responses=DOCUMENT)
@reading
def get_record(check_id: UUID, language: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The record of a check as PDF; 409 while it is being made."""
    return file_answer(find_export_record(session, check_id, language, identity=identity, now=now))


@blp.route(EXPORTS)
@reading
@blp.response(200, schemas.ExportSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_exports(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your export scenarios with the check and the filing that count."""
    return page(session, visible_exports(identity), **paging)


@blp.route(EXPORTS + "/<uuid:export_id>")
@reading
@blp.response(200, schemas.ExportStandingSchema)
def get_export(export_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """An export as it stands today: its path, what activation would find, what was filed."""
    export = read_data_export(session, export_id, identity=identity, now=now)
    standing = export_standing(session, export, now=now)
    return schemas.standing_document(standing), {"ETag": etag_of(export.version)}


@blp.route(EXPORTS + "/<uuid:export_id>", methods=["DELETE"])
@writing
@blp.response(204)
def delete_export(export_id: UUID, *, session: Any, identity: Any, now: Any) -> None:
    """Delete an export: one that was only begun; a recorded one is kept by law, 409 until then."""
    require_match(find_data_export(session, export_id, identity=identity))
    delete_data_export(session, export_id=export_id, identity=identity, now=now)


@blp.route(EXPORTS + "/<uuid:export_id>/counts", methods=["POST"])
@creating
@blp.response(201, schemas.ExportCheckSchema)
@blp.arguments(schemas.CountsSchema)
def post_counts(body: Body, export_id: UUID, **call: Any) -> Any:
    """Check again with this year's counts, everything else as recorded last."""
    check = recount(export_id=export_id, counts=body, jobs=runtime().jobs, **call)
    return check, {"Location": f"/api/v1{CHECKS}/{check.id}"}


@blp.route(EXPORTS + "/<uuid:export_id>/filings", methods=["POST"])
@creating
@blp.response(201, schemas.FilingSchema)
@blp.arguments(schemas.NewFilingSchema)
def post_filing(body: Body, export_id: UUID, **call: Any) -> Any:
    """Put on record what was filed and what was done for the individuals; a new version."""
    return record_export_filing(export_id=export_id, given=body, jobs=runtime().jobs, **call)


@blp.route(EXPORTS + "/<uuid:export_id>/end", methods=["POST"])
@creating
@blp.response(200, schemas.ExportSchema)
def post_end(export_id: UUID, **call: Any) -> Any:
    """The export is no longer done; its record stays."""
    return end_data_export(export_id=export_id, **call)


@blp.route("/compliance/negative-lists")
@reading
@blp.response(200, schemas.NegativeListsSchema)
def list_negative_lists(*, session: Any, identity: Any, now: Any) -> Any:
    """The negative lists that were loaded by hand; says so when none is in force."""
    in_force = edition_in_force(session, local_day(now))
    note = EMPTY.as_dict() if in_force is None else None
    return {"in_force": in_force, "note": note, "lists": loaded_lists(session)}
