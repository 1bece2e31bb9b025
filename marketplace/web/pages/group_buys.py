"""Group buys: the list, one with its live price, the organiser's draft and acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import GroupBuyState, LineState
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import CompetitionRecord, GroupBuy
from marketplace.schemas.group_buys import DraftSchema, ReasonSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.create_group_buy import change_group_buy, create_group_buy, find_draft
from marketplace.services.find_awards import visible_awards
from marketplace.services.find_contracts import visible_contracts
from marketplace.services.find_demand import demand_query
from marketplace.services.find_fee_tables import find_fee_terms
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_group_buys import find_group_buy, visible_group_buys
from marketplace.services.find_live_price import find_live_figures
from marketplace.services.find_organiser_statement import statement_of
from marketplace.services.find_participation import find_participation
from marketplace.services.find_price_books import published_ladders
from marketplace.services.find_rfqs import visible_rfqs
from marketplace.services.find_tier_advice import advice_on
from marketplace.services.find_timeline import find_timeline
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load, require_version
from marketplace.web.language import spoken
from marketplace.web.life import steps
from marketplace.web.listing import chosen, listing
from marketplace.web.pages.deposit_terms import deposit_shown
from marketplace.web.reasons import told
from marketplace.web.tier_words import advice_shown

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
    group_buy = find_group_buy(session, group_buy_id, identity)
    turns = find_timeline(session, group_buy, identity)
    figures = _figures(session, group_buy, identity, now)
    own = _own_stay(session, group_buy, identity)
    return render_template(
        "group_buys/show.html",
        **deposit_shown(session, group_buy_id, own),
        turns=turns,
        told=told,
        group_buy=group_buy,
        steps=steps(group_buy, turns),
        figures=figures,
        findings=find_own_findings(session, identity, group_buy_id=group_buy_id),
        own=own,
        terms=find_fee_terms(session, group_buy, now=now),
        **_signed(session, group_buy, identity),
        may_organise=allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy),
        may_join=allowed(Permission.GROUP_BUY_JOIN, identity, group_buy),
        sees_demand=allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy),
        rfqs=session.scalars(visible_rfqs(identity, group_buy_id)).unique().all(),
        awards=session.scalars(visible_awards(identity, group_buy_id)).unique().all(),
        contracts=session.scalars(visible_contracts(identity, group_buy_id)).unique().all(),
        now=now,
        **_advice(session, group_buy, figures, identity),
    )


def _advice(session: Any, group_buy: GroupBuy, figures: Any, identity: Any) -> dict[str, Any]:
    """The way to the next tier, as far as the reader is told it."""
    if figures is None:
        return {}
    seen = advice_on(session, group_buy=group_buy, figures=figures, identity=identity)
    return advice_shown(seen)


def _figures(session: Any, group_buy: GroupBuy, identity: Any, now: Any) -> Any:
    if group_buy.opened_at is None:
        return None
    return find_live_figures(session, group_buy.id, identity, now)


def _signed(session: Any, group_buy: GroupBuy, identity: Any) -> dict[str, Any]:
    """The organiser's statement and its record for the lock, for those who may read them."""
    if not allowed(Permission.STATEMENT_READ, identity, group_buy):
        return {}
    signed = session.get(CompetitionRecord, group_buy.id) is not None
    return {"statement": statement_of(session, group_buy), "record_signed": signed}


def _own_stay(session: Any, group_buy: GroupBuy, identity: Any) -> Any:
    """The reader's own participation, when it takes part."""
    if not allowed(Permission.GROUP_BUY_JOIN, identity, group_buy):
        return None
    try:
        return find_participation(session, group_buy.id, identity)
    except NotFound:
        return None


@pages.get("/<uuid:group_buy_id>/live")
@page
def live(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The live panel alone, for the page's own polling; 304 while nothing has changed."""
    figures = find_live_figures(session, group_buy_id, identity, now)
    tag = f"{figures.tag}.{spoken()}"
    if tag in request.if_none_match:
        answer = Response(status=304)
    else:
        group_buy = find_group_buy(session, group_buy_id, identity)
        panel = render_template("group_buys/_live.html", group_buy=group_buy, figures=figures)
        answer = Response(panel)
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
