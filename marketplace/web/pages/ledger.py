"""The ledger (总账) for operator and observer: trial balance, accounts, postings, entries."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.ledger import CHART, AccountPurpose
from marketplace.i18n.ledger_words import CAUSES, ENTRY_PURPOSES
from marketplace.i18n.sentences import LANGUAGES
from marketplace.schemas.ledger import LedgerCorrectionSchema
from marketplace.schemas.ledger_sheets import BALANCE_SHEET, POSTING_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import SheetForm
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.correct_ledger import PLATFORMS, correct_ledger
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
from marketplace.services.find_trial_balance import Period, find_period, find_trial_balance
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import asked_day, chosen, listing
from marketplace.web.sheet_files import sheet_answer

pages = Blueprint("ledger_pages", __name__, url_prefix="/ledger")
ACCOUNT = "/accounts/<uuid:account_id>"


@page
def shown(*, session: Any, identity: Any, now: Any) -> str:
    period = _period(session, identity, now)
    balance = find_trial_balance(session, period, identity=identity)
    return render_template("ledger/show.html", balance=balance, **ledger_words(period))


pages.add_url_rule("", "show", shown)


@pages.get("/trial-balance.<any(csv, xlsx):form>")
@page
def balance_sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    period = _period(session, identity, now)
    rows = all_turnovers(session, period, identity=identity)
    data = write_sheet(BALANCE_SHEET, rows, spoken(), SheetForm(form))
    name = f"trial-balance-{period.since}-{period.until}"
    return sheet_answer(data, name, SheetForm(form))


@pages.get("/accounts")
@page
def accounts(*, session: Any, identity: Any, now: Any) -> str:
    purpose = chosen(AccountPurpose, "purpose")
    period = _period(session, identity, now)
    found = listing(session, ledger_accounts(identity=identity, purpose=purpose))
    found.things[:] = turnovers(session, found.things, period)
    purposes = [(str(one), row.title.in_language(spoken())) for one, row in CHART.items()]
    return render_template(
        "ledger/accounts.html", page=found, purposes=purposes, **ledger_words(period)
    )


@pages.get(ACCOUNT)
@page
def account(*, account_id: UUID, session: Any, identity: Any, now: Any) -> str:
    account = find_account(session, account_id, identity=identity)
    period = _period(session, identity, now)
    found = listing(session, postings_of(account, period, identity=identity))
    found.things[:] = with_balances(session, account, found.things)
    (seen,) = turnovers(session, [account], period)
    return render_template(
        "ledger/account.html",
        seen=seen,
        page=found,
        corrects=allowed(Permission.OPERATE, identity),
        against=[
            (str(one), CHART[one].title.in_language(spoken()))
            for one in PLATFORMS
            if one != account.purpose
        ],
        **ledger_words(period),
    )


@pages.post(ACCOUNT + "/corrections")
@act(again=account)
def correct(*, account_id: UUID, **call: Any) -> Any:
    made = correct_ledger(account_id=account_id, **load(LedgerCorrectionSchema()), **call)
    flash(_("The correction is booked."))
    return redirect(url_for("ledger_pages.entry", number=made.number), 303)


@pages.get(ACCOUNT + "/postings.<any(csv, xlsx):form>")
@page
def posting_sheet(
    *, account_id: UUID, form: str, session: Any, identity: Any, now: Any
) -> Response:
    account = find_account(session, account_id, identity=identity)
    period = _period(session, identity, now)
    rows = all_postings(session, account, period, identity=identity)
    data = write_sheet(POSTING_SHEET, rows, spoken(), SheetForm(form))
    name = f"postings-{account.id}-{period.since}-{period.until}"
    return sheet_answer(data, name, SheetForm(form))


@pages.get("/entries/<int:number>")
@page
def entry(*, number: int, session: Any, identity: Any, now: Any) -> str:
    found = find_entry(session, number, identity=identity)
    return render_template("ledger/entry.html", entry=found, **ledger_words(None))


def _period(session: Any, identity: Any, now: Any) -> Period:
    """The days of `?since=&until=`; whatever is no day counts as not given."""
    return find_period(session, identity=identity, now=now, **typed_days())


def typed_days() -> dict[str, date | None]:
    """What `?since=&until=` say, for the period of a ledger."""
    return {name: asked_day(name) for name in ("since", "until")}


def ledger_words(period: Period | None) -> dict[str, Any]:
    """What the pages of the ledger call things, and the period for their links."""
    spoken_at = LANGUAGES.index(spoken())
    days = {"since": str(period.since), "until": str(period.until)} if period else {}
    return {
        "period": period,
        "days": days,
        "language": spoken(),
        "cause_name": lambda one: CAUSES[one.cause_kind][spoken_at],
        "purpose_name": lambda one: ENTRY_PURPOSES[one.purpose][spoken_at],
    }
