"""API: carriers' telecom licences and a reviewer's decision on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import require_match, tagged
from marketplace.domain.lives import LicenceEvent
from marketplace.schemas import licences as schemas
from marketplace.schemas.desk_sheets import LICENCE_SHEET
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.permissions import Permission
from marketplace.services.amend_licence import amend_licence
from marketplace.services.decide_licence import decide_licence
from marketplace.services.desk_orders import LICENCES
from marketplace.services.desk_rows import exported
from marketplace.services.find_licence_file import find_licence_file
from marketplace.services.find_licences import find_licence, visible_licences
from marketplace.services.look_up_licence import look_up_licence
from marketplace.services.submit_licence import submit_licence

blp = Blueprint("licences_api", __name__, description="Telecom licences")


@blp.route("/licences")
@reading
@blp.response(200, schemas.LicenceSchema(many=True))
@blp.arguments(schemas.LicenceQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_licences(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List one's own licences; reviewers, operators and observers see all."""
    return page(session, _asked(identity, **query), **paging)


@blp.route(f"/licences.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.LicenceQuerySchema, location="query", unknown="exclude")
def get_licence_sheet(
    asked: dict[str, Any], form: str, *, session: Any, identity: Any, now: Any
) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, **asked))
    return desk_sheet(found, LICENCE_SHEET, "licences", form)


def _asked(identity: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(visible_licences(identity, **chosen), sort, LICENCES)


@blp.route("/licences", methods=["POST"])
@creating
@blp.response(201, schemas.LicenceSchema)
@blp.arguments(schemas.NewLicenceSchema)
def post_licence(body: dict[str, Any], *, session, identity, now):
    """Submit a licence for verification, as a carrier."""
    licence = submit_licence(session, given=body, identity=identity, now=now)
    return tagged(licence, Location=f"/api/v1/licences/{licence.id}")


@blp.route("/licences/<uuid:licence_id>")
@reading
@blp.response(200, schemas.LicenceSchema)
def get_licence(licence_id: UUID, *, session, identity, now):
    """One licence."""
    return tagged(find_licence(session, licence_id, identity=identity))


@blp.route("/licences/<uuid:licence_id>", methods=["PATCH"])
@writing
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(schemas.LicenceChangeSchema)
def patch_licence(body: dict[str, Any], licence_id: UUID, *, session, identity, now):
    """Add scan, letter or gateway to your licence (If-Match); the rest is another licence."""
    permission = Permission.LICENCE_MANAGE
    found = find_licence(
        session, licence_id, identity=identity, permission=permission, for_update=True
    )
    require_match(found)
    return tagged(amend_licence(session, licence=found, given=body, identity=identity, now=now))


@blp.route("/licences/<uuid:licence_id>/look-up", methods=["POST"])
@creating
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(schemas.LookUpSchema)
def post_look_up(body: dict[str, Any], licence_id: UUID, **call: Any):
    """Keep what you found with the authority, as a reviewer; a forged or lent one is refused."""
    return tagged(look_up_licence(licence_id=licence_id, given=body, **call))


@blp.route("/licences/<uuid:licence_id>/files/<any(scan,authorisation,lookup):which>")
@blp.doc(responses=EVIDENCE)
@reading
def get_file(licence_id: UUID, which: str, *, session, identity, now):
    """The scan, the branch's letter, or what the look-up showed."""
    return file_answer(
        find_licence_file(session, licence_id=licence_id, which=which, identity=identity)
    )


@blp.route("/licences/<uuid:licence_id>/verify", methods=["POST"])
@creating
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(ConfirmSchema)
def post_verify(body: dict[str, Any], licence_id: UUID, **call: Any):
    """Verify a licence, as a reviewer: from now on it counts. Unlisted: scan and look-up first."""
    return tagged(_decided(licence_id, LicenceEvent.VERIFY, body | call))


@blp.route("/licences/<uuid:licence_id>/refuse", methods=["POST"])
@creating
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(RefuseSchema)
def post_refuse(body: dict[str, Any], licence_id: UUID, **call: Any):
    """Refuse a licence, as a reviewer, with the reason; a verified one counts no longer."""
    return tagged(_decided(licence_id, LicenceEvent.REFUSE, body | call))


def _decided(licence_id: UUID, event: LicenceEvent, call: dict[str, Any]) -> Any:
    groups = runtime().config.listed_groups
    return decide_licence(licence_id=licence_id, event=event, listed_groups=groups, **call)
