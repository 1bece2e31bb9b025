"""A carrier that is still short reads what was accepted, and confirms its prices or lets go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.services.decide_confirmation import confirm_prices, decline_prices
from marketplace.services.find_confirmations import confirmed_lines, find_confirmation
from marketplace.web.call import act, page, runtime

pages = Blueprint(
    "confirmation_pages", __name__, url_prefix="/award-confirmations/<uuid:confirmation_id>"
)


@pages.get("")
@page
def show(*, confirmation_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_confirmation(session, confirmation_id=confirmation_id, identity=identity)
    mine = identity.is_of(found.carrier_id) and "carrier" in identity.roles
    return render_template(
        "acceptance/confirmation.html",
        confirmation=found,
        lines=confirmed_lines(session, found, identity),
        may_decide=mine and found.state == "pending" and now < found.due_at,
        now=now,
    )


@pages.post("/confirm")
@act(again=show)
def confirm(*, confirmation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    config = runtime().config
    confirm_prices(
        session, confirmation_id=confirmation_id, config=config, identity=identity, now=now
    )
    flash(_("Your prices are confirmed; the contracts are drawn."))
    return redirect(url_for("confirmation_pages.show", confirmation_id=confirmation_id), 303)


@pages.post("/release")
@act(again=show)
def release(*, confirmation_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    config = runtime().config
    decline_prices(
        session, confirmation_id=confirmation_id, config=config, identity=identity, now=now
    )
    flash(_("The lines are released; their members are told."))
    return redirect(url_for("confirmation_pages.show", confirmation_id=confirmation_id), 303)
