"""A member's lines in a group buy: what they would cost, joining, changing, leaving."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.errors import Conflict, NotFound
from marketplace.models import LineDraft, Participation
from marketplace.schemas.participations import JoinSchema
from marketplace.security.permissions import Permission
from marketplace.services.ask_before_lock import ask_again
from marketplace.services.change_participation import change_participation
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_group_buys import find_frozen_terms, find_group_buy
from marketplace.services.find_participation import find_participation
from marketplace.services.find_stated_lines import stated_lines
from marketplace.services.join_group_buy import join_group_buy
from marketplace.services.keep_line_draft import (
    drop_line_draft,
    find_line_draft,
    keep_line_draft,
)
from marketplace.services.leave_group_buy import leave_group_buy
from marketplace.services.price_lines import PriceCheck, check_price
from marketplace.web.call import act, page
from marketplace.web.forms import load, require_version
from marketplace.web.line_sketches import VERSION, typed_lines
from marketplace.web.pages.deposit_terms import deposit_of_check, deposit_shown
from marketplace.web.typed import Typed, typed

pages = Blueprint("stay_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/lines")


@pages.get("")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return _form(session, group_buy_id, identity, now)


@page
def refused(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The form once more with what was wrong; what was typed is kept as the draft."""
    sent, _wishes = typed_lines()
    if sent:
        with suppress(Conflict):
            keep_draft(session, group_buy_id, sent, identity=identity, now=now)
    return _form(session, group_buy_id, identity, now)


def keep_draft(
    session: Any, group_buy_id: UUID, lines: dict[str, str], *, identity: Any, now: Any
) -> str:
    """Keep these lines in place of the draft that the form was made from; its new mark."""
    return keep_line_draft(
        session,
        group_buy_id=group_buy_id,
        typed=lines,
        seen_mark=request.form.get("draft_mark", ""),
        identity=identity,
        now=now,
    )


def _form(session: Any, group_buy_id: UUID, identity: Any, now: Any) -> str:
    stay = find_stay(session, group_buy_id, identity)
    standing = find_line_draft(session, group_buy_id, identity)
    draft = _taken_up(standing, stay)
    shown = {"mark": standing.mark if standing else "", "draft": draft, "now": now}
    lines = stated_lines(stay) if stay else []
    return lines_page(session, group_buy_id, identity, stay=stay, lines=lines, **shown)


def _taken_up(draft: LineDraft | None, stay: Participation | None) -> LineDraft | None:
    """Put the draft's lines into the form, unless the form has just been sent with its own.

    A draft from before the company joined, or changed its lines, is not taken up.
    """
    held = typed()
    if draft is None or held.rows("lines"):
        return None
    if draft.typed.get(VERSION) != (str(stay.version) if stay else ""):
        return None
    held.values = dict(draft.typed)
    g.typed = held
    return draft


def lines_page(
    session: Any,
    group_buy_id: UUID,
    identity: Any,
    *,
    stay: Participation | None,
    lines: list[dict[str, Any]],
    check: PriceCheck | None = None,
    draft: LineDraft | None = None,
    **shown: Any,
) -> str:
    """The form with these lines, and with their prices once they are known.

    `shown`: `now`; `mark` of the draft that stands; `sketch` of lines that are partly priced;
    `unkept` when the lines are not to be the draft before somebody saves them.
    """
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_JOIN)
    terms = find_frozen_terms(session, group_buy_id)
    deposit = deposit_shown(session, group_buy_id, stay) if terms.deposit else {}
    return render_template(
        "group_buys/lines.html",
        group_buy=group_buy,
        stay=stay,
        lines=lines,
        check=check,
        draft=draft,
        saved_at=draft.saved_at if draft else None,
        deposit_minor=deposit_of_check(terms.deposit, lines, check),
        **deposit,
        **shown,
        findings=find_own_findings(session, identity, group_buy_id=group_buy_id),
        corridors=list(terms.corridors.values()),
    )


@pages.post("/price")
@act(again=refused)
def price(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """What these lines would cost now; nothing is changed."""
    lines = load(JoinSchema())["lines"]
    check = check_price(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
    kept, _wishes = typed_lines()
    mark = keep_draft(session, group_buy_id, kept, identity=identity, now=now)
    g.typed = Typed(g.form_values)
    stay = find_stay(session, group_buy_id, identity)
    shown = {"mark": mark, "check": check, "now": now}
    return lines_page(session, group_buy_id, identity, stay=stay, lines=lines, **shown)


@pages.post("")
@act(again=refused)
def keep(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Join at the prices shown, or replace the lines of a member that has joined."""
    lines = load(JoinSchema())["lines"]
    stay = find_stay(session, group_buy_id, identity, for_update=True)
    if stay is None:
        join_group_buy(session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now)
        flash(_("You are in. What you may be asked to pay can only fall."))
    else:
        require_version(stay)
        change_participation(session, participation=stay, lines=lines, identity=identity, now=now)
        flash(_("Your lines are changed."))
    drop_line_draft(session, group_buy_id=group_buy_id, seen_mark=None, identity=identity)
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


def find_stay(
    session: Any, group_buy_id: UUID, identity: Any, *, for_update: bool = False
) -> Participation | None:
    try:
        return find_participation(session, group_buy_id, identity, for_update=for_update)
    except NotFound:
        return None


def _back(group_buy_id: UUID) -> Any:
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)
