"""What deposit a group buy asks for: set by its organiser on a draft, and who has paid."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.deposits import (
    DepositTerms,
    deposit_minor,
    estimate_minor,
)
from marketplace.domain.lives import GroupBuyState
from marketplace.i18n.deposit_texts import RULE_VERSION, RULES
from marketplace.models import DepositTerms as KeptTerms
from marketplace.schemas.deposits import NewDepositTermsSchema
from marketplace.security.permissions import Permission
from marketplace.services.find_deposit import own_deposit
from marketplace.services.find_deposits import find_paid_members
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.price_lines import PriceCheck
from marketplace.services.set_deposit_terms import drop_deposit_terms, set_deposit_terms
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.pages.deposits import payments_on

pages = Blueprint("deposit_terms_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>")


@pages.get("/deposit")
@page
def edit(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    permission = Permission.GROUP_BUY_ORGANISE
    group_buy = find_group_buy(session, group_buy_id, identity, permission)
    return render_template(
        "deposits/terms.html",
        group_buy=group_buy,
        terms=session.get(KeptTerms, group_buy_id),
        rule=RULES[RULE_VERSION][spoken()],
        draft=group_buy.state == GroupBuyState.DRAFT,
        on=payments_on(),
    )


@pages.post("/deposit")
@act(again=edit)
def keep(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    set_deposit_terms(
        session,
        group_buy_id=group_buy_id,
        terms=load(NewDepositTermsSchema()),
        payments_on=payments_on(),
        identity=identity,
        now=now,
    )
    flash(_("The deposit is set. At the opening it is frozen."))
    return _to(group_buy_id)


@pages.post("/deposit/drop")
@act(again=edit)
def drop(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    drop_deposit_terms(session, group_buy_id=group_buy_id, identity=identity, now=now)
    flash(_("No deposit is asked for."))
    return _to(group_buy_id)


@pages.get("/deposits")
@page
def members(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    group_buy = find_group_buy(session, group_buy_id, identity)
    paid = find_paid_members(session, group_buy_id=group_buy_id, identity=identity)
    return render_template("deposits/members.html", group_buy=group_buy, paid=paid)


def deposit_shown(session: Any, group_buy_id: UUID, stay: Any) -> dict[str, Any]:
    """What a page of the group buy says of its deposit: terms, rule, the reader's own."""
    terms = session.get(KeptTerms, group_buy_id)
    if terms is None:
        return {}
    return {
        "deposit_terms": terms,
        "deposit_rule": RULES[terms.rule_version][spoken()],
        "own_deposit": own_deposit(session, stay),
        "deposits_on": payments_on(),
    }


def deposit_of_check(
    terms: DepositTerms | None, lines: list[dict[str, Any]], check: PriceCheck | None
) -> int:
    """Fen that would be asked for the lines at the prices shown; 0: nothing, or not known yet."""
    if terms is None or check is None:
        return 0
    limits = [
        (priced.price_minor, wish.get("own_limit_minor"))
        for wish, priced in zip(lines, check.lines, strict=True)
        for _line in range(priced.lines)
    ]
    return deposit_minor(terms, estimate_minor(limits))


def _to(group_buy_id: UUID) -> Any:
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)
