"""A member's lines in a group buy: what they would cost, joining, changing, leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.models import Participation
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.participations import JoinSchema
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import SheetForm, read_sheet
from marketplace.security.permissions import Permission
from marketplace.services.ask_before_lock import ask_again
from marketplace.services.change_participation import change_participation
from marketplace.services.find_corridors import visible_corridors
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_group_buys import find_frozen_terms, find_group_buy
from marketplace.services.find_participation import find_participation
from marketplace.services.find_stated_lines import stated_lines
from marketplace.services.join_group_buy import join_group_buy
from marketplace.services.leave_group_buy import leave_group_buy
from marketplace.services.price_lines import PriceCheck, check_price
from marketplace.web.call import act, page
from marketplace.web.forms import load, require_version, sent_file
from marketplace.web.language import spoken
from marketplace.web.pages.deposit_terms import deposit_of_check, deposit_shown
from marketplace.web.sheet_files import sheet_answer
from marketplace.web.typed import Typed

pages = Blueprint("stay_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/lines")


@pages.get("")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    stay = _stay(session, group_buy_id, identity)
    lines = stated_lines(stay) if stay else []
    return lines_page(session, group_buy_id, identity, stay=stay, lines=lines)


def lines_page(
    session: Any,
    group_buy_id: UUID,
    identity: Any,
    *,
    stay: Participation | None,
    lines: list[dict[str, Any]],
    check: PriceCheck | None = None,
) -> str:
    """The form with these lines, and with their prices once they are known."""
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_JOIN)
    offered = set(find_frozen_terms(session, group_buy_id).corridors)
    corridors = session.scalars(visible_corridors(identity)).all()
    terms = find_frozen_terms(session, group_buy_id).deposit
    return render_template(
        "group_buys/lines.html",
        group_buy=group_buy,
        stay=stay,
        lines=lines,
        check=check,
        deposit_minor=deposit_of_check(terms, lines, check),
        **deposit_shown(session, group_buy_id, stay),
        findings=find_own_findings(session, identity, group_buy_id=group_buy_id),
        corridors=[c for c in corridors if c.code in offered],
    )


@pages.post("/price")
@act(again=show)
def price(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """What these lines would cost now; nothing is changed."""
    lines = load(JoinSchema())["lines"]
    check = check_price(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
    g.typed = Typed(g.form_values)
    stay = _stay(session, group_buy_id, identity)
    return lines_page(session, group_buy_id, identity, stay=stay, lines=lines, check=check)


@pages.post("/sheet")
@act(again=show)
def price_sheet(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The same with lines from a sheet; every fault by row and column, or all of them taken."""
    lines = read_sheet(sent_file(), LINE_SHEET)
    check = check_price(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
    stay = _stay(session, group_buy_id, identity)
    return lines_page(session, group_buy_id, identity, stay=stay, lines=lines, check=check)


@pages.get("/template.<any(csv, xlsx):form>")
@page
def sheet_template(
    *, group_buy_id: UUID, form: str, session: Any, identity: Any, now: Any
) -> Response:
    kind = SheetForm(form)
    return sheet_answer(template(LINE_SHEET, spoken(), kind), "line-template", kind)


@pages.get("/lines.<any(csv, xlsx):form>")
@page
def own_sheet(*, group_buy_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    """The member's own lines as a file that it can change and bring again."""
    stay, kind = find_participation(session, group_buy_id, identity), SheetForm(form)
    data = write_sheet(LINE_SHEET, stated_lines(stay), spoken(), kind)
    return sheet_answer(data, f"lines-{group_buy_id}", kind)


@pages.post("")
@act(again=show)
def keep(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Join at the prices shown, or replace the lines of a member that has joined."""
    lines = load(JoinSchema())["lines"]
    stay = _stay(session, group_buy_id, identity, for_update=True)
    if stay is None:
        join_group_buy(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
        flash(_("You are in. What you may be asked to pay can only fall."))
    else:
        require_version(stay)
        change_participation(session, participation=stay, lines=lines, identity=identity, now=now)
        flash(_("Your lines are changed."))
    return _back(group_buy_id)


@pages.post("/ask")
@act(again=show)
def ask(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """What the rules say of the lines as they stand now, archives and letters among it."""
    asked = ask_again(session, group_buy_id=group_buy_id, identity=identity, now=now)
    if asked.stopping(holds_stop=True):
        flash(_("Everything that is still missing is listed here."))
    else:
        flash(_("Nothing is missing: your lines can be locked."))
    return redirect(url_for("stay_pages.show", group_buy_id=group_buy_id) + "#findings", 303)


@pages.post("/leave")
@act(again=show)
def leave(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    stay = find_participation(session, group_buy_id, identity, for_update=True)
    require_version(stay)
    leave_group_buy(session, participation=stay, identity=identity, now=now)
    flash(_("You have left the group buy. You may join again until the lock."))
    return _back(group_buy_id)


def _stay(
    session: Any, group_buy_id: UUID, identity: Any, *, for_update: bool = False
) -> Participation | None:
    try:
        return find_participation(session, group_buy_id, identity, for_update=for_update)
    except NotFound:
        return None


def _back(group_buy_id: UUID) -> Any:
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)
