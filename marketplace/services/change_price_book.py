"""A carrier changes a draft price book: its name, validity, label."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from marketplace.domain.lives import PriceBookState
from marketplace.errors import Conflict
from marketplace.models import PriceBook
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.create_price_book import refuse_wrong_terms
from marketplace.services.find_price_books import find_price_book


def change_price_book(
    session: Session, *, book: PriceBook, changes: dict[str, Any], identity: Identity, now: datetime
) -> PriceBook:
    """Change name, valid_from, valid_to or illustrative of a draft (from `find_own_price_book`).

    Raises Forbidden, Conflict (no draft), Invalid.
    """
    refuse_unless_draft(book, identity)
    after = {
        name: changes.get(name, getattr(book, name)) for name in ("name", "valid_from", "valid_to")
    }
    refuse_wrong_terms(session, book.carrier_id, book_id=book.id, **after)
    for name, value in changes.items():
        setattr(book, name, value)
    touch(book)
    record(session, book, "change", by=identity, now=now, changed=sorted(changes))
    return book


def find_own_price_book(session: Session, book_id: UUID, identity: Identity) -> PriceBook:
    """The caller's price book, locked for a change; raises NotFound or Forbidden."""
    return find_price_book(
        session, book_id, identity, Permission.PRICE_BOOK_MANAGE, for_update=True
    )


def refuse_unless_draft(book: PriceBook, identity: Identity) -> None:
    """Raise Forbidden to others, Conflict once the book is published or withdrawn."""
    require(Permission.PRICE_BOOK_MANAGE, identity, book)
    if book.state != PriceBookState.DRAFT:
        raise Conflict("price_book_not_draft")


def touch(book: PriceBook) -> None:
    """Make the version rise even when only rows or ladders change."""
    flag_modified(book, "name")
