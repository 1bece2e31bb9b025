"""The award notice: winners, published totals and the standstill, for all who may see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_award
from marketplace.services.find_notice import find_notice, visible_notices
from marketplace.web import award_charts
from marketplace.web.call import page
from marketplace.web.listing import listing

pages = Blueprint("notice_pages", __name__, url_prefix="/notices")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_notices(identity))
    return render_template("notices/listing.html", page=found, now=now)


pages.add_url_rule("", "listing", listed)


@pages.get("/<uuid:award_id>")
@page
def show(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "notices/show.html",
        notice=find_notice(session, award_id=award_id, identity=identity),
        has_part=_has_part(session, award_id, identity),
        drawing=award_charts,
        now=now,
    )


def _has_part(session: Session, award_id: UUID, identity: Identity) -> bool:
    """Whether the reader has lines of its own, or all lines, to look at."""
    try:
        find_award(session, award_id=award_id, identity=identity)
    except NotFound:
        return False
    return True
