"""An invited carrier's own part in an RFQ: the row of its envelope, the envelope left out."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.errors import NotFound
from marketplace.models import Lot, Rfq, SealedQuote
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def find_invitation(session: Session, *, rfq_id: UUID, identity: Identity) -> SealedQuote:
    """With its RFQ and lots. Raises NotFound (not invited), Forbidden."""
    query = (
        sa.select(SealedQuote)
        .where(SealedQuote.rfq_id == rfq_id, SealedQuote.carrier_id == identity.organisation_id)
        .options(
            sa.orm.defer(SealedQuote.envelope),
            sa.orm.defer(SealedQuote.presence),
            selectinload(SealedQuote.rfq).selectinload(Rfq.lots).joinedload(Lot.corridor),
        )
    )
    invitation = session.scalars(query).one_or_none()
    if invitation is None:
        raise NotFound()
    require(Permission.RFQ_QUOTE, identity, invitation)
    return invitation
