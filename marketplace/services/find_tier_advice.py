"""The way of an open group buy to its next tier: in full for its organiser, for a member its own.

A member's advice is made of the standing, which is told from three companies up, of list prices
that everybody sees, and of its own lines. Nothing else enters it, so it tells nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState
from marketplace.domain.pooling import LivePrice
from marketplace.models import GroupBuy, Line, Organisation
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms, find_group_buy
from marketplace.services.find_live_price import LiveFigures, find_live_figures
from marketplace.services.last_asked import LastAsked
from pricing.group import Line as GroupLine
from pricing.tier_advice import Advice, MemberGain, Wish, advise
from pricing.tier_ways import Offer, Room, Standing


class Told(StrEnum):
    """How much of the advice the reader is told."""

    WHOLE = "whole"
    OWN = "own"
    NOTHING = "nothing"


class OfferedKind(NamedTuple):
    """All of a price row that is not bandwidth."""

    corridor: str
    product: str
    term_months: int
    protection: str


@dataclass(frozen=True)
class TierAdvice:
    """The advice as the reader may see it; None at the top tier, and when nothing is told."""

    told: Told
    measure: str
    live: LivePrice | None = None
    advice: Advice | None = None
    members: list[tuple[Organisation, MemberGain]] = field(default_factory=list)
    "told in full: who gains what, the most first"

    @property
    def own(self) -> MemberGain | None:
        """Told its own: the reader's gain."""
        found = self.advice.members if self.told == Told.OWN and self.advice else ()
        return found[0] if found else None


def find_tier_advice(
    session: Session, *, group_buy_id: UUID, identity: Identity, now: datetime
) -> TierAdvice:
    """The advice for the caller; nothing once the lock has come. Raises NotFound."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    figures = find_live_figures(session, group_buy_id, identity, now)
    return advice_on(session, group_buy=group_buy, figures=figures, identity=identity)


def advice_on(
    session: Session, *, group_buy: GroupBuy, figures: LiveFigures, identity: Identity
) -> TierAdvice:
    """The advice on a group buy that was read already, with its live figures.

    No query for a member, unless its lines or anything in the pool have changed since the last.
    """
    measure, live = group_buy.ladder["measure"], figures.live
    if live is None or not figures.accepting:
        return TierAdvice(Told.NOTHING, measure)
    if allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy):
        advice = _kept(session, group_buy, figures, live)
        return TierAdvice(Told.WHOLE, measure, live, advice, _named(session, advice))
    if not allowed(Permission.GROUP_BUY_JOIN, identity, group_buy):
        return TierAdvice(Told.NOTHING, measure)
    own = _kept(session, group_buy, figures, live, member_id=identity.organisation_id)
    told = Told.OWN if own is None or own.members else Told.NOTHING
    return TierAdvice(told, measure, live, own if told == Told.OWN else None)


_KEPT: LastAsked[tuple[UUID, int, UUID | None], Advice] = LastAsked(256)
"By group buy, version of its pool and member (None: all): computed once, however often it is read"


def _kept(
    session: Session,
    group_buy: GroupBuy,
    figures: LiveFigures,
    live: LivePrice,
    *,
    member_id: UUID | None = None,
) -> Advice | None:
    """The version of the pool rises with every change of any line in it."""
    key = (group_buy.id, group_buy.pool_version, member_id)
    kept = _KEPT.get(key)
    if kept is None:
        kept = _advice(session, group_buy, figures, live, member_id=member_id)
        if kept is not None:
            _KEPT.put(key, kept)
    return kept


def _advice(
    session: Session,
    group_buy: GroupBuy,
    figures: LiveFigures,
    live: LivePrice,
    *,
    member_id: UUID | None = None,
) -> Advice | None:
    """For all lines of the group buy, or for those of one member; None at the top tier."""
    if live.next_rate is None or live.missing is None:
        return None
    terms = find_frozen_terms(session, group_buy.id)
    standing = Standing(terms.ladder.measure, live.rate, live.next_rate, live.missing)
    wishes = _wishes(session, terms, member_id)
    return advise(standing, wishes, _offers(terms), _room(group_buy, figures))


def _wishes(session: Session, terms: FrozenTerms, member_id: UUID | None) -> list[Wish]:
    """The pooled lines; of a pair neither is raised, for both would have to be."""
    kind = (Line.corridor_id, Line.product, Line.term_months, Line.protection)
    query = sa.select(
        Line.id,
        Line.member_id,
        Line.mbps,
        Line.list_minor,
        Line.own_limit_minor,
        Line.diverse_from_id,
        *kind,
    ).where(Line.group_buy_id == terms.group_buy_id, Line.state == LineState.POOLED)
    if member_id is not None:
        query = query.where(Line.member_id == member_id)
    rows = session.execute(query.order_by(Line.participation_id, Line.number)).all()
    paired = {row.diverse_from_id for row in rows if row.diverse_from_id}
    paired |= {row.id for row in rows if row.diverse_from_id}
    codes = _codes(terms)
    return [
        Wish(
            GroupLine(str(r.id), str(r.member_id), r.mbps, r.list_minor, r.own_limit_minor),
            None
            if r.id in paired
            else OfferedKind(
                codes[r.corridor_id], str(r.product), r.term_months, str(r.protection)
            ),
        )
        for r in rows
    ]


def _offers(terms: FrozenTerms) -> list[Offer]:
    codes = _codes(terms)
    return [
        Offer(OfferedKind(codes[key.corridor_id], *key[1:]), mbps, list_minor)
        for key, mbps, list_minor in terms.references.steps()
    ]


def _codes(terms: FrozenTerms) -> dict[UUID, str]:
    return {facts.id: code for code, facts in terms.corridors.items()}


def _room(group_buy: GroupBuy, figures: LiveFigures) -> Room | None:
    if group_buy.cap_at_most is None:
        return None
    if group_buy.cap_measure == "lines":
        return Room("lines", max(0, group_buy.cap_at_most - (figures.lines or 0)))
    return Room("mbps", max(0, group_buy.cap_at_most - (figures.mbps or 0)))


def _named(session: Session, advice: Advice | None) -> list[tuple[Organisation, MemberGain]]:
    gains = {UUID(gain.member): gain for gain in advice.members} if advice else {}
    found = session.scalars(sa.select(Organisation).where(Organisation.id.in_(gains)))
    named = [(one, gains[one.id]) for one in found]
    return sorted(named, key=lambda pair: (-pair[1].gain_minor, pair[0].name_zh))
