"""What the envelopes of an RFQ hold, once it is due: decrypted in memory, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import Conflict
from marketplace.models import AuditEntry, Rfq, SealedQuote
from marketplace.security import sealing
from marketplace.services.issue_rfq import seal_context

ENVELOPE_CHANGED = "envelope_changed"


@dataclass(frozen=True)
class Opened:
    """A sealed quote as found: its terms, or why it cannot be used."""

    carrier_id: UUID
    envelope_sha256: str
    "of the carrier's receipt"
    sealed_at: datetime
    terms: dict[str, Any] | None
    unusable_reason: str | None

    @property
    def valid_until(self) -> date | None:
        return None if self.terms is None else date.fromisoformat(self.terms["valid_until"])


@dataclass(frozen=True)
class _Sealing:
    """The last sealing or withdrawal on record."""

    event: str
    at: datetime
    envelope_sha256: str


def read_envelopes(session: Session, *, rfq: Rfq, sealing_key: str, now: datetime) -> list[Opened]:
    """Every quote that its carrier sealed and did not withdraw. Raises TooEarly.

    The audit log says whose envelope holds a quote and which hash it must have: an envelope that
    was changed, emptied or exchanged in the database is told as changed.
    """
    private = sealing.private_key(
        rfq.private_key_sealed, sealing_key, rfq.id.bytes, due_at=rfq.quotes_due_at, now=now
    )
    envelopes = session.scalars(
        sa.select(SealedQuote).where(SealedQuote.rfq_id == rfq.id).order_by(SealedQuote.carrier_id)
    ).all()
    last = _last_sealings(session, envelopes)
    opened = []
    for envelope in envelopes:
        document = _document(private, envelope)
        found = _opened(envelope, last.get(envelope.id), document)
        if found is not None:
            opened.append(found)
    return opened


def _document(private: Any, sealed: SealedQuote) -> dict[str, Any] | None:
    try:
        return sealing.unseal(
            private, sealed.envelope, seal_context(sealed.rfq_id, sealed.carrier_id)
        )
    except (Conflict, ValueError):
        return None


def _opened(
    sealed: SealedQuote, last: _Sealing | None, document: dict[str, Any] | None
) -> Opened | None:
    if last is None or last.event == "withdraw":
        return None
    if document is None or sealing.fingerprint(sealed.envelope) != last.envelope_sha256:
        return Opened(sealed.carrier_id, last.envelope_sha256, last.at, None, ENVELOPE_CHANGED)
    sealed_at = datetime.fromisoformat(document["sealed_at"])
    return Opened(sealed.carrier_id, last.envelope_sha256, sealed_at, document["terms"], None)


def _last_sealings(session: Session, envelopes: Sequence[SealedQuote]) -> dict[UUID, _Sealing]:
    query = (
        sa.select(AuditEntry)
        .where(
            AuditEntry.subject == SealedQuote.audit_subject,
            AuditEntry.subject_id.in_([envelope.id for envelope in envelopes]),
            AuditEntry.event.in_(["seal", "withdraw"]),
        )
        .order_by(AuditEntry.seq)
    )
    return {
        entry.subject_id: _Sealing(entry.event, entry.at, entry.facts["envelope_sha256"])
        for entry in session.scalars(query)
    }
