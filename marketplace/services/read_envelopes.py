"""What the envelopes of an RFQ hold, once it is due: counted first, decrypted only if enough came.

The audit log says whose envelope holds a quote and which hash it must have: an envelope that was
changed, emptied or exchanged in the database is told as changed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from marketplace.models import AuditEntry, Rfq, SealedQuote
from marketplace.security import sealing
from marketplace.services.seal_envelope import document_in, holds_quote

ENVELOPE_CHANGED = "envelope_changed"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A sealed quote as found: its terms, or why it cannot be used."""

    carrier_id: UUID
    envelope_sha256: str
    "of the carrier's receipt"
    sealed_at: datetime
    terms: dict[str, Any] | None
    unusable_reason: str | None
    document: dict[str, Any] | None = None
    "the whole document, with its origin; null when it was changed"

    @property
    def valid_until(self) -> date | None:
        return None if self.terms is None else date.fromisoformat(self.terms["valid_until"])


@dataclass(frozen=True)
class _Sealing:
    """The last sealing, withdrawal or voiding on record."""

    event: str
    at: datetime
    envelope_sha256: str


def private_key_of(rfq: Rfq, *, sealing_key: str, now: datetime) -> X25519PrivateKey:
    """The key of the RFQ's envelopes. Raises TooEarly."""
    return sealing.private_key(
        rfq.private_key_sealed, sealing_key, rfq.id.bytes, due_at=rfq.quotes_due_at, now=now
    )


def count_quotes(session: Session, *, rfq: Rfq, sealing_key: str, now: datetime) -> int:
    """How many quotes came unchanged; no envelope of a quote is opened for it. Raises TooEarly."""
    private = private_key_of(rfq, sealing_key=sealing_key, now=now)
    envelopes = _envelopes(session, rfq)
    last = _last_sealings(session, envelopes)
    return sum(_came(private, sealed, last.get(sealed.id)) for sealed in envelopes)


def read_envelopes(session: Session, *, rfq: Rfq, sealing_key: str, now: datetime) -> list[Opened]:
    """Every quote that its carrier sealed and did not withdraw. Raises TooEarly."""
    private = private_key_of(rfq, sealing_key=sealing_key, now=now)
    envelopes = _envelopes(session, rfq)
    last = _last_sealings(session, envelopes)
    return [
        _opened(sealed, last[sealed.id], document_in(private, sealed))
        for sealed in envelopes
        if _on_record(last.get(sealed.id))
    ]


def _envelopes(session: Session, rfq: Rfq) -> Sequence[SealedQuote]:
    query = sa.select(SealedQuote).where(SealedQuote.rfq_id == rfq.id)
    return session.scalars(query.order_by(SealedQuote.carrier_id)).all()


def _on_record(last: _Sealing | None) -> bool:
    """The last thing on record is a sealing: not withdrawn since, nor void by an amendment."""
    return last is not None and last.event == "seal"


def _came(private: X25519PrivateKey, sealed: SealedQuote, last: _Sealing | None) -> bool:
    """By the small envelope and the record; where they differ the record, which nobody rewrites."""
    on_record = _on_record(last)
    said = holds_quote(private, sealed)
    if said is not None and said != on_record:
        log.error("presence_changed", extra={"sealed_quote_id": sealed.id})
    if last is None or not on_record:
        return False
    return sealing.fingerprint(sealed.envelope) == last.envelope_sha256


def _opened(sealed: SealedQuote, last: _Sealing, document: dict[str, Any] | None) -> Opened:
    if document is None or sealing.fingerprint(sealed.envelope) != last.envelope_sha256:
        return Opened(sealed.carrier_id, last.envelope_sha256, last.at, None, ENVELOPE_CHANGED)
    sealed_at = datetime.fromisoformat(document["sealed_at"])
    terms = document["terms"]
    return Opened(sealed.carrier_id, last.envelope_sha256, sealed_at, terms, None, document)


def _last_sealings(session: Session, envelopes: Sequence[SealedQuote]) -> dict[UUID, _Sealing]:
    query = (
        sa.select(AuditEntry)
        .where(
            AuditEntry.subject == SealedQuote.audit_subject,
            AuditEntry.subject_id.in_([envelope.id for envelope in envelopes]),
            AuditEntry.event.in_(["seal", "withdraw", "void"]),
        )
        .order_by(AuditEntry.seq)
    )
    return {
        entry.subject_id: _Sealing(entry.event, entry.at, entry.facts["envelope_sha256"])
        for entry in session.scalars(query)
    }
