"""What deposit a group buy asks for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.deposits import DepositTerms as Terms
from marketplace.models import DepositTerms


def find_terms(session: Session, group_buy_id: UUID) -> Terms | None:
    """What the organiser set; None: no deposit is asked."""
    found = session.get(DepositTerms, group_buy_id)
    return None if found is None else found.plain
