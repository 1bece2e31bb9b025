"""An invited carrier seals, replaces or withdraws its quote; nobody reads it before the due time.

No log, count or version anywhere tells that it happened: only the envelope's content changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import LISTED_GROUPS
from marketplace.domain.lives import RfqState
from marketplace.domain.quote_faults import quote_faults
from marketplace.errors import Conflict, Invalid, TooLate
from marketplace.models import Rfq, SealedQuote
from marketplace.models.audit import record
from marketplace.security import sealing
from marketplace.security.identity import Identity
from marketplace.services.ask_quote import ask_quote
from marketplace.services.find_invitation import find_invitation
from marketplace.services.find_quote_frame import find_quote_frame
from marketplace.services.seal_envelope import seal_envelopes
from marketplace.services.seal_origin import Sender, SentFile, origin_document

# The deadline is read after the RFQ's row is locked, in the statement that writes: an opening
# waits for this transaction, and this statement waits for an opening. An amendment in between
# changes the version: a quote made for the RFQ as it was does not slip in under the new one.
_PUT = sa.text("""
    WITH quoting AS MATERIALIZED (
        SELECT id, quotes_due_at FROM rfqs
        WHERE id = :rfq_id AND state = 'quoting' AND version = :version FOR SHARE
    )
    UPDATE sealed_quotes SET envelope = :envelope, presence = :presence FROM quoting
    WHERE sealed_quotes.rfq_id = quoting.id AND sealed_quotes.carrier_id = :carrier_id
      AND market_now() < quoting.quotes_due_at
    RETURNING sealed_quotes.id
""")


NOWHERE = Sender()


@dataclass(frozen=True)
class Receipt:
    """What the carrier keeps: the hash is published at the opening."""

    sealed_at: datetime
    envelope_sha256: str
    bytes: int


def seal_quote(
    session: Session,
    *,
    rfq_id: UUID,
    quote: dict[str, Any],
    preparation: Mapping[str, Any] | None = None,
    files: Iterable[SentFile] = (),
    sender: Sender = NOWHERE,
    seen_version: int | None = None,
    listed_groups: Iterable[str] = LISTED_GROUPS,
    identity: Identity,
    now: datetime,
) -> Receipt:
    """Seal the caller's quote in place of what its envelope held.

    `preparation` (who made it), the traces of `files` and the `sender` lie in the envelope with it.
    `seen_version` is the RFQ that the carrier read when it made the quote. Raises NotFound (not
    invited), Forbidden, Invalid (every fault), TooLate, Conflict (rfq_amended, rfq_void), Stopped.
    """
    sealed = find_invitation(session, rfq_id=rfq_id, identity=identity)
    if seen_version not in (None, sealed.rfq.version):
        raise _refusal(session, sealed.rfq, Conflict("rfq_amended"))
    frame = find_quote_frame(session, sealed, now=now)
    if faults := quote_faults(quote, frame):
        raise Invalid(faults)
    ask_quote(
        session,
        sealed,
        quote,
        frame.lines,
        listed_groups=listed_groups,
        by=identity,
        now=now,
    )
    terms = quote | {"valid_until": quote["valid_until"].isoformat()}
    document = {
        "terms": terms,
        "sealed_at": now.isoformat(),
        "sealed_by": str(identity.user_id),
        "origin": origin_document(sender, preparation, files),
    }
    return _put(session, sealed, document, "seal", identity, now)


def withdraw_quote(session: Session, *, rfq_id: UUID, identity: Identity, now: datetime) -> Receipt:
    """Put an empty envelope back. Raises NotFound, Forbidden, TooLate."""
    sealed = find_invitation(session, rfq_id=rfq_id, identity=identity)
    return _put(session, sealed, None, "withdraw", identity, now)


def _put(
    session: Session,
    sealed: SealedQuote,
    document: dict[str, Any] | None,
    event: str,
    identity: Identity,
    now: datetime,
) -> Receipt:
    rfq = sealed.rfq
    both = seal_envelopes(rfq, sealed.carrier_id, document)
    parameters = {
        "rfq_id": rfq.id,
        "version": rfq.version,
        "carrier_id": sealed.carrier_id,
        "envelope": both.envelope,
        "presence": both.presence,
    }
    if session.execute(_PUT, parameters).first() is None:
        raise _refusal(session, rfq, TooLate(due_at=rfq.quotes_due_at.isoformat()))
    receipt = Receipt(now, sealing.fingerprint(both.envelope), len(both.envelope))
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


def _refusal(session: Session, rfq: Rfq, otherwise: Conflict) -> Conflict:
    """Why nothing was written: the RFQ is void, was amended meanwhile, or else `otherwise`."""
    before = rfq.version
    session.refresh(rfq, ["state", "version"])
    if rfq.state == RfqState.VOID:
        return Conflict("rfq_void")
    if rfq.state == RfqState.QUOTING and rfq.version != before:
        return Conflict("rfq_amended")
    return otherwise
