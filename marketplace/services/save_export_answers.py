"""Save answers of the guided self-check as one goes; they count once they are recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.data_export.reading import CHOICES
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.fact import plain
from marketplace.models import DataExport
from marketplace.security.identity import Identity
from marketplace.services.lock_data_export import lock_data_export


def save_export_answers(
    session: Session,
    *,
    export_id: UUID,
    answers: dict[str, Any],
    identity: Identity,
    now: datetime,
) -> DataExport:
    """The export with these answers in its draft; None takes one back.

    Raises NotFound, Forbidden, Conflict (export_ended).
    """
    export = lock_data_export(session, export_id, identity=identity)
    export.draft = export.draft | {name: plain(value) for name, value in answers.items()}
    export.draft_at = now
    return export


def facts_of(document: dict[str, Any]) -> DataExportFacts:
    """The facts of a stored document; what it leaves out is unknown."""
    known = {name: value for name, value in document.items() if value is not None}
    return DataExportFacts(
        **{
            name: CHOICES[name](known[name]) if name in CHOICES else known[name]
            for name in COULD_BE
            if name in known
        }
    )
