"""API: the end of a service contract that is in force, before any line is live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.versions import tagged
from marketplace.schemas.contracts import (
    ContractEndSchema,
    ContractWithLinesSchema,
    ProposeEndSchema,
    RefuseEndSchema,
)
from marketplace.services.end_contract_in_force import (
    agree_contract_end,
    end_broken_contract,
    propose_contract_end,
    refuse_contract_end,
    withdraw_contract_end,
)
from marketplace.services.find_contract_ends import find_contract_ends
from marketplace.services.find_contracts import find_contract

blp = Blueprint("contract_ends", __name__, description="Service contracts · 服务合同")
Body = dict[str, Any]
CONTRACT = "/contracts/<uuid:contract_id>"
ONE = "/contract-ends/<uuid:end_id>"


@blp.route(CONTRACT + "/ends")
@reading
@blp.response(200, ContractEndSchema(many=True))
def list_ends(contract_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What the parties proposed about the contract's end, newest first."""
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    return find_contract_ends(session, contract)


@blp.route(CONTRACT + "/ends", methods=["POST"])
@creating
@blp.response(201, ContractEndSchema)
@blp.arguments(ProposeEndSchema)
def post_end(body: Body, contract_id: UUID, **call: Any) -> Any:
    """Propose to end the contract before activation; it stays in force until the other agrees."""
    return propose_contract_end(contract_id=contract_id, **body, **call)


@blp.route(CONTRACT + "/end-broken", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
def post_broken(contract_id: UUID, **call: Any) -> Any:
    """End, as its carrier or a reviewer, what a decided claim says that the company broke."""
    return tagged(end_broken_contract(contract_id=contract_id, **call))


@blp.route(ONE + "/agree", methods=["POST"])
@creating
@blp.response(200, ContractEndSchema)
def post_agree(end_id: UUID, **call: Any) -> Any:
    """Agree for the other side: the contract ends at once and its lines are released."""
    return agree_contract_end(end_id=end_id, **call)


@blp.route(ONE + "/refuse", methods=["POST"])
@creating
@blp.response(200, ContractEndSchema)
@blp.arguments(RefuseEndSchema)
def post_refuse(body: Body, end_id: UUID, **call: Any) -> Any:
    """Refuse for the other side, in writing: the contract stays in force."""
    return refuse_contract_end(end_id=end_id, **body, **call)


@blp.route(ONE + "/withdraw", methods=["POST"])
@creating
@blp.response(200, ContractEndSchema)
def post_withdraw(end_id: UUID, **call: Any) -> Any:
    """Take your own side's proposal back."""
    return withdraw_contract_end(end_id=end_id, **call)
