"""API: the enrolment file (入驻资料) of a company or carrier, and a reviewer's checks of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.versions import etag_of, require_match
from marketplace.schemas import enrolments as schemas
from marketplace.security.permissions import Permission
from marketplace.services.check_enrolment import check_enrolment
from marketplace.services.find_enrolment import (
    find_enrolment,
    find_enrolment_file,
    read_enrolment,
)
from marketplace.services.keep_enrolment import keep_enrolment

blp = Blueprint("enrolments_api", __name__, description="Enrolment files · 入驻资料")
Body = dict[str, Any]
FILE = "/organisations/<uuid:organisation_id>/enrolment"
WHICH = "<any(business_licence,authorisation_letter,internal_approval,registry_evidence):which>"


@blp.route(FILE)
@reading
@blp.response(200, schemas.EnrolmentSchema)
def get_enrolment(organisation_id: UUID, **call: Any) -> Any:
    """Your organisation's file with all that is missing; any for reviewers, which is noted."""
    return _whole(organisation_id, call)


@blp.route(FILE, methods=["PATCH"])
@writing
@blp.response(200, schemas.EnrolmentSchema)
@blp.arguments(schemas.EnrolmentChangeSchema)
def patch_enrolment(body: Body, organisation_id: UUID, **call: Any) -> Any:
    """Keep a part of it (If-Match). Identity numbers are encrypted and come back masked."""
    session, identity = call["session"], call["identity"]
    permission = Permission.ENROLMENT_MANAGE
    found = find_enrolment(
        session, organisation_id, identity=identity, permission=permission, for_update=True
    )
    require_match(found)
    keep_enrolment(file=found, given=body, personal_key=runtime().config.personal_key, **call)
    return _whole(organisation_id, call)


@blp.route(FILE + "/files/" + WHICH)
@blp.doc(responses=EVIDENCE)
@reading
def get_file(organisation_id: UUID, which: str, **call: Any) -> Any:
    """An upload of the file, for the organisation itself and reviewers."""
    return file_answer(find_enrolment_file(organisation_id=organisation_id, which=which, **call))


@blp.route(FILE + "/checks")
@reading
@blp.response(200, schemas.ChecksSchema)
def get_checks(organisation_id: UUID, **call: Any) -> Any:
    """What you and other reviewers recorded, with notes; the newest first: that one counts."""
    session, identity = call["session"], call["identity"]
    permission = Permission.ENROLMENT_CHECK
    find_enrolment(session, organisation_id, identity=identity, permission=permission)
    return read_enrolment(organisation_id=organisation_id, **call)


@blp.route(FILE + "/checks", methods=["POST"])
@creating
@blp.response(201, schemas.EnrolmentSchema)
@blp.arguments(schemas.EnrolmentCheckSchema)
def post_check(body: Body, organisation_id: UUID, **call: Any) -> Any:
    """Record, as a reviewer, all that is checked so far of the file of that version."""
    check_enrolment(organisation_id=organisation_id, given=body, **call)
    return _whole(organisation_id, call)


def _whole(organisation_id: UUID, call: Body) -> Any:
    found = read_enrolment(organisation_id=organisation_id, **call)
    return found, {"ETag": etag_of(found.version)}
