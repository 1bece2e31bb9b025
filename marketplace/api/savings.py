"""API: savings, a member's own and those published, and documents of present contracts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, reading_publicly
from marketplace.api.evidence_files import EVIDENCE, PDF, file_answer
from marketplace.schemas import savings as schemas
from marketplace.security.identity import Identity
from marketplace.services.document_present_contract import (
    document_present_contract,
    find_present_contract,
    find_present_evidence,
)
from marketplace.services.find_own_savings import find_own_savings
from marketplace.services.find_savings import find_group_buy_savings, find_published_savings

blp = Blueprint("savings_api", __name__, description="Savings · 节省")
Body = dict[str, Any]
PRESENT = "/lines/<uuid:line_id>/present-contract"


@blp.route("/published-savings")
@blp.doc(security=[])
@reading_publicly
@blp.response(200, schemas.ParkSavingsSchema(many=True))
def list_published_savings(*, session: Session, identity: None, now: datetime) -> Any:
    """What parks and their group buys have saved, without names, from three companies up."""
    return find_published_savings(session, now=now)


@blp.route("/group-buys/<uuid:group_buy_id>/savings")
@reading
@blp.response(200, schemas.GroupBuySavingsSchema)
def get_group_buy_savings(
    group_buy_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The published figures of one group buy."""
    return find_group_buy_savings(session, group_buy_id, identity=identity, now=now)


@blp.route("/savings")
@reading
@blp.response(200, schemas.OwnSavingsSchema)
def get_own_savings(*, session: Session, identity: Identity, now: datetime) -> Any:
    """Your own lines, as a member: signed and expected, by each baseline."""
    return find_own_savings(session, identity=identity)


@blp.route(PRESENT)
@reading
@blp.response(200, schemas.PresentContractSchema)
def get_present_contract(
    line_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """What you state of the present contract of your line, and whether it is documented."""
    return find_present_contract(session, line_id, identity=identity)


@blp.route(PRESENT + "/evidence", methods=["POST"])
@creating
@blp.response(200, schemas.PresentContractSchema)
@blp.arguments(schemas.PresentEvidenceSchema)
def post_present_evidence(body: Body, line_id: UUID, **call: Any) -> Any:
    """Document the present contract of your line; only your organisation reads the file."""
    return document_present_contract(line_id=line_id, **body, **call)


@blp.route(PRESENT + "/evidence")
@reading
@blp.response(200, content_type=PDF)
@blp.doc(responses=EVIDENCE)
def get_present_evidence(
    line_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The document, for your own organisation."""
    return file_answer(find_present_evidence(session, line_id, identity=identity))
