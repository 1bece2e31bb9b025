"""A member changes its lines until the lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.line_use import STATED as STATED_USE
from marketplace.domain.lives import LineState
from marketplace.domain.pairs import is_pair, line_protection, spread
from marketplace.domain.pooling import (
    Pool,
    PooledLine,
    added,
    contribution,
    needed_tier,
    needed_volume,
)
from marketplace.errors import Fault, Invalid
from marketplace.models import Line, Participation
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import refuse_stopped
from marketplace.services.ask_lines import ask_changed
from marketplace.services.change_pool import POOL_UPDATE, pool_parameters
from marketplace.services.explain_refusal import pool_refusal
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from marketplace.services.join_group_buy import highest_shown, whole_address
from marketplace.services.keep_findings import digest, keep_findings
from marketplace.services.price_lines import (
    check_price,
    pooled_lines,
)
from marketplace.services.reckon_deposit import reckon_anew
from marketplace.services.state_use import take_use

_CHANGES = {
    style: sa.text(update + " RETURNING group_buys.id") for style, update in POOL_UPDATE.items()
}
PRICED_BY = ("product", "mbps", "term_months")
"With corridor and protection: what a list price depends on; a line changed in it is priced anew"
NOT_ITS_OWN = ("id", "corridor", "protection", "price_shown_minor", *STATED_USE)
"What a wish says that is no column of the line"
PRESENT = ("present_monthly_minor", "present_exit_minor", "present_ends_on")


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
    were shown. Raises Invalid, TooLate, Conflict (cap_reached, price_rose), Stopped.
    """
    terms = find_frozen_terms(session, participation.group_buy_id)
    before = pooled(participation)
    kept, seconds = firsts_and_seconds(participation)
    _refuse_unknown_ids(lines, kept)
    new = pooled_lines(terms, lines, now)
    anew = [
        _priced_anew(terms, line, kept.get(line["id"]), line["id"] in seconds) for line in lines
    ]
    shown = highest_shown(terms, lines, new, anew)
    written = _write_lines(participation, lines, new, anew, terms, identity)
    with session.no_autoflush:
        asked = ask_changed(
            session,
            participation.group_buy_id,
            written,
            spread(lines, range(len(lines))),
            identity=identity,
            now=now,
        )
    refuse_stopped(asked, identity, holds_stop=False, wished=True)
    kept_of = digest(asked.rows)
    record(session, participation, "change", by=identity, now=now, lines=len(lines), asked=kept_of)
    participation.version += 1
    every = spread(lines, new)
    change = added(contribution(terms.ladder, every), contribution(terms.ladder, before), -1)
    apply_change(session, participation, terms, change, shown, lines, every, identity, now)
    keep_findings(session, asked.rows)
    reckon_anew(session, participation, now=now)
    return participation


def pooled(participation: Participation) -> list[PooledLine]:
    """What the participation's lines add to the pool."""
    return [
        PooledLine(line.mbps, line.list_minor, line.own_limit_minor)
        for line in participation.lines
        if line.state == LineState.POOLED
    ]


def apply_change(
    session: Session,
    participation: Participation,
    terms: FrozenTerms,
    change: Pool,
    shown: int,
    lines: Sequence[dict[str, Any]],
    every: Sequence[PooledLine],
    identity: Identity,
    now: datetime,
) -> None:
    """Change the pool first, then write the rest.

    A join and a lock take the group buy's row before lines and audit chain; the other way round
    here, each would wait for the other.
    """
    parameters = pool_parameters(
        terms.ladder,
        participation.group_buy_id,
        change,
        shown,
        lines=every,
        without_stay=participation.id,
    )
    with session.no_autoflush:
        if session.execute(_CHANGES[terms.ladder.style], parameters).first() is None:
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


def _priced_anew(
    terms: FrozenTerms, line: dict[str, Any], old: Line | None, was_pair: bool
) -> bool:
    if old is None or old.corridor_id != terms.corridors[line["corridor"]].id:
        return True
    if was_pair != is_pair(line) or old.protection != line_protection(line):
        return True
    return any(getattr(old, name) != line[name] for name in PRICED_BY)


def firsts_and_seconds(participation: Participation) -> tuple[dict[UUID, Line], dict[UUID, Line]]:
    """The pooled lines that stand for wishes, by id; the second ones of pairs, by their first's."""
    pooled_now = [line for line in participation.lines if line.state == LineState.POOLED]
    firsts = {line.id: line for line in pooled_now if line.diverse_from_id is None}
    seconds = {line.diverse_from_id: line for line in pooled_now if line.diverse_from_id}
    return firsts, seconds


def _write_lines(
    participation: Participation,
    lines: Sequence[dict[str, Any]],
    new: Sequence[PooledLine],
    anew: Sequence[bool],
    terms: FrozenTerms,
    identity: Identity,
) -> list[Line]:
    """The lines that stay, in the order of the wishes."""
    written: list[Line] = []
    firsts, seconds = firsts_and_seconds(participation)
    for wish, pool_line, priced_anew in zip(lines, new, anew, strict=True):
        first = firsts.pop(wish["id"], None) or _new_line(participation, identity)
        second = seconds.pop(first.id, None)
        if is_pair(wish) and second is None:
            second = _new_line(participation, identity, diverse_from_id=first.id)
        for line in (first, second) if is_pair(wish) and second else (first,):
            _fill(line, wish, pool_line, priced_anew, terms)
            written.append(line)
        if second is not None and not is_pair(wish):
            second.state, second.diverse_from_id = LineState.WITHDRAWN, None
    for gone in (*firsts.values(), *seconds.values()):
        gone.state = LineState.WITHDRAWN
    return written


def _fill(
    line: Line, wish: dict[str, Any], pool_line: PooledLine, priced_anew: bool, terms: FrozenTerms
) -> None:
    """Put the wish's values into one of its lines."""
    if any(getattr(line, name) != wish[name] for name in PRESENT):
        line.present_evidence_id = None  # it proved other figures
        line.present_documented_at = None
    for name, value in wish.items():
        if name not in NOT_ITS_OWN:
            setattr(line, name, value)
    take_use(line, wish)
    line.corridor_id = terms.corridors[wish["corridor"]].id
    line.protection = line_protection(wish)
    line.a_address = whole_address(wish)
    line.list_minor = pool_line.list_minor
    line.need_tier = needed_tier(terms.ladder, pool_line)
    line.need_volume = needed_volume(terms.ladder, pool_line)
    if priced_anew:
        line.shown_minor = wish["price_shown_minor"]


def _new_line(
    participation: Participation, identity: Identity, diverse_from_id: UUID | None = None
) -> Line:
    """A fresh line of the stay, under the next number."""
    line = Line(
        id=uuid4(),
        group_buy_id=participation.group_buy_id,
        participation_id=participation.id,
        member_id=identity.organisation_id,
        number=max((line.number for line in participation.lines), default=0) + 1,
        state=LineState.POOLED,
        diverse_from_id=diverse_from_id,
    )
    participation.lines.append(line)
    return line
