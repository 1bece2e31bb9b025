"""A carrier sets the volume ladders (阶梯折扣) of a draft price book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.ladders import document_of, ladder_of
from marketplace.errors import Fault, Invalid
from marketplace.models import PriceBook, PriceBookLadder
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import refuse_unless_draft, touch

Entries = Sequence[Mapping[str, Any]]


def set_price_book_ladders(
    session: Session, *, book: PriceBook, ladders: Entries, identity: Identity, now: datetime
) -> PriceBook:
    """Replace all ladders by these ({code, ladder}); a code that stays keeps its id.

    Raises Forbidden, Conflict (no draft), Invalid with every fault of every ladder.
    """
    refuse_unless_draft(book, identity)
    documents = _checked(ladders)
    kept = {ladder.code: ladder for ladder in book.ladders}
    for code, document in documents.items():
        if code in kept:
            kept[code].ladder = document
        else:
            book.ladders.append(PriceBookLadder(code=code, ladder=document))
    for code in kept.keys() - documents.keys():
        book.ladders.remove(kept[code])
    touch(book)
    record(session, book, "set_ladders", by=identity, now=now, ladders=sorted(documents))
    return book


def _checked(ladders: Entries) -> dict[str, dict[str, Any]]:
    """Stored documents by code; raises Invalid."""
    documents: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for index, entry in enumerate(ladders):
        code = entry["code"]
        if first.setdefault(code, index) != index:
            faults.append(Fault(f"/ladders/{index}/code", "duplicate", {"first": first[code]}))
        try:
            ladder = ladder_of(entry["ladder"], f"/ladders/{index}/ladder")
        except Invalid as broken:
            faults += broken.faults
        else:
            documents[code] = document_of(ladder)
    if faults:
        raise Invalid(faults)
    return documents
