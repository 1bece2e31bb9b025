"""Reads of price books: one by id, those a caller may see, their rows and published ladders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.lives import OrganisationState, PriceBookState
from marketplace.domain.price_rows import Key
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import NotFound
from marketplace.models import Corridor, Organisation, PriceBook, PriceBookLadder, PriceBookRow
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

_R: Any = PriceBookRow
_WHOLE = (selectinload(PriceBook.carrier), selectinload(PriceBook.ladders))
_IN_ORDER = (Corridor.code, _R.product, _R.protection, _R.term_months, _R.mbps)


def find_price_book(
    session: Session,
    book_id: UUID,
    identity: Identity,
    permission: Permission = Permission.PRICE_BOOK_READ,
    *,
    for_update: bool = False,
) -> PriceBook:
    """The price book with carrier and ladders; raises NotFound or Forbidden."""
    query = sa.select(PriceBook).where(PriceBook.id == book_id).options(*_WHOLE)
    if for_update:
        query = query.with_for_update(of=PriceBook).execution_options(populate_existing=True)
    book = session.scalars(query).one_or_none()
    if book is None:
        raise NotFound()
    require(permission, identity, book)
    return book


def visible_price_books(
    identity: Identity, *, state: PriceBookState | None = None
) -> sa.Select[PriceBook]:
    """The caller's own price books, or everybody's for those who oversee; newest first."""
    query = sa.select(PriceBook).options(*_WHOLE)
    oversees = identity.confirmed and identity.roles & {Role.OBSERVER, Role.REVIEWER, Role.OPERATOR}
    if not oversees:
        own = PriceBook.carrier_id == identity.organisation_id
        query = query.where(own, sa.literal(identity.kind == OrganisationKind.CARRIER))
    if state is not None:
        query = query.where(PriceBook.state == state)
    return query.order_by(PriceBook.created_at.desc(), PriceBook.id)


def rows_of(book: PriceBook) -> sa.Select[PriceBookRow]:
    """The rows in the order of people: corridor, product, protection, term, bandwidth."""
    query = sa.select(PriceBookRow).where(PriceBookRow.book_id == book.id).join(Corridor)
    return query.options(joinedload(PriceBookRow.corridor)).order_by(*_IN_ORDER)


def plain_rows(session: Session, book: PriceBook) -> list[Any]:
    """All rows as plain values with the corridor's code, in the same order, in one query."""
    query = sa.select(
        _R.id,
        Corridor.code.label("corridor"),
        _R.product,
        _R.term_months,
        _R.protection,
        _R.mbps,
        _R.one_off_minor,
        _R.monthly_minor,
        _R.rtt_us,
        _R.availability_bps,
        _R.delivery_days,
    )
    return list(
        session.execute(
            query.join(Corridor, Corridor.id == _R.corridor_id)
            .where(_R.book_id == book.id)
            .order_by(*_IN_ORDER)
        )
    )


def row_keys(session: Session, book: PriceBook) -> frozenset[Key]:
    """What the book prices already."""
    query = sa.select(Corridor.code, _R.product, _R.term_months, _R.protection, _R.mbps)
    found = session.execute(
        query.join(Corridor, Corridor.id == _R.corridor_id).where(_R.book_id == book.id)
    )
    return frozenset((r[0], str(r[1]), r[2], str(r[3]), r[4]) for r in found)


def count_rows(session: Session, books: Iterable[PriceBook]) -> dict[UUID, int]:
    """How many rows each of the books has, in one query."""
    ids = [book.id for book in books]
    query = sa.select(_R.book_id, sa.func.count()).where(_R.book_id.in_(ids)).group_by(_R.book_id)
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in session.execute(query)}


def valid_on(day: date) -> sa.ColumnElement[bool]:
    """Of a published price book, valid on the day, of a carrier that has not left."""
    return sa.and_(
        PriceBook.carrier.has(Organisation.state == OrganisationState.CONFIRMED),
        PriceBook.state == PriceBookState.PUBLISHED,
        PriceBook.valid_from <= day,
        PriceBook.valid_to >= day,
    )


def published_ladders(identity: Identity, day: date) -> sa.Select[PriceBookLadder]:
    """Ladders of price books valid on the day, from which an organiser may choose."""
    require(Permission.CATALOGUE_READ, identity)
    return (
        sa.select(PriceBookLadder)
        .join(PriceBook)
        .where(valid_on(day))
        .options(joinedload(PriceBookLadder.book).joinedload(PriceBook.carrier))
        .order_by(PriceBook.name, PriceBookLadder.code, PriceBookLadder.id)
    )
