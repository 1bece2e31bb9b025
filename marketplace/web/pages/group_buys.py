"""Group buys: the list, one with its live price, the organiser's draft and acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import GroupBuyState, LineState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import GroupBuy
from marketplace.schemas.group_buys import DraftSchema, ReasonSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.create_group_buy import change_group_buy, create_group_buy, find_draft
from marketplace.services.find_demand import demand_query
from marketplace.services.find_group_buys import find_group_buy, visible_group_buys
from marketplace.services.find_live_price import find_live_figures
from marketplace.services.find_price_books import published_ladders
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load, require_version
from marketplace.web.group_buy_page import group_buy_page, live_panel, what_if_answer
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing

pages = Blueprint("group_buy_pages", __name__, url_prefix="/group-buys")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    query = visible_group_buys(identity, state=chosen(GroupBuyState, "state"))
    return render_template(
        "group_buys/listing.html",
        page=listing(session, query),
        may_draft=allowed(Permission.GROUP_BUY_CREATE, identity),
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/<uuid:group_buy_id>")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return group_buy_page(session, group_buy_id, identity, now)


@pages.get("/<uuid:group_buy_id>/what-if")
@page
def asked(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """What the lines in the address would cost: the answer alone, for the page's own asking."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    if group_buy.opened_at is None:
        raise NotFound()
    return what_if_answer(session, group_buy, identity, now)


@pages.get("/<uuid:group_buy_id>/live")
@page
def live(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The live panel alone, for the page's own polling; 304 while nothing has changed."""
    figures = find_live_figures(session, group_buy_id, identity, now)
    tag = f"{figures.tag}.{spoken()}"
    if tag in request.if_none_match:
        answer = Response(status=304)
    else:
        answer = Response(live_panel(session, group_buy_id, identity, figures))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@pages.get("/<uuid:group_buy_id>/demand")
@page
def demand(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "group_buys/demand.html",
        group_buy=find_group_buy(session, group_buy_id, identity),
        page=listing(session, demand_query(session, group_buy_id, identity)),
        pooled=LineState.POOLED,
    )


@pages.get("/new")
@page
def draft(*, session: Any, identity: Any, now: Any) -> str:
    require(Permission.GROUP_BUY_CREATE, identity)
    return _draft_page(session, identity, now, None)


@pages.post("/new")
@act(again=draft)
def create(*, session: Any, identity: Any, now: Any) -> Any:
    group_buy = create_group_buy(session, draft=_sent_draft(), identity=identity, now=now)
    flash(_("The draft is saved. Look it over, then open it to the companies."))
    return _to(group_buy.id)


@pages.get("/<uuid:group_buy_id>/edit")
@page
def edit(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    permission = Permission.GROUP_BUY_ORGANISE
    found = find_group_buy(session, group_buy_id, identity, permission)
    return _draft_page(session, identity, now, found)


@pages.post("/<uuid:group_buy_id>/edit")
@act(again=edit)
def change(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    group_buy = find_draft(session, group_buy_id, identity)
    require_version(group_buy)
    change_group_buy(session, group_buy=group_buy, draft=_sent_draft(), identity=identity, now=now)
    flash(_("The draft is saved."))
    return _to(group_buy_id)


def _draft_page(session: Any, identity: Any, now: Any, group_buy: GroupBuy | None) -> str:
    ladders = session.scalars(published_ladders(identity, local_day(now))).all()
    return render_template("group_buys/draft.html", group_buy=group_buy, ladders=ladders)


def _sent_draft() -> dict[str, Any]:
    """The draft as typed; a ladder chosen from a price book stands for one set by hand."""
    copied = bool(request.form.get("ladder_of_price_book"))
    return load(DraftSchema(), without=("ladder",) if copied else ())


@pages.post("/<uuid:group_buy_id>/open")
@act(again=show)
def open_(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    open_group_buy(session, group_buy_id=group_buy_id, identity=identity, now=now)
    flash(_("The group buy is open. List prices and ladder are frozen."))
    return _to(group_buy_id)


@pages.post("/<uuid:group_buy_id>/lock")
@act(again=show)
def lock(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    lock_demand(
        session,
        group_buy_id=group_buy_id,
        payments_on=runtime().payments is not None,
        identity=identity,
        now=now,
    )
    return _to(group_buy_id)


@pages.post("/<uuid:group_buy_id>/cancel")
@act(again=show)
def cancel(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(ReasonSchema())["reason"]
    cancel_group_buy(session, group_buy_id=group_buy_id, reason=reason, identity=identity, now=now)
    flash(_("The group buy is cancelled."))
    return _to(group_buy_id)


def _to(group_buy_id: UUID) -> Any:
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)
