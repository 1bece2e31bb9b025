"""The accounts that carriers are paid to (收款账户): stated, replaced, withdrawn, read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import PayeeAccountState
from marketplace.models import PayeeAccount
from marketplace.schemas.payee_accounts import NewPayeeAccountSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.find_organisations import find_organisation
from marketplace.services.find_payee_accounts import find_account, lock_account, visible_accounts
from marketplace.services.state_payee_account import (
    replace_payee_account,
    state_payee_account,
    withdraw_payee_account,
)
from marketplace.web.call import act, page
from marketplace.web.forms import load, require_version
from marketplace.web.listing import listing

pages = Blueprint("payee_account_pages", __name__, url_prefix="/line-money/accounts")
ONE = "/<uuid:account_id>"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    require(Permission.MARKET_READ, identity)
    found = listing(session, visible_accounts(identity))
    own = PayeeAccount(carrier_id=identity.organisation_id)
    states = allowed(Permission.PAYEE_ACCOUNT_MANAGE, identity, own)
    return render_template(
        "line_money/accounts.html",
        page=found,
        states=states,
        me=find_organisation(session, identity.organisation_id, identity=identity)
        if states
        else None,
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def state(*, session: Any, identity: Any, now: Any) -> Any:
    own = PayeeAccount(carrier_id=identity.organisation_id)
    require(Permission.PAYEE_ACCOUNT_MANAGE, identity, own)
    made = state_payee_account(session, identity=identity, now=now, **load(NewPayeeAccountSchema()))
    flash(_("The account is on record: your customers see it beside each invoice."))
    return _to(made.id)


@pages.get(ONE)
@page
def show(*, account_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_account(session, account_id, identity=identity)
    stands = found.account.state == PayeeAccountState.STANDING
    manages = stands and allowed(Permission.PAYEE_ACCOUNT_MANAGE, identity, found.account)
    return render_template(
        "line_money/account.html",
        found=found,
        account=found.account,
        manages=manages,
    )


@pages.post(ONE + "/replace")
@act(again=show)
def replace(*, account_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    find_account(session, account_id, identity=identity)
    account = lock_account(session, account_id, identity=identity)
    require_version(account)
    stated = load(NewPayeeAccountSchema())
    new = replace_payee_account(session, account, identity=identity, now=now, **stated)
    flash(_("The account is replaced. Every company with an open invoice is told, old and new."))
    return _to(new.id)


@pages.post(ONE + "/withdraw")
@act(again=show)
def withdraw(*, account_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_payee_account(session, account_id=account_id, identity=identity, now=now)
    flash(_("The account is withdrawn."))
    return _to(account_id)


def _to(account_id: UUID) -> Any:
    return redirect(url_for("payee_account_pages.show", account_id=account_id), 303)
