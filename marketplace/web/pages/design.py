"""The living page of the design: every token and every component, drawn by the real macros."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, redirect, render_template, url_for
from sqlalchemy.orm import Session

from marketplace.models import Corridor
from marketplace.web import tokens
from marketplace.web.call import NOBODY, public_page
from marketplace.web.design_examples import pictures
from marketplace.web.design_forms import FAULTS, forms
from marketplace.web.design_member import member_pictures
from marketplace.web.design_quotes import quotes
from marketplace.web.icons import icons_used
from marketplace.web.typed import Typed

pages = Blueprint("design_pages", __name__)
MOST_CORRIDORS = 5


@pages.get("/design")
@public_page
def show(*, session: Session, identity: Any, now: Any) -> str:
    """Tokens in both themes with their contrast, icons, and each macro in each of its states."""
    corridors = sa.select(Corridor).order_by(Corridor.length_km).limit(MOST_CORRIDORS)
    g.typed = Typed(faults=FAULTS)
    return render_template(
        "design/show.html",
        colours={theme: tokens.colours(theme) for theme in tokens.SHEETS},
        tokens=tokens.tokens(),
        pairs=tokens.PAIRS,
        contrast=tokens.contrast,
        icons=icons_used(),
        trail_id=NOBODY,
        corridors=session.scalars(corridors).all(),
        **forms(),
        **pictures(),
        **member_pictures(),
        **quotes(),
    )


@pages.post("/design")
def try_out() -> Any:
    """Buttons pressed on the page do nothing but show it again."""
    return redirect(url_for("design_pages.show"), 303)
