"""The operator's duties: what is due when, from which law, and the record that it was done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.findings import NewDutyDoneSchema
from marketplace.schemas.oversight_sheets import DUTY_SHEET
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.desk_orders import duty_orders, rows_in_order
from marketplace.services.desk_rows import duty_rows
from marketplace.services.do_duty import do_duty
from marketplace.services.find_duties import (
    DutySeen,
    DutyState,
    find_duties,
    find_one_duty,
    history_of,
)
from marketplace.services.find_names import user_names
from marketplace.web.call import act, page
from marketplace.web.desk import asked_order, desk_sheet
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing
from marketplace.web.words_findings import source_links

pages = Blueprint("duty_pages", __name__, url_prefix="/duties")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "duties/listing.html",
        duties=_duties(session, identity, now),
        language=spoken(),
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/duties.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = duty_rows(_duties(session, identity, now), spoken())
    return desk_sheet(found, DUTY_SHEET, name="duties", form=form, now=now)


def _duties(session: Any, identity: Any, now: Any) -> list[DutySeen]:
    """The duties that `?state=&sort=` asks for."""
    state = chosen(DutyState, "state")
    found = find_duties(session, identity=identity, now=now, state=state)
    return rows_in_order(found, asked_order(), duty_orders(spoken()))


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
