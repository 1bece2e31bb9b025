"""API: carriers' telecom licences and a reviewer's decision on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import tagged
from marketplace.domain.lives import LicenceEvent
from marketplace.schemas import licences as schemas
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.services.decide_licence import decide_licence
from marketplace.services.find_licences import find_licence, visible_licences
from marketplace.services.submit_licence import submit_licence

blp = Blueprint("licences_api", __name__, description="Telecom licences")


@blp.route("/licences")
@reading
@blp.response(200, schemas.LicenceSchema(many=True))
@blp.arguments(schemas.LicenceQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_licences(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List one's own licences; reviewers, operators and observers see all."""
    return page(session, visible_licences(identity, **query), **paging)


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


@blp.route("/licences/<uuid:licence_id>/verify", methods=["POST"])
@creating
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(ConfirmSchema)
def post_verify(body: dict[str, Any], licence_id: UUID, **call: Any):
    """Verify a licence, as a reviewer: from now on it counts."""
    event = LicenceEvent.VERIFY
    return tagged(decide_licence(licence_id=licence_id, event=event, **body, **call))


@blp.route("/licences/<uuid:licence_id>/refuse", methods=["POST"])
@creating
@blp.response(200, schemas.LicenceSchema)
@blp.arguments(RefuseSchema)
def post_refuse(body: dict[str, Any], licence_id: UUID, **call: Any):
    """Refuse a licence, as a reviewer, with the reason; a verified one counts no longer."""
    event = LicenceEvent.REFUSE
    return tagged(decide_licence(licence_id=licence_id, event=event, **body, **call))
