"""My account with the platform (本机构往来账): what is held, owed and paid, and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template

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
from marketplace.services.find_trial_balance import Period
from marketplace.web.call import page
from marketplace.web.language import spoken
from marketplace.web.listing import listing
from marketplace.web.pages.ledger import ledger_words, typed_days
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("own_account_pages", __name__, url_prefix="/own-accounts")
ACCOUNT = "/<uuid:account_id>"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    period = _period(session, identity, now)
    accounts = find_own_accounts(session, period, identity=identity)
    return render_template("own_accounts/listing.html", accounts=accounts, **ledger_words(period))


pages.add_url_rule("", "listing", listed)


@pages.get(ACCOUNT)
@page
def account(*, account_id: UUID, session: Any, identity: Any, now: Any) -> str:
    account, period = _asked(session, account_id, identity, now)
    found = listing(session, own_postings(account, period, identity=identity))
    found.things[:] = with_balances(session, account, found.things)
    (seen,) = [
        one
        for one in find_own_accounts(session, period, identity=identity)
        if one.account.id == account.id
    ]
    return render_template(
        "own_accounts/account.html",
        seen=seen,
        page=found,
        names=find_cause_names(session, found.things),
        **ledger_words(period),
    )


@pages.get(ACCOUNT + "/postings.<any(csv, xlsx):form>")
@page
def sheet(*, account_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    account, period = _asked(session, account_id, identity, now)
    rows = all_own_postings(session, account, period, identity=identity)
    data = write_sheet(POSTING_SHEET, rows, spoken(), SheetForm(form))
    return sheet_answer(data, f"postings-{period.since}-{period.until}", SheetForm(form))


def _asked(session: Any, account_id: UUID, identity: Any, now: Any) -> tuple[Any, Period]:
    account = find_own_account(session, account_id, identity=identity)
    return account, _period(session, identity, now)


def _period(session: Any, identity: Any, now: Any) -> Period:
    return find_own_period(session, identity=identity, now=now, **typed_days())
