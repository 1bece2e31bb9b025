"""The operator's duties: what is due when, from which law, and the record that it was done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.findings import NewDutyDoneSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.do_duty import do_duty
from marketplace.services.find_duties import find_duties, find_one_duty, history_of
from marketplace.services.find_names import user_names
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import listing
from marketplace.web.words_findings import source_links

pages = Blueprint("duty_pages", __name__, url_prefix="/duties")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "duties/listing.html",
        duties=find_duties(session, identity=identity, now=now),
        language=spoken(),
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/<code>")
@page
def show(*, code: str, session: Any, identity: Any, now: Any) -> str:
    seen = find_one_duty(session, code, identity=identity, now=now)
    history = listing(session, history_of(code))
    return render_template(
        "duties/show.html",
        seen=seen,
        history=history,
        people=user_names(session, {one.recorded_by for one in history.things}),
        sources=source_links(seen.duty.sources),
        may_do=allowed(Permission.DUTY_DO, identity),
        language=spoken(),
    )


@pages.post("/<code>/done")
@act(again=show)
def done(*, code: str, session: Any, identity: Any, now: Any) -> Any:
    do_duty(session, code=code, identity=identity, now=now, **load(NewDutyDoneSchema()))
    flash(_("Put on record."))
    return redirect(url_for("duty_pages.show", code=code), 303)
