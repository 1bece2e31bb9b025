"""API: the bank accounts to which carriers are paid for their lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, require_match, tagged
from marketplace.schemas.payee_accounts import (
    AccountQuerySchema,
    NewPayeeAccountSchema,
    PayeeAccountSchema,
    SeenAccountSchema,
)
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_payee_accounts import find_account, lock_account, visible_accounts
from marketplace.services.state_payee_account import (
    replace_payee_account,
    state_payee_account,
    withdraw_payee_account,
)

blp = Blueprint("payee_accounts_api", __name__, description="Payee accounts · 收款账户")
Body = dict[str, Any]
ONE = "/payee-accounts/<uuid:account_id>"


@blp.route("/payee-accounts")
@reading
@blp.response(200, PayeeAccountSchema(many=True))
@blp.arguments(AccountQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_accounts(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your accounts, and those of carriers whose customer you are; numbers are masked."""
    require(Permission.MARKET_READ, identity)
    return page(session, visible_accounts(identity, **chosen), **paging)


@blp.route("/payee-accounts", methods=["POST"])
@creating
@blp.response(201, PayeeAccountSchema)
@blp.arguments(NewPayeeAccountSchema)
def post_account(body: Body, **call: Any) -> Any:
    """State, as a carrier, an account of your own; another's is refused (PAY-01)."""
    made = state_payee_account(**body, **call)
    return tagged(made, Location=f"/api/v1/payee-accounts/{made.id}")


@blp.route(ONE)
@reading
@blp.response(200, SeenAccountSchema)
def get_account(account_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One account with its whole number, and the one in whose place it stands."""
    found = find_account(session, account_id, identity=identity)
    return found, {"ETag": etag_of(found.account.version)}


@blp.route(ONE, methods=["PUT"])
@writing
@blp.response(200, PayeeAccountSchema)
@blp.arguments(NewPayeeAccountSchema)
def put_account(body: Body, account_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Put another account in its place: open invoices name it, and their companies are told.

    The answer is the new account, under an id of its own.
    """
    account = lock_account(session, account_id, identity=identity)
    require_match(account)
    return tagged(replace_payee_account(session, account, identity=identity, now=now, **body))


@blp.route(ONE + "/withdraw", methods=["POST"])
@creating
@blp.response(200, PayeeAccountSchema)
def post_withdraw_account(account_id: UUID, **call: Any) -> Any:
    """Withdraw an account that no open invoice names."""
    return tagged(withdraw_payee_account(account_id=account_id, **call))
