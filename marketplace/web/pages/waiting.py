"""The waiting list of a locked group buy: a company's own lines, the organiser's whole list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.waiting import NewWaitingSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_frozen_terms, find_group_buy
from marketplace.services.find_waiting import find_waiting_entries, waiting_companies
from marketplace.services.join_waiting_list import (
    WAITING_STATES,
    join_waiting_list,
    leave_waiting_list,
)
from marketplace.web.call import act, page
from marketplace.web.forms import load

pages = Blueprint("waiting_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/waiting")


@pages.get("")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    which = {"group_buy_id": group_buy_id, "identity": identity}
    group_buy = find_group_buy(session, group_buy_id, identity)
    waits = group_buy.state in WAITING_STATES
    may_wait = waits and allowed(Permission.GROUP_BUY_JOIN, identity, group_buy)
    offered = find_frozen_terms(session, group_buy_id).corridors if may_wait else {}
    return render_template(
        "group_buys/waiting.html",
        group_buy=group_buy,
        waiting=find_waiting_entries(session, **which),
        companies=waiting_companies(session, group_buy_id),
        sees_demand=allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy),
        may_wait=may_wait,
        corridors=list(offered.values()),
        now=now,
    )


@pages.post("")
@act(again=show)
def wait(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    line = load(NewWaitingSchema())["line"]
    join_waiting_list(session, group_buy_id=group_buy_id, line=line, identity=identity, now=now)
    flash(_("Your line waits. You are told when a place of its kind is free."))
    return _back(group_buy_id)


@pages.post("/<uuid:entry_id>/withdraw")
@act(again=show)
def withdraw(*, group_buy_id: UUID, entry_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"group_buy_id": group_buy_id, "entry_id": entry_id}
    leave_waiting_list(session, **which, identity=identity, now=now)
    flash(_("The line waits no longer."))
    return _back(group_buy_id)


def _back(group_buy_id: UUID) -> Any:
    return redirect(url_for("waiting_pages.show", group_buy_id=group_buy_id), 303)
