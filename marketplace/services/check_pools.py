"""Invariants of group buys, members and lines: sums, prices, ceilings, who is in and until when."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ladders import ladder_of
from marketplace.domain.pooling import LivePrice, Pool, PooledLine, contribution, live_price
from marketplace.domain.volume_needs import volume_shown
from marketplace.models.group_buy import pool_of
from marketplace.services.check_rule import Broken, Computed, Scope, Told, among
from pricing.group import Line as GroupLine
from pricing.group import price_group

IN_POOL = """
    SELECT l.* FROM lines l JOIN group_buys g ON g.id = l.group_buy_id
    WHERE CASE WHEN g.locked_at IS NULL THEN l.state = 'pooled' ELSE l.locked_minor IS NOT NULL END
      AND NOT EXISTS (SELECT FROM waiting_entries w WHERE w.placed_line_id = l.id)
"""
"The lines that a group buy's sums count: pooled until the lock, afterwards those it froze"

POOL_RULES = (
    Told(
        "pool_sums",
        "the sums in a group buy's row are those of its lines",
        f"""SELECT g.id, concat_ws(' ', 'row', g.pooled_members, g.pooled_lines, g.pooled_mbps,
                                   'lines', s.members, s.lines, s.mbps)
            FROM group_buys g CROSS JOIN LATERAL (
                SELECT count(DISTINCT p.participation_id) AS members, count(*) AS lines,
                       coalesce(sum(p.mbps), 0) AS mbps
                FROM ({IN_POOL}) p WHERE p.group_buy_id = g.id) s
            WHERE {among("g.id")} AND (g.pooled_members, g.pooled_lines, g.pooled_mbps)
                  IS DISTINCT FROM (s.members, s.lines, s.mbps)""",
    ),
    Told(
        "cap_kept",
        "no more is pooled than the organiser's cap",
        f"""SELECT g.id, concat('cap ', g.cap_at_most, ' ', g.cap_measure) FROM group_buys g
            WHERE {among("g.id")} AND g.cap_at_most IS NOT NULL AND g.cap_at_most <
                CASE g.cap_measure WHEN 'lines' THEN g.pooled_lines ELSE g.pooled_mbps END""",
    ),
    Told(
        "member_stays",
        "a pooled line belongs to a member who is in, and a member who is in has a line",
        f"""SELECT p.id, concat(p.state, ' with ', count(l.id), ' pooled lines')
            FROM participations p
            LEFT JOIN lines l ON l.participation_id = p.id AND l.state <> 'withdrawn'
            WHERE {among("p.group_buy_id")}
            GROUP BY p.id HAVING (p.state = 'joined') <> (count(l.id) > 0)""",
    ),
    Told(
        "pairs_together",
        "two lines for two carriers are one member's, and until the lock both in or both out",
        f"""SELECT l.id, concat(l.state, ' with ', f.state) FROM lines l
            JOIN lines f ON f.id = l.diverse_from_id JOIN group_buys g ON g.id = l.group_buy_id
            WHERE {among("g.id")} AND (l.participation_id <> f.participation_id
              OR (g.locked_at IS NULL AND l.state <> f.state))""",
    ),
    Told(
        "joined_in_time",
        "a member joined and left while the group buy was open, unless it took a place later",
        f"""SELECT p.id, concat('joined ', p.joined_at, ' left ', p.left_at)
            FROM participations p JOIN group_buys g ON g.id = p.group_buy_id
            WHERE {among("g.id")}
              AND (p.joined_at < g.opened_at OR p.joined_at >= g.locks_at
                   OR p.left_at >= g.locks_at)
              AND NOT EXISTS (SELECT FROM waiting_entries w JOIN lines l ON l.id = w.placed_line_id
                              WHERE l.participation_id = p.id)""",
    ),
    Told(
        "locked_in_time",
        "the demand was locked at the lock or later",
        f"""SELECT g.id, concat('locked ', g.locked_at) FROM group_buys g
            WHERE {among("g.id")} AND g.locked_at < g.locks_at""",
    ),
    Told(
        "extended_once",
        "a group buy was extended at most once",
        f"""SELECT g.id, concat(count(*), ' extensions') FROM group_buys g
            JOIN audit_entries a ON a.subject = 'group_buy' AND a.subject_id = g.id
            WHERE {among("g.id")} AND a.event = 'extend' GROUP BY g.id HAVING count(*) > 1""",
    ),
    Told(
        "members_of_the_market",
        "members of a park's group buy are of the park, of a directed one invited or its leader",
        f"""SELECT p.id, concat(g.mode, ' member ', p.member_id)
            FROM participations p JOIN group_buys g ON g.id = p.group_buy_id
            JOIN organisations o ON o.id = p.member_id
            WHERE {among("g.id")} AND CASE g.mode
                WHEN 'park' THEN o.park_id IS DISTINCT FROM g.organiser_id
                ELSE NOT (o.id = ANY(g.invited_ids) OR o.id = g.organiser_id) END""",
    ),
    Told(
        "line_list_price",
        "a line's list price is the frozen price of its row, which its bandwidth fits",
        f"""SELECT l.id, concat('list ', l.list_minor, ' reference ', r.price_minor)
            FROM lines l LEFT JOIN LATERAL (
                SELECT r.price_minor FROM reference_prices r
                WHERE r.group_buy_id = l.group_buy_id AND r.corridor_id = l.corridor_id
                  AND r.product = l.product AND r.term_months = l.term_months
                  AND r.protection = l.protection AND r.mbps >= l.mbps
                ORDER BY r.mbps LIMIT 1) r ON true
            WHERE {among("l.group_buy_id")} AND l.state = 'pooled'
              AND r.price_minor IS DISTINCT FROM l.list_minor""",
    ),
    Told(
        "ceiling_frozen",
        "an RFQ line's ceiling is the least of own limit, price shown and price at the lock",
        f"""SELECT l.id, concat('ceiling ', r.ceiling_minor, ' limit ', l.own_limit_minor,
                               ' shown ', l.shown_minor, ' locked ', l.locked_minor)
            FROM rfq_lines r JOIN lines l ON l.id = r.line_id
            WHERE {among("r.group_buy_id")} AND r.ceiling_minor IS DISTINCT FROM
                  least(l.own_limit_minor, l.shown_minor, l.locked_minor)""",
    ),
)


def _prices(session: Session, scope: Scope) -> Iterator[Broken]:
    """Every group buy's live price, computed by the pricing package from its lines."""
    lines = _lines(session, scope)
    for row in session.execute(sa.text(_GROUP_BUYS), {"only": scope}):
        ladder = ladder_of(row.ladder)
        yield from _against_pricing(row, ladder, pool_of(row), lines[row.id])


def _against_pricing(row: Any, ladder: Any, pool: Pool, lines: list[Any]) -> Iterator[Broken]:
    pooled = [PooledLine(x.mbps, x.list_minor, x.own_limit_minor) for x in lines]
    if contribution(ladder, pooled, row.pooled_members) != pool:
        yield row.id, "the sums by needed tier are not those of the lines"
        return
    named = [
        GroupLine(str(x.id), str(x.member_id), x.mbps, x.list_minor, x.own_limit_minor)
        for x in lines
    ]
    exact, live = price_group(ladder, named), live_price(ladder, pool)
    if exact.volume != live.volume or (exact.volume and exact.rate != live.rate):
        yield row.id, f"live {live.volume} {live.rate}, exact {exact.volume} {exact.rate}"
    for line in lines:
        if volume_shown(ladder, line.list_minor, line.shown_minor) is None:
            yield line.id, f"shown {line.shown_minor} is no price of the ladder"
        yield from _at_lock(row, live, line)


def _at_lock(row: Any, live: LivePrice, line: Any) -> Iterator[Broken]:
    if row.locked_at is None:
        return
    if row.lock_tier != live.tier:
        yield row.id, f"tier {row.lock_tier} at the lock, lines earn {live.rate} bps"
    elif line.locked_minor != live.price_minor(line.list_minor):
        yield line.id, f"locked {line.locked_minor} of list {line.list_minor}"


def _lines(session: Session, scope: Scope) -> dict[UUID, list[Any]]:
    lines: dict[UUID, list[Any]] = defaultdict(list)
    query = f"SELECT * FROM ({IN_POOL}) p WHERE {among('p.group_buy_id')} ORDER BY p.id"
    for line in session.execute(sa.text(query), {"only": scope}):
        lines[line.group_buy_id].append(line)
    return lines


_GROUP_BUYS = f"SELECT * FROM group_buys g WHERE {among('g.id')} AND g.opened_at IS NOT NULL"
LIVE_PRICE = Computed(
    "live_price", "the live price is that of the pricing package on the lines", _prices
)
