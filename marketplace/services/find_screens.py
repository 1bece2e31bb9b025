"""Reads of screens: a reviewer's queue, one hit with all that was said, what an organiser sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.screens import FINAL, SCREENS, Effect, Kind, Source
from marketplace.errors import NotFound
from marketplace.models import (
    GroupBuy,
    Organisation,
    Rfq,
    ScreenDecision,
    ScreenHearing,
    ScreenHit,
    ScreenRun,
)
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_names import names_of
from marketplace.services.hold_award import holding, settled


class HitState(StrEnum):
    """How far a hit is."""

    HELD = "held"
    "holds an award that could be made now"
    OPEN = "open"
    "undecided, of no award that could be made now; or a mere warning"
    SETTLED = "settled"


@dataclass(frozen=True)
class HitSeen:
    """One hit as reviewers and observers read it."""

    hit: ScreenHit
    carriers: Sequence[Organisation]
    source: Source

    @property
    def id(self) -> UUID:
        return self.hit.id

    @property
    def holds(self) -> bool:
        return self.hit.effect == Effect.HOLD and not is_settled(self.hit)

    @property
    def state(self) -> HitState:
        """As `_in_state` says it in SQL."""
        if is_settled(self.hit):
            return HitState.SETTLED
        alive = self.hit.rfq.state == RfqState.OPENED
        alive = alive and self.hit.group_buy.state == GroupBuyState.OPENED
        return HitState.HELD if alive and self.holds else HitState.OPEN


@dataclass(frozen=True)
class HeldSeen:
    """One hit as the organiser learns of it: what kind of sign, and how far it is. No secrets."""

    screen: str
    kind: Kind
    effect: Effect
    source: Source
    found_at: datetime
    outcome: str | None
    "of the last decision"
    decided_at: datetime | None
    holds: bool


@dataclass(frozen=True)
class ScreenSeen:
    """The screening of one RFQ as its organiser sees it."""

    rfq_id: UUID
    screened_at: datetime | None
    "null: it runs yet, and no award can be made"
    hits: Sequence[HeldSeen]

    @property
    def held(self) -> bool:
        return self.screened_at is None or any(hit.holds for hit in self.hits)


def is_settled(hit: ScreenHit) -> bool:
    return any(decision.outcome in FINAL for decision in hit.decisions)


def screen_hits(
    identity: Identity, *, state: HitState | None = None, rfq_id: UUID | None = None
) -> sa.Select[ScreenHit]:
    """The hits by weight, then by age, the heaviest and oldest first. Raises Forbidden."""
    require(Permission.SCREEN_READ, identity)
    query = (
        _whole()
        .join(Rfq, Rfq.id == ScreenHit.rfq_id)
        .join(GroupBuy, GroupBuy.id == ScreenHit.group_buy_id)
        .order_by(heaviest_first(), ScreenHit.found_at, ScreenHit.id)
    )
    if rfq_id is not None:
        query = query.where(ScreenHit.rfq_id == rfq_id)
    return query if state is None else query.where(_in_state(state))


def heaviest_first() -> sa.ColumnElement[int]:
    """SQL: the place of the hit of the row by its kind."""
    return sa.case({str(kind): at for at, kind in enumerate(Kind)}, value=ScreenHit.kind)


def state_column() -> sa.ColumnElement[int]:
    """SQL: the place of the hit of the row by what is to be done: held, a warning, settled."""
    return sa.case((holding(), 0), (settled(), 2), else_=1)


def seen_hits(session: Session, hits: Sequence[ScreenHit]) -> list[HitSeen]:
    """The hits with the names of those they are about."""
    names = names_of(session, {carrier for hit in hits for carrier in hit.carriers})
    return [
        HitSeen(hit, [names[carrier] for carrier in hit.carriers], SCREENS[hit.screen].source)
        for hit in hits
    ]


def find_screen_hit(session: Session, *, hit_id: UUID, identity: Identity) -> HitSeen:
    """Raises NotFound, Forbidden."""
    require(Permission.SCREEN_READ, identity)
    query = _whole().where(ScreenHit.id == hit_id).execution_options(populate_existing=True)
    hit = session.scalars(query).one_or_none()
    if hit is None:
        raise NotFound()
    return seen_hits(session, [hit])[0]


def find_screen(session: Session, *, rfq: Rfq, identity: Identity) -> ScreenSeen:
    """How far the screening of an RFQ is, for its organiser. Raises NotFound, Forbidden."""
    require(Permission.SCREEN_STATE_READ, identity, rfq.group_buy)
    run = session.scalars(sa.select(ScreenRun).where(ScreenRun.rfq_id == rfq.id)).one_or_none()
    query = sa.select(ScreenHit).where(ScreenHit.rfq_id == rfq.id)
    hits = session.scalars(
        query.options(selectinload(ScreenHit.decisions)).order_by(ScreenHit.found_at, ScreenHit.id)
    ).all()
    order = list(SCREENS)
    told = [_told(hit) for hit in sorted(hits, key=lambda hit: order.index(hit.screen))]
    return ScreenSeen(rfq.id, run.screened_at if run else None, told)


def find_screen_of(session: Session, *, rfq_id: UUID, identity: Identity) -> ScreenSeen:
    """The same by the RFQ's id."""
    query = sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    rfq = session.scalars(query).one_or_none()
    if rfq is None:
        raise NotFound()
    return find_screen(session, rfq=rfq, identity=identity)


def held_awards() -> sa.Select[Any]:
    """The hits that hold an award that could be made now."""
    query = sa.select(ScreenHit.id).join(Rfq, Rfq.id == ScreenHit.rfq_id)
    return query.join(GroupBuy, GroupBuy.id == ScreenHit.group_buy_id).where(holding_now())


def holding_now() -> sa.ColumnElement[bool]:
    """SQL, joined to Rfq and GroupBuy: the hit holds an award that could be made now."""
    alive = sa.and_(Rfq.state == RfqState.OPENED, GroupBuy.state == GroupBuyState.OPENED)
    return sa.and_(alive, holding())


def _in_state(state: HitState) -> sa.ColumnElement[bool]:
    if state == HitState.HELD:
        return holding_now()
    if state == HitState.SETTLED:
        return settled()
    return sa.and_(~settled(), ~holding_now())


def _whole() -> sa.Select[ScreenHit]:
    return sa.select(ScreenHit).options(
        joinedload(ScreenHit.group_buy),
        joinedload(ScreenHit.rfq),
        selectinload(ScreenHit.hearings).joinedload(ScreenHearing.carrier),
        selectinload(ScreenHit.decisions),
    )


def _told(hit: ScreenHit) -> HeldSeen:
    last: ScreenDecision | Any = hit.decisions[-1] if hit.decisions else None
    return HeldSeen(
        screen=hit.screen,
        kind=hit.kind,
        effect=hit.effect,
        source=SCREENS[hit.screen].source,
        found_at=hit.found_at,
        outcome=str(last.outcome) if last else None,
        decided_at=last.decided_at if last else None,
        holds=hit.effect == Effect.HOLD and not is_settled(hit),
    )
