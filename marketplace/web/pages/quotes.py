"""A carrier's sealed quote: the form, the receipt, the withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import PriceBookState
from marketplace.errors import NotFound
from marketplace.schemas.quotes import TermsSchema
from marketplace.services.find_price_books import plain_rows, visible_price_books
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.find_rfqs import find_rfq, is_invited
from marketplace.services.seal_quote import seal_quote, withdraw_quote
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.pages.receipts import receipt_address

pages = Blueprint("quote_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/quote")
SORT = ("corridor", "product", "term_months", "protection")
Row = dict[str, Any]
Sort = tuple[str, str, int, str]


@pages.get("")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    if not is_invited(session, rfq_id, identity):
        raise NotFound()
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity)
    rows = suggested_rows(lines, own_prices(session, identity))
    return render_template("rfqs/quote.html", rfq=rfq, rows=rows, count=len(lines), now=now)


def own_prices(session: Any, identity: Any) -> dict[Sort, list[Row]]:
    """The rows of the carrier's published price books by what they price, by bandwidth."""
    prices: dict[Sort, list[Row]] = {}
    query = visible_price_books(identity, state=PriceBookState.PUBLISHED)
    for book in session.scalars(query).all():
        for row in plain_rows(session, book):
            prices.setdefault(_sort(row), []).append(dict(row._mapping))
    for rows in prices.values():
        rows.sort(key=lambda row: row["mbps"])
    return prices


def suggested_rows(lines: list[Any], prices: dict[Sort, list[Row]]) -> list[Row]:
    """One row for each thing asked for, priced by the price book's row that would serve it."""
    rows: dict[tuple[Sort, int], Row] = {}
    for sort, mbps in sorted({(_sort(line), line.mbps) for line in lines}):
        blank: Row = dict(zip(SORT, sort, strict=True)) | {"mbps": mbps}
        large_enough = (row for row in prices.get(sort, ()) if row["mbps"] >= mbps)
        row = next(large_enough, blank)
        rows.setdefault((sort, row["mbps"]), row)
    return list(rows.values())


def _sort(row: Any) -> Sort:
    return (row.corridor, str(row.product), row.term_months, str(row.protection))


@pages.post("")
@act(again=show)
def seal(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Seal, in place of an earlier quote; the receipt's hash is published at the opening."""
    quote = load(TermsSchema())
    receipt = seal_quote(session, rfq_id=rfq_id, quote=quote, identity=identity, now=now)
    return redirect(receipt_address(rfq_id, receipt, identity), 303)


@pages.post("/withdraw")
@act(again=show)
def withdraw(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_quote(session, rfq_id=rfq_id, identity=identity, now=now)
    flash(_("Withdrawn: your envelope is empty. You may quote again until the due time."))
    return _to(rfq_id)


def _to(rfq_id: UUID) -> Any:
    return redirect(url_for("rfq_pages.show", rfq_id=rfq_id), 303)
