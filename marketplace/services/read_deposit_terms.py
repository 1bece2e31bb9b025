"""What deposit a group buy asks for, to whoever may see the group buy."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import DepositTerms
from marketplace.security.identity import Identity
from marketplace.services.find_group_buys import find_group_buy


def read_terms(session: Session, group_buy_id: UUID, *, identity: Identity) -> DepositTerms:
    """For everybody who may see the group buy. Raises NotFound, also when no deposit is asked."""
    find_group_buy(session, group_buy_id, identity)
    found = session.get(DepositTerms, group_buy_id)
    if found is None:
        raise NotFound()
    return found
