"""API: the ledger of the platform's own money, for operator and observer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import CSV, XLSX, sheet_answer
from marketplace.schemas import ledger as schemas
from marketplace.schemas.ledger_sheets import BALANCE_SHEET, POSTING_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.services.correct_ledger import correct_ledger
from marketplace.services.find_ledger_accounts import (
    all_turnovers,
    find_account,
    ledger_accounts,
    turnovers,
)
from marketplace.services.find_ledger_postings import (
    all_postings,
    find_entry,
    postings_of,
    with_balances,
)
from marketplace.services.find_trial_balance import find_period, find_trial_balance

blp = Blueprint("ledger_api", __name__, description="Ledger of the platform's money · 总账")
Body = dict[str, Any]
BALANCE, ACCOUNT = "/ledger/trial-balance", "/ledger/accounts/<uuid:account_id>"


@blp.route(BALANCE)
@reading
@blp.response(200, schemas.TrialBalanceSchema)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_trial_balance(asked: Body, *, session: Session, identity: Any, now: Any) -> Any:
    """By purpose and currency: what stood, what moved in the period, what stands."""
    period = find_period(session, identity=identity, now=now, **asked)
    return find_trial_balance(session, period, identity=identity)


@blp.route(BALANCE + ".csv")
@reading
@blp.response(200, content_type=CSV)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_trial_balance_csv(asked: Body, **call: Any) -> Any:
    """The same by account as CSV, with headers in the asked language."""
    return _balance_sheet(asked, SheetForm.CSV, **call)


@blp.route(BALANCE + ".xlsx")
@reading
@blp.response(200, content_type=XLSX)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_trial_balance_xlsx(asked: Body, **call: Any) -> Any:
    """The same as a workbook."""
    return _balance_sheet(asked, SheetForm.XLSX, **call)


def _balance_sheet(
    asked: Body, form: SheetForm, *, session: Session, identity: Any, now: Any
) -> Any:
    period = find_period(session, identity=identity, now=now, **asked)
    rows = all_turnovers(session, period, identity=identity)
    data = write_sheet(BALANCE_SHEET, rows, asked_language(), form)
    return sheet_answer(data, f"trial-balance-{period.since}-{period.until}", form)


@blp.route("/ledger/accounts")
@reading
@blp.response(200, schemas.AccountTurnoverSchema(many=True))
@blp.arguments(schemas.AccountQuerySchema, location="query", unknown="exclude")
@blp.arguments(schemas.PeriodQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_accounts(
    chosen: Body, asked: Body, paging: Body, *, session: Session, identity: Any, now: Any
) -> Any:
    """The accounts, with what stood and moved in the period."""
    period = find_period(session, identity=identity, now=now, **asked)
    found, headers = page(session, ledger_accounts(identity=identity, **chosen), **paging)
    return turnovers(session, found, period), headers


@blp.route(ACCOUNT)
@reading
@blp.response(200, schemas.AccountTurnoverSchema)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_account(asked: Body, account_id: UUID, *, session: Session, identity: Any, now: Any) -> Any:
    """One account, with what stood and moved in the period."""
    account = find_account(session, account_id, identity=identity)
    period = find_period(session, identity=identity, now=now, **asked)
    return turnovers(session, [account], period)[0]


@blp.route(ACCOUNT + "/corrections", methods=["POST"])
@creating
@blp.response(201, schemas.LedgerEntrySchema)
@blp.arguments(schemas.LedgerCorrectionSchema)
def post_correction(body: Body, account_id: UUID, *, session: Session, **call: Any) -> Any:
    """The operator puts a balance right, with a reason that the audit log keeps."""
    made = correct_ledger(session, account_id=account_id, **body, **call)
    return find_entry(session, made.number, identity=call["identity"])


@blp.route(ACCOUNT + "/postings")
@reading
@blp.response(200, schemas.PostingSeenSchema(many=True))
@blp.arguments(schemas.PeriodQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_postings(
    asked: Body, paging: Body, account_id: UUID, *, session: Session, identity: Any, now: Any
) -> Any:
    """What was posted to the account in the period, newest first, with the balance after each."""
    account = find_account(session, account_id, identity=identity)
    period = find_period(session, identity=identity, now=now, **asked)
    found, headers = page(session, postings_of(account, period, identity=identity), **paging)
    return with_balances(session, account, found), headers


@blp.route(ACCOUNT + "/postings.csv")
@reading
@blp.response(200, content_type=CSV)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_postings_csv(asked: Body, account_id: UUID, **call: Any) -> Any:
    """The same, oldest first, as CSV with headers in the asked language."""
    return _posting_sheet(asked, account_id, SheetForm.CSV, **call)


@blp.route(ACCOUNT + "/postings.xlsx")
@reading
@blp.response(200, content_type=XLSX)
@blp.arguments(schemas.PeriodQuerySchema, location="query")
def get_postings_xlsx(asked: Body, account_id: UUID, **call: Any) -> Any:
    """The same as a workbook."""
    return _posting_sheet(asked, account_id, SheetForm.XLSX, **call)


def _posting_sheet(
    asked: Body, account_id: UUID, form: SheetForm, *, session: Session, identity: Any, now: Any
) -> Any:
    account = find_account(session, account_id, identity=identity)
    period = find_period(session, identity=identity, now=now, **asked)
    rows = all_postings(session, account, period, identity=identity)
    data = write_sheet(POSTING_SHEET, rows, asked_language(), form)
    return sheet_answer(data, f"postings-{account.id}-{period.since}-{period.until}", form)


@blp.route("/ledger/entries/<int:number>")
@reading
@blp.response(200, schemas.LedgerEntrySchema)
def get_entry(number: int, *, session: Session, identity: Any, now: Any) -> Any:
    """One entry with its cause and its postings."""
    return find_entry(session, number, identity=identity)
