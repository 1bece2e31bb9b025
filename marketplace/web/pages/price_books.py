"""A carrier's price books: list, rows in a table or from CSV, ladders, publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.lives import PriceBookState
from marketplace.domain.price_rows import RowSource
from marketplace.domain.products import Product
from marketplace.domain.working_days import local_day
from marketplace.models import Corridor, PriceBook, PriceBookRow
from marketplace.schemas.price_books import (
    PRICE_ROW_SHEET,
    BookLaddersSchema,
    NewPriceBookSchema,
    PriceRowsSchema,
)
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import SheetForm, parse_sheet
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.change_price_book import change_price_book, find_own_price_book
from marketplace.services.create_price_book import create_price_book
from marketplace.services.find_book_validity import find_book_standings
from marketplace.services.find_corridors import visible_corridors
from marketplace.services.find_price_books import (
    count_rows,
    find_price_book,
    plain_rows,
    rows_of,
    visible_price_books,
)
from marketplace.services.find_price_curves import find_curve_keys, find_price_curves
from marketplace.services.import_price_book_rows import import_price_book_rows
from marketplace.services.publish_price_book import publish_price_book
from marketplace.services.replace_price_book_rows import replace_price_book_rows
from marketplace.services.set_price_book_ladders import set_price_book_ladders
from marketplace.services.withdraw_price_book import withdraw_price_book
from marketplace.web.call import act, page
from marketplace.web.forms import load, require_version, sent_file
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing
from marketplace.web.price_charts import price_chart
from marketplace.web.sheet_files import sheet_answer
from marketplace.web.typed import worded

pages = Blueprint("price_book_pages", __name__, url_prefix="/price-books")
MOST_TYPED = 200
"Rows that a page lets people edit in a table; more come by CSV"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_price_books(identity, state=chosen(PriceBookState, "state")))
    return render_template(
        "price_books/listing.html",
        page=found,
        counts=count_rows(session, found.things),
        standings=find_book_standings(session, found.things, local_day(now)),
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def create(*, session: Any, identity: Any, now: Any) -> Any:
    draft = load(NewPriceBookSchema())
    book = create_price_book(session, draft=draft, identity=identity, now=now)
    flash(_("The price book is drafted. Bring its rows next."))
    return _to(book.id)


@pages.get("/<uuid:book_id>")
@page
def show(*, book_id: UUID, session: Any, identity: Any, now: Any) -> str:
    book = find_price_book(session, book_id, identity)
    manages = allowed(Permission.PRICE_BOOK_MANAGE, identity, book)
    total = count_rows(session, [book])[book.id]
    corridors = session.scalars(visible_corridors(identity)).all()
    edits = manages and book.state == PriceBookState.DRAFT
    return render_template(
        "price_books/show.html",
        book=book,
        manages=manages,
        edits=edits,
        in_table=edits and total <= MOST_TYPED,
        total=total,
        page=listing(session, _asked_rows(book)),
        rows=plain_rows(session, book) if edits and total <= MOST_TYPED else [],
        corridors=corridors,
        standing=find_book_standings(session, [book], local_day(now))[book.id],
        next_from=book.valid_to + timedelta(days=1),
        next_to=_a_year_after(book.valid_to),
        picture=_picture(session, book),
    )


def _picture(session: Any, book: PriceBook) -> dict[str, Any] | None:
    """The price curves that the reader asks for, else the first; None for an empty book."""
    keys = find_curve_keys(session, book)
    if not keys:
        return None
    key = next((key for key in keys if str(key) == request.args.get("curve")), keys[0])
    curves = find_price_curves(session, book, key)
    return {"key": key, "keys": keys, "curves": curves, "chart": price_chart(curves)}


def _a_year_after(day: date) -> date:
    """The same day a year on, the 28th for the 29th of February."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _asked_rows(book: PriceBook) -> Any:
    """The rows of the corridor and product that the reader asks for; all when none is named."""
    query = rows_of(book)
    if corridor := request.args.get("corridor"):
        query = query.where(Corridor.code == corridor)
    if product := chosen(Product, "product"):
        query = query.where(PriceBookRow.product == product)
    return query


@pages.post("/<uuid:book_id>/terms")
@act(again=show)
def change_terms(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    book = find_own_price_book(session, book_id, identity)
    require_version(book)
    changes = load(NewPriceBookSchema())
    change_price_book(session, book=book, changes=changes, identity=identity, now=now)
    flash(_("Saved."))
    return _to(book_id)


@pages.post("/<uuid:book_id>/rows")
@act(again=show)
def save_rows(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    book = find_own_price_book(session, book_id, identity)
    require_version(book)
    rows = load(PriceRowsSchema())["rows"]
    warn(replace_price_book_rows(session, book=book, rows=rows, identity=identity, now=now))
    flash(ngettext("One row is saved.", "%(num)s rows are saved.", len(rows)))
    return _to(book_id)


@pages.post("/<uuid:book_id>/import")
@act(again=show)
def import_rows(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """All rows of the file, or none: every fault is told by row and column."""
    book = find_own_price_book(session, book_id, identity)
    parsed = parse_sheet(sent_file(), PRICE_ROW_SHEET)
    source = RowSource(parsed.rows, parsed.faults, PRICE_ROW_SHEET.column_of_attribute())
    add = request.form.get("mode") == "add"
    warn(
        import_price_book_rows(
            session, book=book, source=source, add=add, identity=identity, now=now
        )
    )
    flash(ngettext("One row is saved.", "%(num)s rows are saved.", len(source.rows)))
    return _to(book_id)


@pages.post("/<uuid:book_id>/ladders")
@act(again=show)
def save_ladders(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    book = find_own_price_book(session, book_id, identity)
    require_version(book)
    some = any(name.startswith("ladders-") for name in request.form)
    ladders = load(BookLaddersSchema()) if some else {"ladders": []}
    set_price_book_ladders(session, book=book, identity=identity, now=now, **ladders)
    flash(_("The ladders are saved."))
    return _to(book_id)


@pages.post("/<uuid:book_id>/publish")
@act(again=show)
def publish(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    publish_price_book(session, book_id=book_id, identity=identity, now=now)
    flash(_("Published: group buys opened from now on take their list prices from it."))
    return _to(book_id)


@pages.post("/<uuid:book_id>/withdraw")
@act(again=show)
def withdraw(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_price_book(session, book_id=book_id, identity=identity, now=now)
    flash(_("Withdrawn: group buys that are open already keep their list prices."))
    return _to(book_id)


@pages.get("/<uuid:book_id>/rows.<any(csv, xlsx):form>")
@page
def rows_sheet(*, book_id: UUID, form: str, session: Any, identity: Any, now: Any) -> Response:
    book = find_price_book(session, book_id, identity)
    kind = SheetForm(form)
    sheet = write_sheet(PRICE_ROW_SHEET, plain_rows(session, book), spoken(), kind)
    return sheet_answer(sheet, f"price-book-{book.id}", kind)


@pages.get("/template.<any(csv, xlsx):form>")
@page
def sheet_template(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    kind = SheetForm(form)
    return sheet_answer(template(PRICE_ROW_SHEET, spoken(), kind), "price-book-template", kind)


def warn(warnings: list[Any]) -> None:
    """Tell of a few things that look odd but were taken."""
    for warning in warnings[:5]:
        flash(worded(warning), "warning")


def _to(book_id: UUID) -> Any:
    return redirect(url_for("price_book_pages.show", book_id=book_id), 303)
