"""A member's unfinished lines: saved as they are typed, priced as far as they say enough."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.services.keep_line_draft import drop_line_draft, find_line_draft
from marketplace.services.sketch_price import sketch_price
from marketplace.web.call import act, page
from marketplace.web.line_sketches import typed_lines
from marketplace.web.pages.stay import keep_draft, show

pages = Blueprint(
    "line_draft_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/lines/draft"
)
AS_SAVED = "as saved"


@pages.post("")
@act(again=show)
def keep(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """For the button: save what is typed, and go back to the group buy."""
    typed, _wishes = typed_lines()
    keep_draft(session, group_buy_id, typed, identity=identity, now=now)
    flash(_("Your draft is saved. Nothing is joined yet."))
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)


@page
def not_kept(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """Why the page's own asking was refused, and what may be done if another draft stands."""
    standing = find_line_draft(session, group_buy_id, identity)
    seen = request.form.get("draft_mark", "")
    other = standing if standing and standing.mark != seen else None
    return render_template("group_buys/_not_kept.html", group_buy_id=group_buy_id, other=other)


@pages.post("/price")
@act(again=not_kept)
def price(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """For the page's own asking: save what is typed, and tell its price so far.

    With `unkept` nothing is saved: the form is the draft `as saved`, or `another`.
    """
    typed, wishes = typed_lines()
    unkept, mark, saved_at = request.form.get("unkept"), None, None
    if unkept is None:
        mark = keep_draft(session, group_buy_id, typed, identity=identity, now=now)
        saved_at = now
    elif unkept == AS_SAVED and (standing := find_line_draft(session, group_buy_id, identity)):
        saved_at = standing.saved_at
    sketch = sketch_price(session, group_buy_id=group_buy_id, wishes=wishes, identity=identity)
    return render_template(
        "group_buys/_price_bar.html",
        sketch=sketch,
        saved_at=saved_at,
        mark=mark,
        now=now,
    )


@pages.post("/drop")
@act(again=show)
def drop(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    seen = request.form.get("draft_mark", "")
    drop_line_draft(session, group_buy_id=group_buy_id, seen_mark=seen, identity=identity)
    flash(_("The draft is thrown away."))
    return redirect(url_for("stay_pages.show", group_buy_id=group_buy_id), 303)
