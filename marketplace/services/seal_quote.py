"""An invited carrier seals, replaces or withdraws its quote; nobody reads it before the due time.

No log, count or version anywhere tells that it happened: only the envelope's content changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import RfqState
from marketplace.domain.quote_faults import QuoteFrame, quote_faults
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Invalid, NotFound, TooLate
from marketplace.models import Lot, Rfq, SealedQuote
from marketplace.models.audit import record
from marketplace.security import sealing
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.issue_rfq import seal_context
from marketplace.services.open_group_buy import carrier_scopes

# The deadline is read after the RFQ's row is locked, in the statement that writes: an opening
# waits for this transaction, and this statement waits for an opening.
_PUT = sa.text("""
    WITH quoting AS MATERIALIZED (
        SELECT id, quotes_due_at FROM rfqs WHERE id = :rfq_id AND state = 'quoting' FOR SHARE
    )
    UPDATE sealed_quotes SET envelope = :envelope FROM quoting
    WHERE sealed_quotes.rfq_id = quoting.id AND sealed_quotes.carrier_id = :carrier_id
      AND market_now() < quoting.quotes_due_at
    RETURNING sealed_quotes.id
""")


@dataclass(frozen=True)
class Receipt:
    """What the carrier keeps: the hash is published at the opening."""

    sealed_at: datetime
    envelope_sha256: str
    bytes: int


def seal_quote(
    session: Session, *, rfq_id: UUID, quote: dict[str, Any], identity: Identity, now: datetime
) -> Receipt:
    """Seal the caller's quote in place of what its envelope held.

    Raises NotFound (not invited), Forbidden, Invalid (every fault), TooLate.
    """
    sealed = _own_envelope(session, rfq_id, identity)
    faults = quote_faults(quote, _frame(session, sealed.rfq, identity, now))
    if faults:
        raise Invalid(faults)
    terms = quote | {"valid_until": quote["valid_until"].isoformat()}
    document = {"terms": terms, "sealed_at": now.isoformat(), "sealed_by": str(identity.user_id)}
    return _put(session, sealed, document, "seal", identity, now)


def withdraw_quote(session: Session, *, rfq_id: UUID, identity: Identity, now: datetime) -> Receipt:
    """Put an empty envelope back. Raises NotFound, Forbidden, TooLate."""
    sealed = _own_envelope(session, rfq_id, identity)
    return _put(session, sealed, None, "withdraw", identity, now)


def _own_envelope(session: Session, rfq_id: UUID, identity: Identity) -> SealedQuote:
    query = (
        sa.select(SealedQuote)
        .where(SealedQuote.rfq_id == rfq_id, SealedQuote.carrier_id == identity.organisation_id)
        .options(
            sa.orm.defer(SealedQuote.envelope),
            selectinload(SealedQuote.rfq).selectinload(Rfq.lots).joinedload(Lot.corridor),
        )
    )
    sealed = session.scalars(query).one_or_none()
    if sealed is None:
        raise NotFound()
    require(Permission.RFQ_QUOTE, identity, sealed)
    return sealed


def _frame(session: Session, rfq: Rfq, identity: Identity, now: datetime) -> QuoteFrame:
    held = carrier_scopes(session, local_day(now))
    return QuoteFrame(
        lots=frozenset(lot.code for lot in rfq.lots),
        rtt_floors_us={lot.corridor.code: lot.corridor.rtt_floor_us for lot in rfq.lots},
        scopes=held.get(identity.organisation_id, frozenset()),
        due_on=local_day(rfq.quotes_due_at),
    )


def _put(
    session: Session,
    sealed: SealedQuote,
    document: dict[str, Any] | None,
    event: str,
    identity: Identity,
    now: datetime,
) -> Receipt:
    rfq = sealed.rfq
    context = seal_context(rfq.id, sealed.carrier_id)
    envelope = sealing.seal(rfq.public_key, document, rfq.seal_bytes, context)
    parameters = {"rfq_id": rfq.id, "carrier_id": sealed.carrier_id, "envelope": envelope}
    if session.execute(_PUT, parameters).first() is None:
        raise _refusal(session, rfq)
    receipt = Receipt(now, sealing.fingerprint(envelope), len(envelope))
    record(
        session,
        sealed,
        event,
        by=identity,
        now=now,
        visible_at=rfq.quotes_due_at,
        rfq_id=str(rfq.id),
        envelope_sha256=receipt.envelope_sha256,
    )
    return receipt


def _refusal(session: Session, rfq: Rfq) -> Conflict:
    session.refresh(rfq, ["state"])
    if rfq.state == RfqState.VOID:
        return Conflict("rfq_void")
    return TooLate(due_at=rfq.quotes_due_at.isoformat())
