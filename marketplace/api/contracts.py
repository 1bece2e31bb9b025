"""API: service contracts, their signatures and end, their lines going live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import etag_of, tagged
from marketplace.schemas.contracts import (
    ContractQuerySchema,
    ContractSchema,
    ContractWithLinesSchema,
    RefuseContractSchema,
    ReportLiveSchema,
    SignContractSchema,
)
from marketplace.schemas.desk_sheets import CONTRACT_SHEET
from marketplace.services.desk_orders import CONTRACTS
from marketplace.services.desk_rows import exported
from marketplace.services.end_contract import refuse_contract
from marketplace.services.find_contracts import find_contract, visible_contracts
from marketplace.services.report_live import report_live
from marketplace.services.sign_contract import sign_contract

blp = Blueprint("contracts_api", __name__, description="Service contracts · 服务合同")
Body = dict[str, Any]


@blp.route("/contracts")
@reading
@blp.response(200, ContractSchema(many=True))
@blp.arguments(ContractQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_contracts(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your contracts as member or carrier, newest first; observers and reviewers see all."""
    return page(session, _asked(identity, **chosen), **paging)


@blp.route(f"/contracts.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(ContractQuerySchema, location="query", unknown="exclude")
def get_contract_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, **asked))
    return desk_sheet(found, CONTRACT_SHEET, "contracts", form)


def _asked(identity: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(visible_contracts(identity, **chosen), sort, CONTRACTS)


@blp.route("/contracts/<uuid:contract_id>")
@reading
@blp.response(200, ContractWithLinesSchema)
def get_contract(contract_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One contract with its archive decisions, price schedule and VAT."""
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    return contract, {"ETag": etag_of(contract.version)}


@blp.route("/contracts/<uuid:contract_id>/sign", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
@blp.arguments(SignContractSchema)
def post_sign(body: Body, contract_id: UUID, **call: Any) -> Any:
    """Sign the documents you read for your side; with both signatures it is in force."""
    return tagged(sign_contract(contract_id=contract_id, **body, **call))


@blp.route("/contracts/<uuid:contract_id>/refuse", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
@blp.arguments(RefuseContractSchema)
def post_refuse(body: Body, contract_id: UUID, **call: Any) -> Any:
    """Refuse, as the member, before you sign; its lines are released."""
    return tagged(refuse_contract(contract_id=contract_id, **body, **call))


@blp.route("/contracts/<uuid:contract_id>/lines/<uuid:line_id>/report-live", methods=["POST"])
@creating
@blp.response(200, ContractWithLinesSchema)
@blp.arguments(ReportLiveSchema)
def post_report_live(body: Body, contract_id: UUID, line_id: UUID, **call: Any) -> Any:
    """Report, as the carrier, the day a line went live; the last line completes the contract."""
    return tagged(report_live(contract_id=contract_id, line_id=line_id, **body, **call))
