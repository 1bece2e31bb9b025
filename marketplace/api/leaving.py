"""API: leaving the marketplace, and what is due to be deleted when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.versions import tagged
from marketplace.schemas import leaving as schemas
from marketplace.schemas.organisations import OrganisationSchema
from marketplace.services.find_retention import find_retention
from marketplace.services.leave_marketplace import (
    find_leaving,
    leave_marketplace,
    record_leaving,
)

blp = Blueprint("leaving_api", __name__, description="Leaving · 退出平台")


@blp.route("/organisations/<uuid:organisation_id>/leaving")
@reading
@blp.response(200, schemas.LeavingSchema)
def get_leaving(organisation_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What stands in the way of leaving: of one's own organisation; of any for overseers."""
    organisation, obstacles = find_leaving(session, organisation_id, identity=identity, now=now)
    return {
        "organisation": organisation,
        "obstacles": [schemas.obstacle_document(one) for one in obstacles],
    }


@blp.route("/organisations/<uuid:organisation_id>/leave", methods=["POST"])
@creating
@blp.response(200, OrganisationSchema)
@blp.arguments(schemas.LeaveSchema)
def post_leave(body: dict[str, Any], organisation_id: UUID, **call: Any) -> Any:
    """Leave with your organisation: its users, tokens and sessions end with this answer."""
    reason, jobs = body["reason"], runtime().jobs
    return tagged(
        leave_marketplace(organisation_id=organisation_id, reason=reason, jobs=jobs, **call)
    )


@blp.route("/organisations/<uuid:organisation_id>/record-leaving", methods=["POST"])
@creating
@blp.response(200, OrganisationSchema)
@blp.arguments(schemas.RecordLeavingSchema)
def post_record_leaving(body: dict[str, Any], organisation_id: UUID, **call: Any) -> Any:
    """Record, as an operator and with the reason, that an organisation has left."""
    jobs = runtime().jobs
    return tagged(record_leaving(organisation_id=organisation_id, jobs=jobs, **body, **call))


@blp.route("/retention")
@reading
@blp.response(200, schemas.RetentionSchema)
def get_retention(*, session: Any, identity: Any, now: Any) -> Any:
    """What is due to be anonymised or deleted when, for overseers."""
    return schemas.retention_document(find_retention(session, identity=identity, now=now))
