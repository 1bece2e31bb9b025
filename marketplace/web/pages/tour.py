"""The guided tour of a demonstration: through the roles step by step, signed in by one press.

Registered only where the settings ask for a demonstration. A press signs in whoever could sign in
with the demo's published password anyway, and nobody else.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import login_user, logout_user

from marketplace.errors import NotFound
from marketplace.services.find_demo_logins import find_demo_logins, opens_with_demo_password
from marketplace.web.call import act, public_page, runtime
from marketplace.web.login import users
from marketplace.web.tour_steps import COOKIE, Step, steps

pages = Blueprint("tour_pages", __name__, url_prefix="/tour")


@pages.get("")
@public_page
def show(*, session: Any, identity: Any, now: Any) -> str:
    """Every step with its pages; a database without the demo says so."""
    people = find_demo_logins(session, [step.email for step in steps()])
    return render_template("tour.html", steps=steps(), people=people)


@pages.post("/<key>/<int:stop>")
@act(again=lambda key, stop: show(), public=True)
def go(*, key: str, stop: int, session: Any, identity: Any, now: Any) -> Any:
    """Sign in as the person of the step, and open the page."""
    step = next((one for one in steps() if one.key == key), None)
    if step is None or stop >= len(step.stops):
        raise NotFound()
    user = find_demo_logins(session, [step.email]).get(step.email)
    if user is None or not opens_with_demo_password(user):
        flash(_("This login is not one of a demonstration here."), "error")
        return redirect(url_for("tour_pages.show"), 303)
    visitor = users().find_user(email=step.email)
    logout_user()
    login_user(visitor)  # type: ignore[arg-type]  # who has a login is found
    return _at(step, stop)


def _at(step: Step, stop: int) -> Any:
    """The page, with the browser told at which step it is."""
    shown = step.stops[stop]
    response = make_response(redirect(url_for(shown.endpoint, **shown.values), 303))
    response.set_cookie(
        COOKIE,
        step.key,
        httponly=True,
        samesite="Lax",
        secure=runtime().config.base_url.startswith("https://"),
    )
    return response


@pages.post("/end")
def end() -> Any:
    """Leave the tour; whoever is signed in stays so."""
    response = make_response(redirect(url_for("public.landing"), 303))
    response.delete_cookie(COOKIE)
    return response
