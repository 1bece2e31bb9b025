"""Corridors: the map, the table, and the operator's form for a new one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.catalogue import NewCorridorSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.create_corridor import create_corridor
from marketplace.services.find_corridors import visible_corridors
from marketplace.web.call import act, page
from marketplace.web.forms import load

pages = Blueprint("corridors", __name__, url_prefix="/corridors")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "corridors/listing.html",
        corridors=session.scalars(visible_corridors(identity)).all(),
        may_create=allowed(Permission.CORRIDOR_MANAGE, identity),
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def create(*, session: Any, identity: Any, now: Any) -> Any:
    ends = load(NewCorridorSchema())
    corridor = create_corridor(session, ends=ends, identity=identity, now=now)
    flash(_("Corridor %(code)s now stands in the catalogue.", code=corridor.code))
    return redirect(url_for("corridors.listing"), 303)
