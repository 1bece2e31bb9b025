"""A company joins: deadline, cap, price guard, sums, lines, audit and answer in one statement.

The row of the group buy is locked inside the database only for as long as the statement runs: no
round trip to Python happens while others wait. A guard that does not hold changes nothing, and
what it was is found out afterwards, without a lock.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState
from marketplace.domain.pairs import line_protection, lines_of, spread
from marketplace.domain.pooling import (
    PooledLine,
    contribution,
    mark_shown,
    needed_tier,
    needed_volume,
)
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import refuse_stopped
from marketplace.services.ask_lines import ask_rows
from marketplace.services.change_pool import pool_parameters
from marketplace.services.explain_refusal import pool_refusal
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.join_statement import JOINS, LINE_COLUMNS
from marketplace.services.keep_findings import digest
from marketplace.services.price_lines import check_price, find_joinable_terms, pooled_lines
from marketplace.services.reckon_deposit import deposit_rows
from marketplace.services.state_use import use_row

_TOLD = ("id", "number", "label", "list_minor", "shown_minor", "diverse_from_id")


@dataclass(frozen=True)
class Kept:
    """Under which Idempotency-Key the answer is kept, for which request."""

    key: str
    digest: bytes
    location: str


@dataclass(frozen=True)
class Joined:
    """A join that stands: the answer is the same when it is asked for again."""

    participation_id: UUID
    body: dict[str, Any]


def join_group_buy(
    session: Session,
    *,
    group_buy_id: UUID,
    lines: Sequence[dict[str, Any]],
    identity: Identity,
    now: datetime,
    kept: Kept | None = None,
) -> Joined:
    """Join with these lines at the prices shown (`price_shown_minor` of each line, fen).

    Raises NotFound, Forbidden, Invalid, TooLate, Conflict (already_joined, cap_reached,
    price_rose: nothing changed and the new price is told), Stopped (rules reject a line; a hold
    waits until the lock). All writing is one statement.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    pooled = pooled_lines(terms, lines, now)
    shown = highest_shown(terms, lines, pooled)
    joined, rows, uses = _joined(terms, lines, pooled, identity)
    asked = ask_rows(session, terms, lines, rows, uses, identity=identity, now=now)
    refuse_stopped(asked, identity, holds_stop=False, wished=True)
    every = spread(lines, pooled)
    change = contribution(terms.ladder, every)
    parameters = pool_parameters(terms.ladder, group_buy_id, change, shown, lines=every) | {
        "participation_id": joined.participation_id,
        "member_id": identity.organisation_id,
        "user_id": identity.user_id,
        "rows": json.dumps(rows, default=str),
        "uses": json.dumps(uses, default=str),
        "deposits": json.dumps(deposit_rows(terms.deposit, rows, now=now), default=str),
        "findings": json.dumps(asked.rows),
        "asked": json.dumps(digest(asked.rows)),
        "key": kept.key if kept else None,
        "digest": kept.digest if kept else None,
        "body": json.dumps(joined.body, default=str),
        "headers": json.dumps({"Location": kept.location, "ETag": '"1"'} if kept else {}),
    }
    if _execute(session, JOINS[terms.ladder.style], parameters):
        return joined
    raise pool_refusal(
        session,
        group_buy_id,
        parameters,
        reprice=lambda: check_price(
            session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now
        ),
    )


def _execute(session: Session, join: sa.TextClause, parameters: dict[str, Any]) -> bool:
    try:
        return session.execute(join, parameters).first() is not None
    except IntegrityError as error:
        if "uq_participations_joined" in str(error.orig):
            raise Conflict("already_joined") from None
        if "the organisation has left" in str(error.orig):
            raise Conflict("organisation_has_left") from None
        raise


def highest_shown(
    terms: FrozenTerms,
    lines: Sequence[dict[str, Any]],
    pooled: Sequence[PooledLine],
    only: Sequence[bool] | None = None,
) -> int:
    """What must at least hold so that no line costs more than the price shown: a tier or a volume.

    `only` tells which lines were priced anew (default: all). Raises Invalid for a price that the
    ladder never gives.
    """
    faults, highest = [], 0
    for index, (line, pool_line) in enumerate(zip(lines, pooled, strict=True)):
        if only is not None and not only[index]:
            continue
        shown = line["price_shown_minor"]
        mark = None if shown is None else mark_shown(terms.ladder, pool_line.list_minor, shown)
        if mark is None:
            faults.append(Fault(f"/lines/{index}/price_shown_minor", "price_never_shown"))
        else:
            highest = max(highest, mark)
    if faults:
        raise Invalid(faults)
    return highest


def whole_address(line: dict[str, Any]) -> str:
    """Building and room as the member reads them together."""
    return f"{line['a_building']} {line['a_room']}".strip()


def _joined(
    terms: FrozenTerms,
    lines: Sequence[dict[str, Any]],
    pooled: Sequence[PooledLine],
    identity: Identity,
) -> tuple[Joined, list[dict[str, Any]], list[dict[str, Any]]]:
    """The answer; the lines as rows of their table, two for a wish of two carriers; their uses."""
    participation_id = uuid4()
    rows: list[dict[str, Any]] = []
    uses: list[dict[str, Any]] = []
    for line, pool_line in zip(lines, pooled, strict=True):
        first_id: UUID | None = None
        for _ in range(lines_of(line)):
            row = _line_row(terms, line, pool_line, identity) | {
                "participation_id": participation_id,
                "number": len(rows) + 1,
                "diverse_from_id": first_id,
            }
            rows.append(row)
            uses.append(use_row(line) | {"line_id": row["id"], "group_buy_id": terms.group_buy_id})
            first_id = row["id"]
    body = {
        "id": str(participation_id),
        "group_buy_id": str(terms.group_buy_id),
        "state": "joined",
        "lines": [{name: row[name] for name in _TOLD} for row in rows],
    }
    return Joined(participation_id, json.loads(json.dumps(body, default=str))), rows, uses


def _line_row(
    terms: FrozenTerms, line: dict[str, Any], pool_line: PooledLine, identity: Identity
) -> dict[str, Any]:
    return {name: line[name] for name in LINE_COLUMNS if name in line} | {
        "id": uuid4(),
        "group_buy_id": terms.group_buy_id,
        "member_id": identity.organisation_id,
        "state": LineState.POOLED,
        "corridor_id": terms.corridors[line["corridor"]].id,
        "protection": line_protection(line),
        "a_address": whole_address(line),
        "list_minor": pool_line.list_minor,
        "shown_minor": line["price_shown_minor"],
        "need_tier": needed_tier(terms.ladder, pool_line),
        "need_volume": needed_volume(terms.ladder, pool_line),
    }
