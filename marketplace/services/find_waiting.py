"""Who waits for a place: one's own entries, or the organiser's whole list, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.anonymity import may_tell, place_told
from marketplace.domain.lives import WaitingState
from marketplace.errors import NotFound
from marketplace.models import WaitingEntry
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy

ORDER = (WaitingEntry.waiting_at, WaitingEntry.id)


@dataclass(frozen=True)
class Waiting:
    """One entry as a reader may see it."""

    entry: WaitingEntry
    place: int | None
    "in its row, from 1; None among the first, or when it waits no longer"
    named: bool
    "the reader may know whose it is"


def find_waiting_entries(
    session: Session, *, group_buy_id: UUID, identity: Identity
) -> list[Waiting]:
    """The whole list for the organiser and reviewers; a company reads its own entries.

    A company's place is told only when three other companies stand before it. Raises NotFound.
    """
    group_buy = find_group_buy(session, group_buy_id, identity)
    every = _entries(session, group_buy_id)
    if allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy):
        return [Waiting(e, _place(e, every), True) for e in every]
    mine = [e for e in every if identity.is_of(e.member_id)]
    return [Waiting(e, _place_told(e, every), False) for e in mine]


def find_waiting_entry(
    session: Session,
    *,
    group_buy_id: UUID,
    entry_id: UUID,
    identity: Identity,
    for_update: bool = False,
) -> WaitingEntry:
    """The caller's own entry; raises NotFound."""
    find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_JOIN)
    query = sa.select(WaitingEntry).where(
        WaitingEntry.id == entry_id,
        WaitingEntry.group_buy_id == group_buy_id,
        WaitingEntry.member_id == identity.organisation_id,
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def waiting_companies(session: Session, group_buy_id: UUID) -> int | None:
    """How many companies wait, or None when they are too few to be told."""
    count = session.scalar(
        sa.select(sa.func.count(WaitingEntry.member_id.distinct())).where(
            WaitingEntry.group_buy_id == group_buy_id, WaitingEntry.state == WaitingState.WAITING
        )
    )
    return count if count is not None and may_tell(count) else None


def _entries(session: Session, group_buy_id: UUID) -> Sequence[WaitingEntry]:
    query = sa.select(WaitingEntry).where(WaitingEntry.group_buy_id == group_buy_id)
    named = (joinedload(WaitingEntry.member), joinedload(WaitingEntry.corridor))
    return session.scalars(query.options(*named).order_by(*ORDER)).all()


def _ahead(entry: WaitingEntry, every: Sequence[WaitingEntry]) -> list[WaitingEntry] | None:
    """Those of the same row that wait before it; None when it waits no longer."""
    if entry.state != WaitingState.WAITING:
        return None
    turn = entry.waiting_at, entry.id
    return [
        other
        for other in every
        if other.state == WaitingState.WAITING
        and other.row == entry.row
        and (other.waiting_at, other.id) < turn
    ]


def _place(entry: WaitingEntry, every: Sequence[WaitingEntry]) -> int | None:
    ahead = _ahead(entry, every)
    return None if ahead is None else len(ahead) + 1


def _place_told(entry: WaitingEntry, every: Sequence[WaitingEntry]) -> int | None:
    ahead = _ahead(entry, every)
    if ahead is None:
        return None
    others = (e.member_id for e in ahead if e.member_id != entry.member_id)
    return place_told(others, len(ahead) + 1)
