"""API: an organisation's own accounts with the platform: what is held, owed and paid, and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import CSV, XLSX, sheet_answer
from marketplace.schemas.ledger import (
    AccountTurnoverSchema,
    OwnPostingSchema,
    PeriodQuerySchema,
)
from marketplace.schemas.ledger_sheets import POSTING_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.services.find_ledger_postings import with_balances
from marketplace.services.find_own_accounts import (
    all_own_postings,
    find_cause_names,
    find_own_account,
    find_own_accounts,
    find_own_period,
    own_postings,
)

blp = Blueprint("own_ledger_api", __name__, description="Own accounts · 本机构往来账")
Body = dict[str, Any]
POSTINGS = "/own-accounts/<uuid:account_id>/postings"


@blp.route("/own-accounts")
@reading
@blp.response(200, AccountTurnoverSchema(many=True))
@blp.arguments(PeriodQuerySchema, location="query")
def list_own_accounts(asked: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """Each account of the caller's organisation, with what stood and moved in the period."""
    period = find_own_period(session, identity=identity, now=now, **asked)
    return find_own_accounts(session, period, identity=identity)


@blp.route(POSTINGS)
@reading
@blp.response(200, OwnPostingSchema(many=True))
@blp.arguments(PeriodQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_own_postings(
    asked: Body, paging: Body, account_id: UUID, *, session: Session, identity: Any, now: Any
) -> Any:
    """What was posted in the period, newest first, with cause and balance after each."""
    account = find_own_account(session, account_id, identity=identity)
    period = find_own_period(session, identity=identity, now=now, **asked)
    found, headers = page(session, own_postings(account, period, identity=identity), **paging)
    seen = with_balances(session, account, found)
    names = find_cause_names(session, seen)
    return [{"posting": one, "cause": names.get(one.entry.cause_id)} for one in seen], headers


@blp.route(POSTINGS + ".csv")
@reading
@blp.response(200, content_type=CSV)
@blp.arguments(PeriodQuerySchema, location="query")
def get_own_postings_csv(asked: Body, account_id: UUID, **call: Any) -> Any:
    """The same, oldest first, as CSV."""
    return _sheet(asked, account_id, SheetForm.CSV, **call)


@blp.route(POSTINGS + ".xlsx")
@reading
@blp.response(200, content_type=XLSX)
@blp.arguments(PeriodQuerySchema, location="query")
def get_own_postings_xlsx(asked: Body, account_id: UUID, **call: Any) -> Any:
    """The same as a workbook."""
    return _sheet(asked, account_id, SheetForm.XLSX, **call)


def _sheet(
    asked: Body, account_id: UUID, form: SheetForm, *, session: Session, identity: Any, now: Any
) -> Any:
    account = find_own_account(session, account_id, identity=identity)
    period = find_own_period(session, identity=identity, now=now, **asked)
    rows = all_own_postings(session, account, period, identity=identity)
    data = write_sheet(POSTING_SHEET, rows, asked_language(), form)
    return sheet_answer(data, f"postings-{period.since}-{period.until}", form)
