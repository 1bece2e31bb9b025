"""Deposits (诚意金): a company's own, all for the platform, with what each has to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import DepositState
from marketplace.i18n.deposit_texts import RULES
from marketplace.schemas.deposits import TransferSchema
from marketplace.schemas.oversight_sheets import DEPOSIT_SHEET
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.ask_deposit_page import ask_deposit_page, look_again
from marketplace.services.date_deposits import date_deposits
from marketplace.services.desk_money_orders import DEPOSITS
from marketplace.services.desk_rows import exported
from marketplace.services.find_deposit import find_deposit
from marketplace.services.find_deposits import visible_deposits
from marketplace.services.see_deposit import see_deposit
from marketplace.services.settle_deposit import pay_interest, settle_return
from marketplace.web.call import act, page, runtime
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing

pages = Blueprint("deposit_pages", __name__, url_prefix="/deposits")
ONE = "/<uuid:deposit_id>"
WAITING = ("page_preparing", "page_paid", "charging")
"What is under way at Stripe: the page looks again by itself"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, _query(identity, now))
    return render_template(
        "deposits/listing.html",
        page=replace(found, things=date_deposits(session, found.things, now=now)),
        oversees=allowed(Permission.FINDING_DESK, identity) or _settles(identity),
        on=payments_on(),
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/deposits.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = date_deposits(session, exported(session, _query(identity, now)), now=now)
    return desk_sheet(found, DEPOSIT_SHEET, name="deposits", form=form, now=now)


def _query(identity: Any, now: Any) -> Any:
    """The deposits that `?state=&to_do=1&sort=` asks for."""
    to_do = request.args.get("to_do") == "1"
    state = chosen(DepositState, "state")
    return in_order(visible_deposits(identity, state=state, to_do=to_do, now=now), DEPOSITS)


@pages.get(ONE)
@page
def show(*, deposit_id: UUID, session: Any, identity: Any, now: Any) -> str:
    deposit = find_deposit(session, deposit_id, identity=identity)
    seen = see_deposit(session, deposit, payments_on=payments_on(), now=now)
    return render_template(
        "deposits/show.html",
        seen=seen,
        d=deposit,
        rule=RULES[deposit.rule_version][spoken()],
        pays=allowed(Permission.DEPOSIT_PAY, identity, deposit),
        settles=_settles(identity),
        waits=seen.next.step in WAITING,
        now=now,
    )


@pages.post(ONE + "/page")
@act(again=show)
def ask(*, deposit_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    ask_deposit_page(
        session,
        deposit_id=deposit_id,
        language=spoken(),
        payments_on=payments_on(),
        jobs=runtime().jobs,
        identity=identity,
        now=now,
    )
    return _to(deposit_id)


@pages.get(ONE + "/back")
@page
def back(*, deposit_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """A person comes back from Stripe: what became of it is looked up, whatever it did there."""
    deposit = find_deposit(session, deposit_id, identity=identity)
    look_again(session, deposit, jobs=runtime().jobs)
    return _to(deposit_id)


def shown_again(*, deposit_id: UUID, return_id: UUID) -> Any:
    """The deposit's page once more, after a refused transfer of one of its returns."""
    return show(deposit_id=deposit_id)


@pages.post(ONE + "/returns/<uuid:return_id>/settle")
@act(again=shown_again)
def settle(*, deposit_id: UUID, return_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reference = load(TransferSchema())["reference"]
    settle_return(session, return_id=return_id, reference=reference, identity=identity, now=now)
    flash(_("The bank transfer is recorded; the company is told."))
    return _to(deposit_id)


@pages.post(ONE + "/returns/<uuid:return_id>/interest")
@act(again=shown_again)
def interest(*, deposit_id: UUID, return_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reference = load(TransferSchema())["reference"]
    pay_interest(session, return_id=return_id, reference=reference, identity=identity, now=now)
    flash(_("The bank transfer is recorded; the company is told."))
    return _to(deposit_id)


def payments_on() -> bool:
    return runtime().payments is not None


def _settles(identity: Any) -> bool:
    return allowed(Permission.DEPOSIT_SETTLE, identity)


def _to(deposit_id: UUID) -> Any:
    return redirect(url_for("deposit_pages.show", deposit_id=deposit_id), 303)
