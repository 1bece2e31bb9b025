"""What must hold whatever happened: pool sums equal the lines, prices, the audit log's chains."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.db.session import Database
from marketplace.services.verify_audit import verify_audit

_SUMS = sa.text("""
    SELECT g.pooled_members, g.pooled_lines, g.pooled_mbps, g.volume_by_need, g.list_by_need,
           (SELECT count(*) FROM participations p
            WHERE p.group_buy_id = g.id AND p.state = 'joined') AS members,
           count(l.id) AS lines, coalesce(sum(l.mbps), 0) AS mbps
    FROM group_buys g LEFT JOIN lines l ON l.group_buy_id = g.id AND l.state = 'pooled'
    WHERE g.id = :id GROUP BY g.id
""")
_BY_NEED = sa.text("""
    SELECT need_tier, sum(mbps) AS volume, sum(list_minor) AS list
    FROM lines WHERE group_buy_id = :id AND state = 'pooled' GROUP BY need_tier
""")
_HALF = sa.text("""
    SELECT p.id FROM participations p
    WHERE p.group_buy_id = :id AND (
      (p.state = 'joined') <> EXISTS (
        SELECT FROM lines l WHERE l.participation_id = p.id AND l.state = 'pooled')
      OR (SELECT count(*) FROM audit_entries a
          WHERE a.subject_id = p.id AND a.event = 'join') <> 1
      OR (p.state = 'left') <> EXISTS (
        SELECT FROM audit_entries a WHERE a.subject_id = p.id AND a.event = 'leave'))
""")
_TELLING = sa.text(
    "SELECT body FROM idempotency_keys WHERE status = 201 AND "
    "body ->> 'group_buy_id' = :id AND body ->> 'state' = 'joined'"
)


def query(database: Database, text: str, **parameters: Any) -> list[Any]:
    """All rows of a statement."""
    with database.single_statements() as session:
        return list(session.execute(sa.text(text), parameters).all())


def assert_pool_is_sound(database: Database, group_buy_id: UUID | str) -> None:
    """Sums equal lines (the ladder counts Mbps); no participation is half there; audit verifies."""
    with database.single_statements() as session:
        pool = session.execute(_SUMS, {"id": group_buy_id}).one()
        needs = {row.need_tier: row for row in session.execute(_BY_NEED, {"id": group_buy_id})}
        half = session.scalars(_HALF, {"id": group_buy_id}).all()
        told = session.scalars(_TELLING, {"id": str(group_buy_id)}).all()
        known = set(
            session.scalars(
                sa.text("SELECT id::text FROM participations WHERE group_buy_id = :id"),
                {"id": group_buy_id},
            )
        )
    assert (pool.pooled_members, pool.pooled_lines, pool.pooled_mbps) == (
        pool.members,
        pool.lines,
        pool.mbps,
    )
    for at, (volume, list_minor) in enumerate(
        zip(pool.volume_by_need, pool.list_by_need, strict=True)
    ):
        row = needs.get(at)
        assert (volume, list_minor) == ((row.volume, row.list) if row else (0, 0))
    assert not half
    assert {body["id"] for body in told} <= known
    assert_audit_verifies(database)


def assert_audit_verifies(database: Database) -> None:
    with database.unit_of_work() as session:
        verification = verify_audit(session)
    assert verification.entries
    assert not verification.findings, [str(finding) for finding in verification.findings]
