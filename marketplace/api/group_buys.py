"""API: group buys, from draft to lock, and their live price."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, require_match, tagged
from marketplace.domain.lives import GroupBuyState
from marketplace.schemas.fields import Choice
from marketplace.schemas.group_buys import (
    DraftSchema,
    GroupBuySchema,
    LivePriceSchema,
    MoveSchema,
    ReasonSchema,
)
from marketplace.schemas.participations import (
    MemberDemandSchema,
    PriceCheckAnswerSchema,
    PriceCheckSchema,
)
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.create_group_buy import (
    change_group_buy,
    create_group_buy,
    find_draft,
)
from marketplace.services.find_demand import demand_query
from marketplace.services.find_group_buys import find_group_buy, visible_group_buys
from marketplace.services.find_live_price import find_live_figures
from marketplace.services.find_timeline import find_timeline
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from marketplace.services.price_lines import check_price

blp = Blueprint("group_buys", __name__, description="Group buys · 团购")


class GroupBuyFilterSchema(PageSchema):
    state = Choice(GroupBuyState, load_default=None)


@blp.route("/group-buys")
@reading
@blp.response(200, GroupBuySchema(many=True))
@blp.arguments(GroupBuyFilterSchema, location="query")
def list_group_buys(query, *, session, identity, now):  # type: ignore[no-untyped-def]
    """The group buys you may see, newest first"""
    visible = visible_group_buys(identity, state=query["state"])
    return page(session, visible, query["offset"], query["limit"])


@blp.route("/group-buys", methods=["POST"])
@creating
@blp.response(201, GroupBuySchema)
@blp.arguments(DraftSchema)
def create(draft, *, session, identity, now):  # type: ignore[no-untyped-def]
    """Draft a group buy: a park for its companies, a lead enterprise for those it invites"""
    group_buy = create_group_buy(session, draft=draft, identity=identity, now=now)
    return tagged(group_buy, Location=url_for("group_buys.read", group_buy_id=group_buy.id))


@blp.route("/group-buys/<uuid:group_buy_id>")
@reading
@blp.response(200, GroupBuySchema)
def read(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """One group buy"""
    return tagged(find_group_buy(session, group_buy_id, identity))


@blp.route("/group-buys/<uuid:group_buy_id>", methods=["PUT"])
@writing
@blp.response(200, GroupBuySchema)
@blp.arguments(DraftSchema)
def change(draft, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Replace a draft's terms (If-Match)"""
    group_buy = find_draft(session, group_buy_id, identity)
    require_match(group_buy)
    change_group_buy(session, group_buy=group_buy, draft=draft, identity=identity, now=now)
    return tagged(group_buy)


@blp.route("/group-buys/<uuid:group_buy_id>/open", methods=["POST"])
@creating
@blp.response(200, GroupBuySchema)
def open_(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Open a draft for joining; list prices are frozen"""
    return tagged(open_group_buy(session, group_buy_id=group_buy_id, identity=identity, now=now))


@blp.route("/group-buys/<uuid:group_buy_id>/lock", methods=["POST"])
@creating
@blp.response(200, GroupBuySchema)
def lock(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Lock the demand once its time has come (a job does the same)"""
    payments_on = runtime().payments is not None
    locked = lock_demand(
        session, group_buy_id=group_buy_id, payments_on=payments_on, identity=identity, now=now
    )
    return tagged(locked)


@blp.route("/group-buys/<uuid:group_buy_id>/cancel", methods=["POST"])
@creating
@blp.response(200, GroupBuySchema)
@blp.arguments(ReasonSchema)
def cancel(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Cancel before the first signed contract"""
    return tagged(
        cancel_group_buy(
            session, group_buy_id=group_buy_id, reason=body["reason"], identity=identity, now=now
        )
    )


@blp.route("/group-buys/<uuid:group_buy_id>/moves")
@reading
@blp.response(200, MoveSchema(many=True))
def moves(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """The timeline: every move with its time and reason"""
    return find_timeline(session, find_group_buy(session, group_buy_id, identity), identity)


@blp.route("/group-buys/<uuid:group_buy_id>/live-price")
@reading
@blp.response(200, LivePriceSchema)
def live_price(*, group_buy_id: UUID, session, identity, now) -> Any:  # type: ignore[no-untyped-def]
    """Today's tier, the next one and what is missing; answers 304 to If-None-Match"""
    figures = find_live_figures(session, group_buy_id, identity, now)
    if figures.tag in request.if_none_match:
        return Response(status=304, headers={"ETag": etag_of(figures.tag)})
    return figures, {"ETag": etag_of(figures.tag), "Cache-Control": "private, no-cache"}


@blp.route("/group-buys/<uuid:group_buy_id>/price-check", methods=["POST"])
@reading
@blp.response(200, PriceCheckAnswerSchema)
@blp.arguments(PriceCheckSchema)
def price_check(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """What these lines would cost you now; changes nothing"""
    return check_price(
        session, group_buy_id=group_buy_id, lines=body["lines"], identity=identity, now=now
    )


@blp.route("/group-buys/<uuid:group_buy_id>/demand")
@reading
@blp.response(200, MemberDemandSchema(many=True))
@blp.arguments(PageSchema, location="query")
def demand(query, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """The members and their lines, for the organiser"""
    wanted = demand_query(session, group_buy_id, identity)
    return page(session, wanted, query["offset"], query["limit"])
