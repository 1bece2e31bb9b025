"""Where the lines behind each deposit stand, in one query however many there are."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposit_ends import Standing
from marketplace.domain.deposits import RETURN_DAYS

_LINED = """
      SELECT l.participation_id, c.sign_due_at,
             greatest(c.member_signed_at, c.carrier_signed_at) AS signed_at,
             CASE WHEN l.state <> 'pooled' THEN gone.at ELSE a.settled_at END AS left_at,
             CASE
               WHEN l.state <> 'pooled' THEN 'left'
               WHEN c.state IN ('in_force', 'completed') THEN 'signed'
               WHEN c.state = 'drawn' THEN 'unsigned'
               WHEN a.settled_at IS NOT NULL AND (al.acceptance IS NULL
                    OR al.acceptance NOT IN ('accepted', 'chosen')) THEN 'left'
               ELSE 'open'
             END AS stands
      FROM lines l
      LEFT JOIN contract_lines cl ON cl.line_id = l.id AND cl.ended_at IS NULL
      LEFT JOIN contracts c ON c.id = cl.contract_id
      LEFT JOIN awards a ON a.group_buy_id = l.group_buy_id AND a.state = 'standing'
      LEFT JOIN award_lines al ON al.award_id = a.id AND al.line_id = l.id
      LEFT JOIN LATERAL (
        SELECT max(e.at) AS at FROM audit_entries e
        WHERE e.subject = 'line' AND e.subject_id = l.id AND e.to_state = l.state
      ) gone ON l.state <> 'pooled'
"""
_STANDINGS = sa.text(f"""
    WITH lined AS ({_LINED}
      WHERE l.participation_id IN (SELECT participation_id FROM deposits WHERE id = ANY(:ids))
    )
    SELECT d.id, g.state AS group_buy, p.state AS stay, g.locks_at, g.locked_at, d.hold_days,
           count(*) FILTER (WHERE stands = 'open') AS open,
           count(*) FILTER (WHERE stands = 'unsigned') AS unsigned,
           count(*) FILTER (WHERE stands = 'signed') AS signed,
           count(*) FILTER (WHERE stands = 'left') AS "left",
           max(lined.sign_due_at) FILTER (WHERE stands = 'unsigned') AS sign_due_at,
           max(lined.signed_at) FILTER (WHERE stands = 'signed') AS signed_at,
           max(lined.left_at) FILTER (WHERE stands = 'left') AS left_at
    FROM deposits d
    JOIN group_buys g ON g.id = d.group_buy_id
    JOIN participations p ON p.id = d.participation_id
    LEFT JOIN lined ON lined.participation_id = d.participation_id
    WHERE d.id = ANY(:ids)
    GROUP BY d.id, g.id, p.id
""")
BACK_AFTER_SIGNING: sa.ColumnElement[object] = sa.literal_column(f"""(
    SELECT CASE WHEN bool_and(stands IN ('signed', 'left')) AND bool_or(stands = 'signed') THEN
             greatest(max(signed_at) FILTER (WHERE stands = 'signed'),
                      max(left_at) FILTER (WHERE stands = 'left'))
             + interval '{RETURN_DAYS} days' END
    FROM ({_LINED} WHERE l.participation_id = deposits.participation_id) lined
)""")
"By when a deposit is back whose lines are all signed or left (`ending`); null for others"


def find_standings(session: Session, ids: Collection[UUID]) -> dict[UUID, Standing]:
    """By deposit. A line that is awarded anew counts as open until the new award is settled."""
    if not ids:
        return {}
    rows = session.execute(_STANDINGS, {"ids": list(ids)}).mappings()
    return {row["id"]: Standing(**{k: v for k, v in row.items() if k != "id"}) for row in rows}
