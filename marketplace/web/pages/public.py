"""Pages for anyone: what this is, how awards are computed, and the choice of language."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from marketplace.i18n.glossary import SUBJECTS
from marketplace.models import Corridor
from marketplace.services.change_user import change_user
from marketplace.services.find_platform import current_statement
from marketplace.services.find_users import find_user
from marketplace.web.award_example import example
from marketplace.web.call import public_page, runtime, visitor
from marketplace.web.language import COOKIE, LOCALES

pages = Blueprint("public", __name__)
A_YEAR = 365 * 24 * 3600


@pages.get("/")
@public_page
def landing(*, session: Session, identity: Any, now: Any) -> str:
    """What the marketplace is for, in four steps, with its sources."""
    corridors = session.scalars(sa.select(Corridor).order_by(Corridor.length_km)).all()
    return render_template(
        "landing.html", corridors=corridors, statement=current_statement(session)
    )


@pages.get("/how-awards-are-computed")
@public_page
def how_awards(*, session: Session, identity: Any, now: Any) -> str:
    """What "the cheapest award, proven" means, by an example, and how to check one."""
    return render_template("how_awards.html", example=example())


@pages.get("/glossary")
@public_page
def glossary(*, session: Session, identity: Any, now: Any) -> str:
    """The words of the marketplace in both languages."""
    return render_template("glossary.html", subjects=SUBJECTS)


@pages.route("/language/<any(zh, en):language>", methods=["GET", "POST"])
def switch_language(language: str) -> Any:
    """Speak this language from now on; a signed-in reader's setting follows (by the form only)."""
    if request.method == "POST" and current_user.is_authenticated:
        _keep_setting(language)
    response = redirect(_safe(request.values.get("next", "/")), 303)
    response.set_cookie(
        COOKIE,
        language,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=runtime().config.base_url.startswith("https://"),
    )
    return response


def _keep_setting(language: str) -> None:
    with runtime().database.unit_of_work() as session:
        who = visitor(session)
        if who and language in LOCALES:
            me = find_user(session, who.identity.user_id, identity=who.identity, for_update=True)
            change_user(
                session, user=me, changes={"locale": language}, identity=who.identity, now=who.now
            )


def _safe(path: str) -> str:
    """A path on this site, else the front page: no way out to another host."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if inside and path.isprintable() else "/"
