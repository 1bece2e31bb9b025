"""A carrier drafts a price book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import PriceBookState
from marketplace.errors import Fault, Forbidden, Invalid
from marketplace.models import PriceBook
from marketplace.models.audit import record
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def create_price_book(
    session: Session, *, draft: dict[str, Any], identity: Identity, now: datetime
) -> PriceBook:
    """A draft (name, valid_from, valid_to, illustrative) of the caller's carrier.

    Raises Forbidden, Invalid.
    """
    book = PriceBook(
        carrier_id=identity.organisation_id,
        state=PriceBookState.DRAFT,
        created_at=now,
        ladders=[],
        **draft,
    )
    if not allowed(Permission.PRICE_BOOK_MANAGE, identity, book):
        raise Forbidden(permission=str(Permission.PRICE_BOOK_MANAGE))
    refuse_wrong_terms(session, book.carrier_id, book.name, book.valid_from, book.valid_to)
    session.add(book)
    session.flush()
    record(session, book, "create", by=identity, now=now, to_state=str(book.state), name=book.name)
    return book


def refuse_wrong_terms(
    session: Session,
    carrier_id: UUID,
    name: str,
    valid_from: date,
    valid_to: date,
    book_id: UUID | None = None,
) -> None:
    """Raise Invalid when the validity ends before it begins or another book has the name."""
    faults = []
    if valid_to < valid_from:
        faults.append(Fault("/valid_to", "order", {"other": valid_from.isoformat()}))
    twin = sa.select(PriceBook.id).where(
        PriceBook.carrier_id == carrier_id, PriceBook.name == name, PriceBook.id != book_id
    )
    if session.scalar(twin):
        faults.append(Fault("/name", "name_taken"))
    if faults:
        raise Invalid(faults)
