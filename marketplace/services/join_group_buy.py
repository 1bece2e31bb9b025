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
from marketplace.domain.pooling import Pool, PooledLine, contribution, needed_tier, tier_shown
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import Line
from marketplace.security.identity import Identity
from marketplace.services.explain_refusal import pool_refusal
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.price_lines import check_price, find_joinable_terms, pooled_lines

LINE_COLUMNS = [column.name for column in Line.__table__.columns]
_COLUMNS = ", ".join(LINE_COLUMNS)

POOL_GUARD = """
    state = 'open' AND market_now() < locks_at
    AND (cap_at_most IS NULL OR CASE cap_measure
         WHEN 'lines' THEN pooled_lines + :lines ELSE pooled_mbps + :mbps END <= cap_at_most)
    AND settled_tier(vector_sum(volume_by_need, CAST(:volume AS bigint[])), tier_froms)
        >= :shown_tier
"""
"Holds while the group buy takes the change: open, in time, within the cap, at the price shown"

POOL_CHANGE = """
    pooled_members = pooled_members + :members,
    pooled_lines = pooled_lines + :lines,
    pooled_mbps = pooled_mbps + :mbps,
    volume_by_need = vector_sum(volume_by_need, CAST(:volume AS bigint[])),
    list_by_need = vector_sum(list_by_need, CAST(:lists AS bigint[])),
    pool_version = pool_version + 1
"""

_JOIN = sa.text(
    f"""
    WITH pool AS (
      UPDATE group_buys SET {POOL_CHANGE} WHERE id = :group_buy_id AND {POOL_GUARD}
      RETURNING market_now() AS now
    ), joined AS (
      INSERT INTO participations
        (id, group_buy_id, member_id, state, joined_at, joined_by, version)
      SELECT :participation_id, :group_buy_id, :member_id, 'joined', pool.now, :user_id, 1
      FROM pool
    ), lined AS (
      INSERT INTO lines ({_COLUMNS})
      SELECT {_COLUMNS} FROM jsonb_populate_recordset(NULL::lines, CAST(:rows AS jsonb)), pool
    ), audited AS (
      INSERT INTO audit_entries (id, chain, at, actor_id, organisation_id, subject, subject_id,
                                 event, to_state, facts)
      SELECT gen_random_uuid(), CAST(:group_buy_id AS text), pool.now, :user_id, :member_id,
             'participation', :participation_id, 'join', 'joined',
             jsonb_build_object('lines', CAST(:lines AS integer), 'mbps', CAST(:mbps AS bigint))
      FROM pool
    ), kept AS (
      INSERT INTO idempotency_keys (owner_id, key, request_sha256, status, body, headers)
      SELECT :user_id, :key, :digest, 201, CAST(:body AS jsonb), CAST(:headers AS jsonb)
      FROM pool WHERE CAST(:key AS text) IS NOT NULL
    )
    SELECT now FROM pool
    """  # noqa: S608  (column names of our own table)
)


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
    price_rose: nothing changed and the new price is told). All writing is one statement.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    pooled = pooled_lines(terms, lines, now)
    shown_tier = highest_tier_shown(terms, lines, pooled)
    joined = _joined(group_buy_id, lines, pooled)
    rows = line_rows(terms, joined.participation_id, lines, pooled, identity, joined.body)
    parameters = pool_parameters(contribution(terms.ladder, pooled), shown_tier) | {
        "group_buy_id": group_buy_id,
        "participation_id": joined.participation_id,
        "member_id": identity.organisation_id,
        "user_id": identity.user_id,
        "rows": json.dumps(rows, default=str),
        "key": kept.key if kept else None,
        "digest": kept.digest if kept else None,
        "body": json.dumps(joined.body, default=str),
        "headers": json.dumps({"Location": kept.location, "ETag": '"1"'} if kept else {}),
    }
    if _execute(session, parameters):
        return joined
    raise pool_refusal(
        session,
        group_buy_id,
        parameters,
        reprice=lambda: check_price(
            session, group_buy_id=group_buy_id, lines=lines, identity=identity, now=now
        ),
    )


def _execute(session: Session, parameters: dict[str, Any]) -> bool:
    try:
        return session.execute(_JOIN, parameters).first() is not None
    except IntegrityError as error:
        if "uq_participations_joined" in str(error.orig):
            raise Conflict("already_joined") from None
        raise


def highest_tier_shown(
    terms: FrozenTerms,
    lines: Sequence[dict[str, Any]],
    pooled: Sequence[PooledLine],
    only: Sequence[bool] | None = None,
) -> int:
    """The tier that must at least hold so that no line costs more than the price shown.

    `only` tells which lines were priced anew (default: all). Raises Invalid for a price that the
    ladder never gives.
    """
    faults, highest = [], 0
    for index, (line, pool_line) in enumerate(zip(lines, pooled, strict=True)):
        if only is not None and not only[index]:
            continue
        shown = line["price_shown_minor"]
        tier = None if shown is None else tier_shown(terms.ladder, pool_line.list_minor, shown)
        if tier is None:
            faults.append(Fault(f"/lines/{index}/price_shown_minor", "price_never_shown"))
        else:
            highest = max(highest, tier)
    if faults:
        raise Invalid(faults)
    return highest


def pool_parameters(change: Pool, shown_tier: int) -> dict[str, Any]:
    """Parameters of POOL_CHANGE and POOL_GUARD."""
    return {
        "members": change.members,
        "lines": change.lines,
        "mbps": change.mbps,
        "volume": list(change.volume_by_need),
        "lists": list(change.list_by_need),
        "shown_tier": shown_tier,
    }


def whole_address(line: dict[str, Any]) -> str:
    """Building and room as the member reads them together."""
    return f"{line['a_building']} {line['a_room']}".strip()


def _joined(
    group_buy_id: UUID, lines: Sequence[dict[str, Any]], pooled: Sequence[PooledLine]
) -> Joined:
    participation_id = uuid4()
    body = {
        "id": str(participation_id),
        "group_buy_id": str(group_buy_id),
        "state": "joined",
        "lines": [
            {
                "id": str(uuid4()),
                "number": number,
                "label": line["label"],
                "list_minor": pool_line.list_minor,
                "shown_minor": line["price_shown_minor"],
            }
            for number, (line, pool_line) in enumerate(zip(lines, pooled, strict=True), start=1)
        ],
    }
    return Joined(participation_id, body)


def line_rows(
    terms: FrozenTerms,
    participation_id: UUID,
    lines: Sequence[dict[str, Any]],
    pooled: Sequence[PooledLine],
    identity: Identity,
    body: dict[str, Any],
) -> list[dict[str, Any]]:
    """The lines as rows of their table, ids and numbers as told in the answer."""
    rows = []
    for line, pool_line, told in zip(lines, pooled, body["lines"], strict=True):
        row = {name: line[name] for name in LINE_COLUMNS if name in line}
        row |= {
            "id": told["id"],
            "number": told["number"],
            "group_buy_id": terms.group_buy_id,
            "participation_id": participation_id,
            "member_id": identity.organisation_id,
            "state": LineState.POOLED,
            "corridor_id": terms.corridors[line["corridor"]].id,
            "list_minor": pool_line.list_minor,
            "shown_minor": line["price_shown_minor"],
            "need_tier": needed_tier(terms.ladder, pool_line),
            "a_address": whole_address(line),
        }
        rows.append(row)
    return rows
