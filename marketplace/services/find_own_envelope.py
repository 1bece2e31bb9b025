"""The hash of the envelope that a carrier has in an RFQ; an empty one has a hash too."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import SealedQuote
from marketplace.security import sealing
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


class OwnEnvelope(NamedTuple):
    """Which envelope, and the SHA-256 of what stands sealed in it now."""

    id: UUID
    sha256: str


def find_own_envelope(session: Session, *, rfq_id: UUID, identity: Identity) -> OwnEnvelope:
    """What stands sealed for the caller now. Raises NotFound."""
    mine = SealedQuote.carrier_id == identity.organisation_id
    query = sa.select(SealedQuote.id, SealedQuote.envelope).where(
        SealedQuote.rfq_id == rfq_id, mine
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return OwnEnvelope(found.id, sealing.fingerprint(found.envelope))
