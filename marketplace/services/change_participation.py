"""A member changes its lines, or leaves, until the lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import LineState, ParticipationState
from marketplace.domain.pooling import Pool, PooledLine, added, contribution, needed_tier
from marketplace.errors import Fault, Invalid, NotFound
from marketplace.models import Line, Participation
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.explain_refusal import pool_refusal
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from marketplace.services.join_group_buy import (
    POOL_CHANGE,
    POOL_GUARD,
    highest_tier_shown,
    pool_parameters,
    whole_address,
)
from marketplace.services.price_lines import check_price, find_joinable_terms, pooled_lines

_CHANGE = sa.text(
    f"UPDATE group_buys SET {POOL_CHANGE} WHERE id = :group_buy_id AND {POOL_GUARD} "  # noqa: S608
    "RETURNING id"
)
PRICED_BY = ("product", "mbps", "term_months", "protection")
"With the corridor: what a line's list price depends on; a line changed in these is priced anew"


def find_participation(
    session: Session, group_buy_id: UUID, identity: Identity, *, for_update: bool = False
) -> Participation:
    """The caller's own stay in the group buy, with its lines; raises NotFound."""
    find_joinable_terms(session, group_buy_id, identity)
    query = (
        sa.select(Participation)
        .where(
            Participation.group_buy_id == group_buy_id,
            Participation.member_id == identity.organisation_id,
            Participation.state == ParticipationState.JOINED,
        )
        .options(selectinload(Participation.lines).selectinload(Line.corridor))
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    return found


def change_participation(
    session: Session,
    *,
    participation: Participation,
    lines: Sequence[dict[str, Any]],
    identity: Identity,
    now: datetime,
) -> Participation:
    """Replace the member's lines by these; those with an `id` are kept or changed.

    New and changed lines are priced anew at `price_shown_minor`; the others keep the price they
    were shown. Raises Invalid, TooLate, Conflict (cap_reached, price_rose).
    """
    terms = find_frozen_terms(session, participation.group_buy_id)
    before = pooled(participation)
    kept = {line.id: line for line in participation.lines if line.state == LineState.POOLED}
    _refuse_unknown_ids(lines, kept)
    new = pooled_lines(terms, lines, now)
    anew = [_priced_anew(terms, line, kept.get(line["id"])) for line in lines]
    shown_tier = highest_tier_shown(terms, lines, new, anew)
    _write_lines(session, participation, lines, new, anew, terms, identity)
    record(session, participation, "change", by=identity, now=now, lines=len(lines))
    participation.version += 1
    change = added(contribution(terms.ladder, new), contribution(terms.ladder, before), -1)
    _apply(session, participation, change, shown_tier, lines, identity, now)
    return participation


def leave_group_buy(
    session: Session, *, participation: Participation, identity: Identity, now: datetime
) -> Participation:
    """Leave freely, until the lock. Nobody else's ceiling rises. Raises TooLate, Conflict."""
    terms = find_frozen_terms(session, participation.group_buy_id)
    gone = contribution(terms.ladder, pooled(participation))
    for line in participation.lines:
        if line.state == LineState.POOLED:
            line.state = LineState.WITHDRAWN
    participation.state = ParticipationState.LEFT
    participation.left_at = now
    participation.version += 1
    record(
        session, participation, "leave", by=identity, now=now, from_state="joined", to_state="left"
    )
    _apply(session, participation, added(Pool.empty(terms.ladder), gone, -1), 0, [], identity, now)
    return participation


def pooled(participation: Participation) -> list[PooledLine]:
    """What the participation's lines add to the pool."""
    return [
        PooledLine(line.mbps, line.list_minor, line.own_limit_minor)
        for line in participation.lines
        if line.state == LineState.POOLED
    ]


def _apply(
    session: Session,
    participation: Participation,
    change: Pool,
    shown_tier: int,
    lines: Sequence[dict[str, Any]],
    identity: Identity,
    now: datetime,
) -> None:
    """Change the pool first, then write the rest.

    A join and a lock take the group buy's row before lines and audit chain; the other way round
    here, each would wait for the other.
    """
    parameters = pool_parameters(change, shown_tier)
    parameters["group_buy_id"] = participation.group_buy_id
    with session.no_autoflush:
        if session.execute(_CHANGE, parameters).first() is None:
            raise pool_refusal(
                session,
                participation.group_buy_id,
                parameters,
                reprice=lambda: check_price(
                    session,
                    group_buy_id=participation.group_buy_id,
                    lines=lines,
                    identity=identity,
                    now=now,
                ),
            )
    session.flush()


def _refuse_unknown_ids(lines: Sequence[dict[str, Any]], kept: dict[UUID, Line]) -> None:
    faults, seen = [], set()
    for index, line in enumerate(lines):
        if line["id"] is not None and (line["id"] not in kept or line["id"] in seen):
            faults.append(Fault(f"/lines/{index}/id", "not_known", {"value": str(line["id"])}))
        seen.add(line["id"])
    if faults:
        raise Invalid(faults)


def _priced_anew(terms: FrozenTerms, line: dict[str, Any], old: Line | None) -> bool:
    if old is None or old.corridor_id != terms.corridors[line["corridor"]].id:
        return True
    return any(getattr(old, name) != line[name] for name in PRICED_BY)


def _write_lines(
    session: Session,
    participation: Participation,
    lines: Sequence[dict[str, Any]],
    new: Sequence[PooledLine],
    anew: Sequence[bool],
    terms: FrozenTerms,
    identity: Identity,
) -> None:
    by_id = {line.id: line for line in participation.lines}
    number = max((line.number for line in participation.lines), default=0)
    for line, pool_line, priced_anew in zip(lines, new, anew, strict=True):
        row = by_id.pop(line["id"], None) if line["id"] else None
        if row is None:
            number += 1
            row = _new_line(participation, number, identity)
            participation.lines.append(row)
        for name, value in line.items():
            if name not in ("id", "corridor", "price_shown_minor"):
                setattr(row, name, value)
        row.corridor_id = terms.corridors[line["corridor"]].id
        row.a_address = whole_address(line)
        row.list_minor = pool_line.list_minor
        row.need_tier = needed_tier(terms.ladder, pool_line)
        if priced_anew:
            row.shown_minor = line["price_shown_minor"]
    for gone in by_id.values():
        if gone.state == LineState.POOLED:
            gone.state = LineState.WITHDRAWN


def _new_line(participation: Participation, number: int, identity: Identity) -> Line:
    return Line(
        id=uuid4(),
        group_buy_id=participation.group_buy_id,
        participation_id=participation.id,
        member_id=identity.organisation_id,
        number=number,
        state=LineState.POOLED,
    )
