"""API: deposits (诚意金): terms, paying, where one stands, and what the operator transfers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import etag_of
from marketplace.schemas import deposits as schemas
from marketplace.schemas.oversight_sheets import DEPOSIT_SHEET
from marketplace.services.ask_deposit_page import ask_deposit_page
from marketplace.services.date_deposits import date_deposits
from marketplace.services.desk_money_orders import DEPOSITS
from marketplace.services.desk_rows import exported
from marketplace.services.find_deposit import find_deposit
from marketplace.services.find_deposits import find_paid_members, visible_deposits
from marketplace.services.read_deposit_terms import read_terms
from marketplace.services.see_deposit import see_deposit
from marketplace.services.set_deposit_terms import drop_deposit_terms, set_deposit_terms
from marketplace.services.settle_deposit import pay_interest, settle_return

blp = Blueprint("deposits", __name__, description="Deposits · 诚意金")
Body = dict[str, Any]
TERMS = "/group-buys/<uuid:group_buy_id>/deposit-terms"
ONE = "/deposits/<uuid:deposit_id>"
RETURN = "/deposit-returns/<uuid:return_id>"


@blp.route(TERMS)
@reading
@blp.response(200, schemas.DepositTermsSchema)
def get_terms(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What deposit the group buy asks for, with the published rule; 404: none"""
    return read_terms(session, group_buy_id, identity=identity)


@blp.route(TERMS, methods=["PUT"])
@writing
@blp.response(200, schemas.DepositTermsSchema)
@blp.arguments(schemas.NewDepositTermsSchema)
def put_terms(terms: Body, group_buy_id: UUID, **call: Any) -> Any:
    """Set the deposit of a draft; at the opening it is frozen"""
    return set_deposit_terms(
        group_buy_id=group_buy_id, terms=terms, payments_on=payments_on(), **call
    )


@blp.route(TERMS, methods=["DELETE"])
@writing
@blp.response(204)
def delete_terms(group_buy_id: UUID, **call: Any) -> None:
    """The draft asks for no deposit"""
    drop_deposit_terms(group_buy_id=group_buy_id, **call)


@blp.route("/group-buys/<uuid:group_buy_id>/deposits")
@reading
@blp.response(200, schemas.MemberPaidSchema(many=True))
def paid_members(group_buy_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Who has paid, for the organiser: states without amounts"""
    return find_paid_members(session, group_buy_id=group_buy_id, identity=identity)


@blp.route("/deposits")
@reading
@blp.response(200, schemas.DepositListedSchema(many=True))
@blp.arguments(schemas.DepositQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_deposits(asked: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your own deposits, or all for the platform; `to_do`: those that wait for the operator"""
    found, headers = page(session, _asked(identity, now, **asked), **paging)
    return date_deposits(session, found, now=now), headers


@blp.route(f"/deposits.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.DepositQuerySchema, location="query", unknown="exclude")
def get_deposit_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, now, **asked))
    return desk_sheet(date_deposits(session, found, now=now), DEPOSIT_SHEET, "deposits", form)


def _asked(identity: Any, now: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(visible_deposits(identity, now=now, **chosen), sort, DEPOSITS)


@blp.route(ONE)
@reading
@blp.response(200, schemas.DepositSchema)
def get_deposit(deposit_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """What was paid, what comes next and by when it is back"""
    deposit = find_deposit(session, deposit_id, identity=identity)
    return seen(session, deposit, now)


@blp.route(ONE + "/page", methods=["POST"])
@creating
@blp.response(200, schemas.DepositSchema)
def post_page(deposit_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Ask for the page to pay on, or to save a way to pay; `next.url` once it is prepared"""
    ask_deposit_page(
        session,
        deposit_id=deposit_id,
        language=asked_language(),
        payments_on=payments_on(),
        jobs=runtime().jobs,
        identity=identity,
        now=now,
    )
    return seen(session, find_deposit(session, deposit_id, identity=identity), now)


@blp.route(RETURN + "/settle", methods=["POST"])
@creating
@blp.response(200, schemas.DepositReturnSchema)
@blp.arguments(schemas.TransferSchema)
def post_settle(body: Body, return_id: UUID, **call: Any) -> Any:
    """Record the bank transfer of a return whose way back was closed (operator)"""
    return settle_return(return_id=return_id, **body, **call)


@blp.route(RETURN + "/pay-interest", methods=["POST"])
@creating
@blp.response(200, schemas.DepositReturnSchema)
@blp.arguments(schemas.TransferSchema)
def post_interest(body: Body, return_id: UUID, **call: Any) -> Any:
    """Record the bank transfer of the interest (operator)"""
    return pay_interest(return_id=return_id, **body, **call)


def payments_on() -> bool:
    return runtime().payments is not None


def seen(session: Any, deposit: Any, now: Any) -> Any:
    found = see_deposit(session, deposit, payments_on=payments_on(), now=now)
    return found, {"ETag": etag_of(deposit.version)}
