"""Privacy: the notice for anyone, one's own data and its correction, who looked at what."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.compliance.retention import terms_on
from marketplace.domain.holdings import HOLDINGS
from marketplace.domain.roles import OrganisationKind
from marketplace.domain.working_days import local_day
from marketplace.models import Organisation
from marketplace.schemas.privacy import CorrectionSchema
from marketplace.services.correct_own_data import correct_own_data
from marketplace.services.find_own_data import find_own_data
from marketplace.services.find_readings import visible_readings
from marketplace.services.find_users import find_me
from marketplace.web.call import act, page, public_page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint("privacy_pages", __name__)


@pages.get("/privacy")
@public_page
def notice(*, session: Any, identity: Any, now: Any) -> str:
    """What is held about people, why, how long, and what they can ask for."""
    platform = sa.select(Organisation).where(Organisation.kind == OrganisationKind.PLATFORM)
    return render_template(
        "privacy/notice.html",
        platform=session.scalars(platform.order_by(Organisation.created_at).limit(1)).first(),
        holdings=HOLDINGS,
        terms=terms_on(local_day(now)),
    )


@pages.get("/account/data")
@page
def own(*, session: Any, identity: Any, now: Any) -> str:
    held = find_own_data(session, identity=identity, now=now)
    counts = {name: len(rows) for name, rows in held.items() if isinstance(rows, list)}
    me = find_me(session, identity=identity)
    return render_template("privacy/own_data.html", me=me, counts=counts)


@pages.post("/account/data")
@act(again=own)
def correct(*, session: Any, identity: Any, now: Any) -> Any:
    given = load(CorrectionSchema())
    correct_own_data(session, given=given, jobs=runtime().jobs, identity=identity, now=now)
    flash(_("Your data are corrected."))
    return redirect(url_for("privacy_pages.own"), 303)


@pages.get("/account/data.json")
@page
def download(*, session: Any, identity: Any, now: Any) -> Any:
    held = find_own_data(session, identity=identity, now=now)
    text = json.dumps(held, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": "attachment; filename=own-data.json"}
    return Response(text, mimetype="application/json", headers=headers)


@page
def readings(*, session: Any, identity: Any, now: Any) -> str:
    return render_template(
        "privacy/readings.html", page=listing(session, visible_readings(identity))
    )


pages.add_url_rule("/readings", "readings", readings)
