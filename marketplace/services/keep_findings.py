"""Findings are written beside each other; the same answer again is not written twice."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import KeptFinding
from marketplace.models.audit import record
from marketplace.security.identity import Identity

ASKING = "rules"
"Subject of the audit entries about an asking"
COLUMNS = (
    "id, subject, subject_id, organisation_id, group_buy_id, gate, code, version, outcome, says, "
    "facts, kind, path, fingerprint, asked_at, asked_by, visible_at"
)
_KEEP = sa.text(f"""
    INSERT INTO findings ({COLUMNS})
    SELECT {COLUMNS} FROM jsonb_populate_recordset(NULL::findings, CAST(:rows AS jsonb)) r
    WHERE r.fingerprint IS DISTINCT FROM (
        SELECT f.fingerprint FROM findings f
        WHERE f.subject_id = r.subject_id AND f.gate = r.gate AND f.code = r.code
        ORDER BY f.number DESC LIMIT 1)
    RETURNING id
""")


def keep_findings(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Write what is new among them, in one statement; how many that were."""
    return len(keep_new(session, rows))


def keep_new(session: Session, rows: Sequence[dict[str, Any]]) -> set[str]:
    """The same; the ids of what was written."""
    if not rows:
        return set()
    kept = session.scalars(_KEEP, {"rows": json.dumps(list(rows))})
    return {str(one) for one in kept}


def keep_stopped(
    session: Session,
    rows: Sequence[dict[str, Any]],
    *,
    by: Identity | None,
    now: datetime,
    **audited: Any,
) -> None:
    """What stopped a step, kept after the step's own work was undone."""
    if keep_findings(session, rows):
        first = rows[0]
        whose = KeptFinding(
            id=UUID(first["id"]),
            organisation_id=first["organisation_id"],
            group_buy_id=first["group_buy_id"],
        )
        visible_at = first["visible_at"] and datetime.fromisoformat(first["visible_at"])
        record(
            session,
            whose,
            "stop",
            by=by,
            now=now,
            chain=first["organisation_id"],
            visible_at=visible_at,
            **digest(rows),
            **audited,
        )


@dataclass(frozen=True)
class _Asking:
    """A step at which rules were asked, as the audit log names it beside the step's own moves."""

    id: UUID
    audit_chain: str
    audit_subject: str = ASKING


def record_asking(
    session: Session,
    step: Any,
    rows: Sequence[dict[str, Any]],
    *,
    by: Identity | None,
    now: datetime,
    visible_at: datetime | None = None,
    **audited: Any,
) -> None:
    """Put into the audit log that rules were asked about a step, under the id of its model."""
    if rows:
        asking = _Asking(step.id, step.audit_chain)
        facts = digest(rows) | audited
        record(session, asking, "ask", by=by, now=now, visible_at=visible_at, **facts)


def digest(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the audit log keeps of them: counts, and a hash over all answers and their facts."""
    counted = Counter(row["outcome"] for row in rows)
    marks = sorted(f"{row['subject_id']} {row['fingerprint']}" for row in rows)
    return {"outcomes": dict(counted), "sha256": sha256("\n".join(marks).encode()).hexdigest()}
