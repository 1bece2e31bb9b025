"""A park or a lead enterprise drafts a group buy, and changes the draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ladders import document_of, ladder_of
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.modes import MODE_OF_KIND
from marketplace.domain.pooling import Pool
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid, invalid
from marketplace.models import GroupBuy, PriceBook, PriceBookLadder
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_price_books import valid_on

SET_BY_HAND = "手工设定 · set by hand"


def create_group_buy(
    session: Session, *, draft: dict[str, Any], identity: Identity, now: datetime
) -> GroupBuy:
    """A new draft: of a park for its companies, of a lead enterprise for those it invites.

    Raises Forbidden, Invalid.
    """
    require(Permission.GROUP_BUY_CREATE, identity)
    group_buy = GroupBuy(
        organiser_id=identity.organisation_id,
        mode=MODE_OF_KIND[identity.kind],
        state=GroupBuyState.DRAFT,
        created_by=identity.user_id,
        created_at=now,
    )
    _fill(session, group_buy, draft, now)
    session.add(group_buy)
    session.flush()
    record(session, group_buy, "create", by=identity, now=now, to_state=str(group_buy.state))
    return group_buy


def change_group_buy(
    session: Session,
    *,
    group_buy: GroupBuy,
    draft: dict[str, Any],
    identity: Identity,
    now: datetime,
) -> GroupBuy:
    """Replace the draft's terms; once open they stand. Raises Conflict, Invalid."""
    require(Permission.GROUP_BUY_ORGANISE, identity, group_buy)
    if group_buy.state != GroupBuyState.DRAFT:
        raise Conflict("group_buy_not_draft")
    _fill(session, group_buy, draft, now)
    record(session, group_buy, "change", by=identity, now=now)
    return group_buy


def find_draft(session: Session, group_buy_id: UUID, identity: Identity) -> GroupBuy:
    """The group buy, locked for a change by its organiser."""
    return find_group_buy(
        session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
    )


def _fill(session: Session, group_buy: GroupBuy, draft: dict[str, Any], now: datetime) -> None:
    if draft["mode"] not in (None, group_buy.mode):
        raise invalid("/mode", "mode_of_organiser", mode=group_buy.mode)
    if draft["locks_at"] <= now:
        raise invalid("/locks_at", "not_future")
    ladder, source = _ladder(session, draft, now)
    empty = Pool.empty(ladder)
    for name in ("title_zh", "title_en", "description_zh", "description_en", "locks_at"):
        setattr(group_buy, name, draft[name])
    group_buy.ladder = document_of(ladder)
    group_buy.ladder_source = source
    group_buy.tier_froms = [tier.from_ for tier in ladder.tiers]
    group_buy.volume_by_need = list(empty.volume_by_need)
    group_buy.list_by_need = list(empty.list_by_need)
    group_buy.settled_volume, group_buy.settled_list_minor = empty.settled or (None, None)
    cap = draft["cap"] or {"measure": None, "at_most": None}
    group_buy.cap_measure, group_buy.cap_at_most = cap["measure"], cap["at_most"]
    least = draft["thresholds"] or {}
    group_buy.least_members = least.get("members")
    group_buy.least_lines = least.get("lines")
    group_buy.least_mbps = least.get("mbps")
    group_buy.least_spend_minor = least.get("spend_minor")
    group_buy.extension_days = draft["extension_days"]


def _ladder(session: Session, draft: dict[str, Any], now: datetime) -> tuple[Any, str]:
    """The draft's ladder and where it comes from: by hand, or a valid price book's."""
    given, copied = draft["ladder"], draft["ladder_of_price_book"]
    if (given is None) == (copied is None):
        raise Invalid([Fault("/ladder", "ladder_one_source")])
    if given is not None:
        return ladder_of(given), draft["ladder_source"] or SET_BY_HAND
    found = session.execute(
        sa.select(PriceBookLadder, PriceBook)
        .join(PriceBook)
        .where(PriceBookLadder.id == copied, valid_on(local_day(now)))
    ).one_or_none()
    if found is None:
        raise invalid("/ladder_of_price_book", "not_known", value=copied)
    ladder, book = found
    source = f"{book.carrier.name_zh} · {book.name} · {ladder.code}"
    return ladder_of(ladder.ladder, "/ladder_of_price_book"), source
