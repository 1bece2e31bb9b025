"""The parts of the one statement by which a group buy's pool takes a change, or nothing happens.

For a `graduated` ladder the settled sums are found anew under the row's lock, by one query over
the lines with a limit (`settle_graduated`, migration 0013); the others are in the row's sums.
"""

# ruff: noqa: S608  (no value that anybody gives enters these texts)

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import LEAST_COMPANIES
from marketplace.domain.pooling import (
    Pool,
    PooledLine,
    contribution,
    live_price,
    needed_volume,
    volume_of,
)
from pricing.tiers import Ladder

_CHANGE = """
    pooled_members = pooled_members + :members,
    pooled_lines = pooled_lines + :lines,
    pooled_mbps = pooled_mbps + :mbps,
    volume_by_need = vector_sum(volume_by_need, CAST(:volume AS bigint[])),
    list_by_need = vector_sum(list_by_need, CAST(:lists AS bigint[])),
    pool_version = pool_version + 1
"""
_GUARD = """
    group_buys.id = :group_buy_id AND state = 'open' AND s.at < locks_at
    AND (cap_at_most IS NULL OR CASE cap_measure
         WHEN 'lines' THEN pooled_lines + :lines ELSE pooled_mbps + :mbps END <= cap_at_most)
"""
"Holds while the group buy takes the change: open, in time, within the cap"
MAY_TAKE_PART = """
    (mode <> 'directed' OR organiser_id = :member_id OR :member_id = ANY(invited_ids))
"""
"Holds while a directed group buy's invitation to the company stands"
_TOLD = f"CASE WHEN pooled_members < {LEAST_COMPANIES} THEN :own ELSE {{settled}} END >= :shown"
"The price shown holds; while the group is forming, by the own lines alone: no others are felt"
_HELD = """
    (SELECT market_now() AS at
     FROM (SELECT id FROM group_buys WHERE id = :group_buy_id FOR UPDATE) AS held)
"""
"The time once the row is locked: a deadline that passed while we waited is missed"
_TIER = "settled_tier(vector_sum(volume_by_need, CAST(:volume AS bigint[])), tier_froms)"
_SETTLED = """
    settle_graduated(:group_buy_id, CAST(:without_stay AS uuid), :free_volume, :free_list,
                     CAST(:needs AS bigint[]), CAST(:need_volumes AS bigint[]),
                     CAST(:need_lists AS bigint[]), {hold})
"""
POOL_UPDATE = {
    "whole": f"""
        UPDATE group_buys SET {_CHANGE}
        FROM {_HELD} AS s
        WHERE {_GUARD}
          AND {_TOLD.format(settled=_TIER)}
    """,
    "graduated": f"""
        UPDATE group_buys SET {_CHANGE},
          settled_volume = s.volume, settled_list_minor = s.list_minor
        FROM {_SETTLED.format(hold="true")} AS s
        WHERE {_GUARD} AND {_TOLD.format(settled="s.volume")}
    """,
}
"By style; takes the change only at the price shown"
_LOOK = sa.text(f"SELECT s.volume, s.list_minor FROM {_SETTLED.format(hold='false')} AS s")


def pool_parameters(
    ladder: Ladder,
    group_buy_id: UUID,
    change: Pool,
    shown: int = 0,
    *,
    lines: Sequence[PooledLine] = (),
    without_stay: UUID | None = None,
) -> dict[str, Any]:
    """Parameters of POOL_UPDATE.

    `change` is what the sums change by, `shown` the tier (whole) or volume (graduated) that must
    at least hold; `lines` are all of a stay's lines afterwards, `without_stay` the stay whose
    present lines they take the place of.
    """
    alone = live_price(ladder, contribution(ladder, lines))
    parameters: dict[str, Any] = {
        "group_buy_id": group_buy_id,
        "members": change.members,
        "lines": change.lines,
        "mbps": change.mbps,
        "volume": list(change.volume_by_need),
        "lists": list(change.list_by_need),
        "shown": shown,
        "own": alone.tier if ladder.style == "whole" else alone.volume,
    }
    if ladder.style == "graduated":
        parameters |= _graduated(ladder, change, lines, without_stay)
    return parameters


def _graduated(
    ladder: Ladder, change: Pool, lines: Sequence[PooledLine], without_stay: UUID | None
) -> dict[str, Any]:
    wanting = [(need, line) for line in lines if (need := needed_volume(ladder, line)) is not None]
    return {
        "without_stay": without_stay,
        "free_volume": change.volume_by_need[0],
        "free_list": change.list_by_need[0],
        "needs": [need for need, _ in wanting],
        "need_volumes": [volume_of(ladder, line) for _, line in wanting],
        "need_lists": [line.list_minor for _, line in wanting],
    }


def look_settled(
    session: Session,
    ladder: Ladder,
    group_buy_id: UUID,
    change: Pool,
    *,
    lines: Sequence[PooledLine],
    without_stay: UUID | None,
) -> tuple[int, int]:
    """Volume and list sum of a graduated pool once settled after the change; locks nothing."""
    parameters = pool_parameters(
        ladder, group_buy_id, change, lines=lines, without_stay=without_stay
    )
    row = session.execute(_LOOK, parameters).one()
    return row.volume, row.list_minor
