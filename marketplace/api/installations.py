"""API: installation (报装进度): milestones, tests and counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading
from marketplace.api.evidence_files import EVIDENCE, PDF, file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import tagged
from marketplace.schemas import installations as schemas
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.delay_milestone import delay_milestone
from marketplace.services.find_delivery_evidence import (
    find_milestone_evidence,
    find_test_evidence,
)
from marketplace.services.find_installation_counts import find_installation_counts
from marketplace.services.find_installations import (
    find_installation,
    installations,
    visible_contract_lines,
)
from marketplace.services.finish_milestone import finish_milestone
from marketplace.services.record_late_compensation import record_late_compensation
from marketplace.services.record_line_test import record_line_test
from marketplace.services.record_security_filing import record_security_filing

blp = Blueprint("installations_api", __name__, description="Installation · 报装进度")
Body = dict[str, Any]


@blp.route("/contract-lines")
@reading
@blp.response(200, schemas.InstallationSchema(many=True))
@blp.arguments(schemas.InstallationQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_contract_lines(
    chosen: Body, paging: Body, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Your lines under contracts in force with milestones and tests, across all group buys."""
    require(Permission.MARKET_READ, identity)
    found, headers = page(session, visible_contract_lines(identity, now=now, **chosen), **paging)
    return installations(session, found, now=now), headers


@blp.route("/contract-lines/<uuid:contract_line_id>")
@reading
@blp.response(200, schemas.InstallationSchema)
def get_contract_line(
    contract_line_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """One contracted line with its milestones, tests, and the end of its term."""
    return find_installation(session, contract_line_id, identity=identity, now=now)


@blp.route("/contract-lines/<uuid:contract_line_id>/tests", methods=["POST"])
@creating
@blp.response(201, schemas.LineTestSchema)
@blp.arguments(schemas.NewLineTestSchema)
def post_line_test(body: Body, contract_line_id: UUID, **call: Any) -> Any:
    """Record an acceptance test, as the carrier; the last one counts."""
    test = record_line_test(contract_line_id=contract_line_id, **body, **call)
    return test, {"Location": f"/api/v1/contract-lines/{contract_line_id}", "ETag": f'"{test.id}"'}


@blp.route("/contract-lines/<uuid:contract_line_id>/security-filing", methods=["POST"])
@creating
@blp.response(200, schemas.InstallationSchema)
@blp.arguments(schemas.SecurityFilingSchema)
def post_security_filing(body: Body, contract_line_id: UUID, **call: Any) -> Any:
    """Record, as the company, your filing with public security: within 30 days of activation."""
    record_security_filing(contract_line_id=contract_line_id, **body, **call)
    return find_installation(contract_line_id=contract_line_id, **call)


@blp.route("/contract-lines/<uuid:contract_line_id>/late-compensation", methods=["POST"])
@creating
@blp.response(200, schemas.InstallationSchema)
@blp.arguments(schemas.LateCompensationSchema)
def post_late_compensation(body: Body, contract_line_id: UUID, **call: Any) -> Any:
    """Record, as the carrier, what you paid for a line that went live late."""
    record_late_compensation(contract_line_id=contract_line_id, **body, **call)
    return find_installation(contract_line_id=contract_line_id, **call)


@blp.route("/milestones/<uuid:milestone_id>/delay", methods=["POST"])
@creating
@blp.response(200, schemas.MilestoneSchema)
@blp.arguments(schemas.MilestoneDelaySchema)
def post_delay(body: Body, milestone_id: UUID, **call: Any) -> Any:
    """Say, as the carrier, when a milestone is expected now, and why."""
    return tagged(delay_milestone(milestone_id=milestone_id, **body, **call))


@blp.route("/milestones/<uuid:milestone_id>/finish", methods=["POST"])
@creating
@blp.response(200, schemas.MilestoneSchema)
@blp.arguments(schemas.MilestoneFinishSchema)
def post_finish(body: Body, milestone_id: UUID, **call: Any) -> Any:
    """Report a milestone done, as the carrier; ready for service after a passed test."""
    return tagged(finish_milestone(milestone_id=milestone_id, **body, **call))


@blp.route("/milestones/<uuid:milestone_id>/evidence")
@reading
@blp.response(200, content_type=PDF)
@blp.doc(responses=EVIDENCE)
def get_milestone_evidence(
    milestone_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The file that proves a milestone."""
    return file_answer(find_milestone_evidence(session, milestone_id, identity=identity, now=now))


@blp.route("/line-tests/<uuid:test_id>/evidence")
@reading
@blp.response(200, content_type=PDF)
@blp.doc(responses=EVIDENCE)
def get_test_evidence(test_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """The protocol of a test."""
    return file_answer(find_test_evidence(session, test_id, identity=identity, now=now))


@blp.route("/group-buys/<uuid:group_buy_id>/installation-counts")
@reading
@blp.response(200, schemas.InstallationCountsSchema)
def get_installation_counts(
    group_buy_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """How many lines are installed, live and late: for organiser, observer and reviewer."""
    return find_installation_counts(session, group_buy_id, identity=identity, now=now)
