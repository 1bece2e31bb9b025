"""The hash of the envelope that a carrier has in an RFQ; an empty one has a hash too."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import SealedQuote
from marketplace.security import sealing
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def find_own_envelope(session: Session, *, rfq_id: UUID, identity: Identity) -> str:
    """The SHA-256 of what stands sealed for the caller now. Raises NotFound."""
    mine = SealedQuote.carrier_id == identity.organisation_id
    query = sa.select(SealedQuote.envelope).where(SealedQuote.rfq_id == rfq_id, mine)
    envelope = session.scalar(query)
    if envelope is None:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return sealing.fingerprint(envelope)
