"""A price book renewed on pages: many rows changed at once after a look, a book copied."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.price_change import CHANGED
from marketplace.schemas.price_books import NewPriceBookSchema
from marketplace.schemas.price_changes import RowsChangeSchema
from marketplace.security.permissions import Permission
from marketplace.services.change_price_book import find_own_price_book, refuse_unless_draft
from marketplace.services.change_price_book_rows import (
    Preview,
    change_price_book_rows,
    preview_change,
)
from marketplace.services.copy_price_book import copy_price_book
from marketplace.services.find_corridors import visible_corridors
from marketplace.services.find_price_books import find_price_book
from marketplace.web.call import act, page
from marketplace.web.forms import load, require_version
from marketplace.web.pages.price_books import show as show_book
from marketplace.web.pages.price_books import warn
from marketplace.web.typed import Typed, worded

pages = Blueprint("price_change_pages", __name__, url_prefix="/price-books/<uuid:book_id>")
MOST_SHOWN = 100
"Rows of a preview; the count is of all"


@pages.get("/change")
@page
def show(*, book_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return change_page(session, book_id, identity)


def change_page(session: Any, book_id: UUID, identity: Any, preview: Preview | None = None) -> str:
    """The form, and below it what the change would do."""
    book = find_price_book(session, book_id, identity, Permission.PRICE_BOOK_MANAGE)
    return render_template(
        "price_books/change.html",
        book=book,
        corridors=session.scalars(visible_corridors(identity)).all(),
        preview=preview,
        warnings=[worded(warning) for warning in preview.warnings[:20]] if preview else [],
        shown=preview.moving[:MOST_SHOWN] if preview else [],
        names=CHANGED,
    )


@pages.post("/change/preview")
@act(again=show)
def preview(*, book_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """Before and after of every row that the change takes; nothing is written."""
    book = find_price_book(session, book_id, identity, Permission.PRICE_BOOK_MANAGE)
    refuse_unless_draft(book, identity)
    found = preview_change(session, book=book, identity=identity, **load(RowsChangeSchema()))
    g.typed = Typed(g.form_values)
    return change_page(session, book_id, identity, found)


@pages.post("/change")
@act(again=show)
def change(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    book = find_own_price_book(session, book_id, identity)
    require_version(book)
    asked = load(RowsChangeSchema())
    done = change_price_book_rows(session, book=book, identity=identity, now=now, **asked)
    warn(done.warnings)
    flash(ngettext("One row is changed.", "%(num)s rows are changed.", len(done.moving)))
    return _to(book_id)


@pages.post("/copy")
@act(again=show_book)
def copy(*, book_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    draft = load(NewPriceBookSchema())
    made = copy_price_book(session, book_id=book_id, draft=draft, identity=identity, now=now)
    flash(_("Copied into a new draft. Change what is to change, then publish it."))
    return _to(made.id)


def _to(book_id: UUID) -> Any:
    return redirect(url_for("price_book_pages.show", book_id=book_id), 303)
