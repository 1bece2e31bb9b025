"""API: the carrier decides the user archive (用户档案) of each contracted line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import tagged
from marketplace.schemas.contracts import (
    ArchiveSchema,
    ContractWithLinesSchema,
    DenyArchiveSchema,
    WayOnSchema,
)
from marketplace.services.decide_archive import approve_archive, approve_archives, deny_archive
from marketplace.services.find_archives import find_ways_on, pending_archives
from marketplace.services.find_contracts import find_contract

blp = Blueprint("contract_archives_api", __name__, description="User archives · 用户档案")
Body = dict[str, Any]
LINE = "/contracts/<uuid:contract_id>/lines/<uuid:line_id>"


@blp.route("/contract-archives")
@reading
@blp.response(200, ArchiveSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_archives(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The archives that wait for your decision as a carrier, the longest waiting first."""
    return page(session, pending_archives(identity), **paging)


@blp.route("/contracts/<uuid:contract_id>/approve-archives", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
def post_approve_all(contract_id: UUID, **call: Any) -> Any:
    """Approve the user archive of every line of the contract that waits."""
    return tagged(approve_archives(contract_id=contract_id, jobs=runtime().jobs, **call))


@blp.route(LINE + "/approve-archive", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
def post_approve(contract_id: UUID, line_id: UUID, **call: Any) -> Any:
    """Approve a line's user archive; with the last decision the documents are made."""
    contract = approve_archive(
        contract_id=contract_id, line_id=line_id, jobs=runtime().jobs, **call
    )
    return tagged(contract)


@blp.route(LINE + "/deny-archive", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
@blp.arguments(DenyArchiveSchema)
def post_deny(body: Body, contract_id: UUID, line_id: UUID, **call: Any) -> Any:
    """Deny a line with a reason; it goes on to the next best carrier or is released."""
    held: Body = {"config": runtime().config, "jobs": runtime().jobs}
    return tagged(deny_archive(contract_id=contract_id, line_id=line_id, **held, **body, **call))


@blp.route("/contracts/<uuid:contract_id>/ways-on")
@reading
@blp.response(200, WayOnSchema(many=True))
def list_ways_on(contract_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Where the denied lines of a contract have gone; empty for the carrier that denied them."""
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    return list(find_ways_on(session, contract=contract, identity=identity).values())
