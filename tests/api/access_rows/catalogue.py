"""Who may do what with products, corridors and price books."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from marketplace.db.session import now_of
from marketplace.domain.lives import PriceBookState
from marketplace.models import PriceBook
from tests.api.access_table import CARRIERS, OVERSEERS, SIGNED_IN, Row, World
from tests.factories.price_books import corridor_ends


def fresh_book(world: World) -> UUID:
    """A draft of the carrier, made for one call."""
    with world.database.unit_of_work() as session:
        book = PriceBook(
            carrier_id=world.actors["carrier"].id,
            name=uuid4().hex,
            state=PriceBookState.DRAFT,
            valid_from=date(2026, 1, 1),
            valid_to=date(2099, 12, 31),
            created_at=now_of(session),
        )
        session.add(book)
        session.flush()
        return book.id


def new_corridor(_world: World) -> dict[str, Any]:
    return corridor_ends()


OWN = frozenset({"carrier"})
SEEN = dict.fromkeys(OVERSEERS, 403)
BOOK = "/price-books/<uuid:book_id>"
OF_BOOK: dict[str, Any] = {"fill": {"book_id": fresh_book}}
TERMS = {"name": "2027", "valid_from": "2027-01-01", "valid_to": "2027-12-31"}
RAISE = {"change": {"monthly_raise_bps": 500}}


def fresh_terms(_world: World) -> dict[str, Any]:
    return TERMS | {"name": uuid4().hex}


ROWS = [
    Row("GET", "/products", SIGNED_IN),
    Row("GET", "/corridors", SIGNED_IN),
    Row("POST", "/corridors", frozenset({"operator"}), 403, body=new_corridor),
    Row("GET", "/corridors/<string:code>", SIGNED_IN, fill={"code": lambda _world: "SHA-HKG"}),
    Row("GET", "/price-books", SIGNED_IN),
    Row("POST", "/price-books", CARRIERS, 403, body=TERMS),
    Row("GET", BOOK, OWN | OVERSEERS, **OF_BOOK),
    Row("PATCH", BOOK, OWN, but=SEEN, body={"illustrative": True}, **OF_BOOK),
    Row("GET", BOOK + "/rows", OWN | OVERSEERS, **OF_BOOK),
    Row("PUT", BOOK + "/rows", OWN, but=SEEN, body={"rows": []}, **OF_BOOK),
    Row("GET", BOOK + "/rows.csv", OWN | OVERSEERS, **OF_BOOK),
    Row("GET", BOOK + "/rows.xlsx", OWN | OVERSEERS, **OF_BOOK),
    Row("POST", BOOK + "/rows/import", OWN, but=SEEN, **OF_BOOK),
    Row("POST", BOOK + "/rows/preview", OWN, but=SEEN, body=RAISE, **OF_BOOK),
    Row("PATCH", BOOK + "/rows", OWN, but=SEEN, body=RAISE, **OF_BOOK),
    Row("POST", BOOK + "/copies", OWN, but=SEEN, body=fresh_terms, **OF_BOOK),
    Row("GET", BOOK + "/standing", OWN | OVERSEERS, **OF_BOOK),
    Row("PUT", BOOK + "/ladders", OWN, but=SEEN, body={"ladders": []}, **OF_BOOK),
    Row("POST", BOOK + "/publish", OWN, but=SEEN, **OF_BOOK),
    Row("POST", BOOK + "/withdraw", OWN, but=SEEN, **OF_BOOK),
    Row("GET", "/price-book-template.csv", SIGNED_IN),
    Row("GET", "/price-book-template.xlsx", SIGNED_IN),
    Row("GET", "/price-book-ladders", SIGNED_IN),
]
