"""The place that a waiting company may take: its carrier, its price, and until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_waiting import find_waiting_entry
from marketplace.services.take_place import find_place_offer, take_place
from marketplace.web.call import act, page

pages = Blueprint("place_pages", __name__)
PATH = "/group-buys/<uuid:group_buy_id>/waiting/<uuid:entry_id>/place"


@pages.get(PATH)
@page
def show(*, group_buy_id: UUID, entry_id: UUID, session: Any, identity: Any, now: Any) -> str:
    which = {"group_buy_id": group_buy_id, "entry_id": entry_id, "identity": identity}
    return render_template(
        "acceptance/place.html",
        group_buy=find_group_buy(session, group_buy_id, identity),
        entry=find_waiting_entry(session, **which),
        offer=find_place_offer(session, **which, now=now),
        now=now,
    )


@pages.post(PATH)
@act(again=show)
def take(*, group_buy_id: UUID, entry_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    row = take_place(
        session, group_buy_id=group_buy_id, entry_id=entry_id, identity=identity, now=now
    )
    flash(_("The place is yours: the line is accepted at the price shown."))
    return redirect(url_for("acceptance_pages.show", award_id=row.award_id), 303)
