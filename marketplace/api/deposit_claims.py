"""API: carriers' claims against deposits (诚意金), their decision and the member's complaint."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.evidence_files import EVIDENCE, PDF, file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import tagged
from marketplace.domain.lives import ClaimState
from marketplace.schemas import deposits as schemas
from marketplace.schemas.fields import Choice, Schema
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.oversight_sheets import DEPOSIT_CLAIM_SHEET
from marketplace.services.decide_deposit_claim import (
    answer_deposit_contest,
    contest_deposit_claim,
    decide_deposit_claim,
)
from marketplace.services.desk_money_orders import CLAIMS
from marketplace.services.desk_rows import exported
from marketplace.services.file_deposit_claim import (
    file_deposit_claim,
    find_claimable,
    withdraw_deposit_claim,
)
from marketplace.services.find_deposit_claims import (
    find_claim,
    find_claim_evidence,
    visible_claims,
)
from marketplace.services.settle_deposit import pay_on

blp = Blueprint("deposit_claims", __name__, description="Deposits · 诚意金")
Body = dict[str, Any]
ONE = "/deposit-claims/<uuid:claim_id>"


class ClaimFilterSchema(Schema):
    state = Choice(ClaimState, load_default=None)
    sort = order_field(*CLAIMS)


@blp.route("/deposit-claims")
@reading
@blp.response(200, schemas.DepositClaimSchema(many=True))
@blp.arguments(ClaimFilterSchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_claims(asked: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The claims you are a party to, or all for the platform"""
    return page(session, _asked(identity, **asked), **paging)


@blp.route(f"/deposit-claims.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(ClaimFilterSchema, location="query", unknown="exclude")
def get_claim_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, **asked))
    return desk_sheet(found, DEPOSIT_CLAIM_SHEET, "deposit-claims", form)


def _asked(identity: Any, *, state: ClaimState | None, sort: str | None) -> Any:
    return ordered(visible_claims(identity, state=state), sort, CLAIMS)


@blp.route("/deposit-claims/claimable")
@reading
@blp.response(200, schemas.ClaimableSchema(many=True))
def claimable(*, session: Any, identity: Any, now: Any) -> Any:
    """Your contracts of which you may claim now"""
    return find_claimable(session, identity=identity, now=now)


@blp.route("/contracts/<uuid:contract_id>/deposit-claim", methods=["POST"])
@creating
@blp.response(201, schemas.DepositClaimSchema)
@blp.arguments(schemas.NewClaimSchema)
def post_claim(body: Body, contract_id: UUID, **call: Any) -> Any:
    """Claim the proven cost of a contract that was signed and broken, within 3 days"""
    claim = file_deposit_claim(contract_id=contract_id, **body, **call)
    return tagged(claim, Location=f"/api/v1/deposit-claims/{claim.id}")


@blp.route(ONE)
@reading
@blp.response(200, schemas.DepositClaimSchema)
def get_claim(claim_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One claim"""
    return tagged(find_claim(session, claim_id, identity=identity))


@blp.route(ONE + "/evidence")
@reading
@blp.response(200, content_type=PDF)
@blp.doc(responses=EVIDENCE)
def get_evidence(claim_id: UUID, *, session: Any, identity: Any, now: Any) -> Response:
    """The carrier's proof of its cost"""
    return file_answer(find_claim_evidence(session, claim_id, identity=identity))


@blp.route(ONE + "/withdraw", methods=["POST"])
@creating
@blp.response(200, schemas.DepositClaimSchema)
def post_withdraw(claim_id: UUID, **call: Any) -> Any:
    """Take your claim back"""
    return tagged(withdraw_deposit_claim(claim_id=claim_id, **call))


@blp.route(ONE + "/decide", methods=["POST"])
@creating
@blp.response(200, schemas.DepositClaimSchema)
@blp.arguments(schemas.ClaimDecisionSchema)
def post_decide(body: Body, claim_id: UUID, **call: Any) -> Any:
    """Say what would be kept, in writing; the member may complain before it is (reviewer)"""
    return tagged(decide_deposit_claim(claim_id=claim_id, **body, **call))


@blp.route(ONE + "/contest", methods=["POST"])
@creating
@blp.response(200, schemas.DepositClaimSchema)
@blp.arguments(schemas.ContestSchema)
def post_contest(body: Body, claim_id: UUID, **call: Any) -> Any:
    """Complain; nothing is kept before another reviewer has answered (member)"""
    return tagged(contest_deposit_claim(claim_id=claim_id, **body, **call))


@blp.route(ONE + "/answer", methods=["POST"])
@creating
@blp.response(200, schemas.DepositClaimSchema)
@blp.arguments(schemas.ClaimDecisionSchema)
def post_answer(body: Body, claim_id: UUID, **call: Any) -> Any:
    """Answer the member's complaint; what is kept is booked (another reviewer)"""
    return tagged(answer_deposit_contest(claim_id=claim_id, **body, **call))


@blp.route(ONE + "/pay-on", methods=["POST"])
@creating
@blp.response(200, schemas.DepositClaimSchema)
@blp.arguments(schemas.TransferSchema)
def post_pay_on(body: Body, claim_id: UUID, **call: Any) -> Any:
    """Record the bank transfer of what was kept to the carrier (operator)"""
    return tagged(pay_on(claim_id=claim_id, **body, **call))
