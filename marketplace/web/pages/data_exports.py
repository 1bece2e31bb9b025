"""Data-export self-checks (数据出境自查): the exports, their answers, filings and records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.compliance.data_export.ftz_lists import EMPTY
from marketplace.domain.working_days import local_day
from marketplace.schemas.data_exports import CountsSchema, NewExportSchema, NewFilingSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.check_data_export import recount
from marketplace.services.delete_data_export import delete_data_export
from marketplace.services.end_data_export import end_data_export
from marketplace.services.find_data_exports import (
    filings_of,
    visible_checks,
    visible_exports,
)
from marketplace.services.find_export_standing import export_standing, export_standings
from marketplace.services.find_negative_lists import edition_in_force, loaded_lists
from marketplace.services.find_own_lines import own_lines
from marketplace.services.keep_export_record import find_export_record
from marketplace.services.read_data_export import read_data_export, read_export_check
from marketplace.services.record_export_filing import record_export_filing
from marketplace.services.start_data_export import start_data_export
from marketplace.web.call import act, page, runtime
from marketplace.web.evidence_files import file_page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import listing

pages = Blueprint("data_export_pages", __name__, url_prefix="/data-export")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_exports(identity))
    return render_template(
        "data_export/listing.html",
        page=found,
        standings=export_standings(session, found.things, now=now),
        lines=own_lines(session, identity=identity),
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def start(*, session: Any, identity: Any, now: Any) -> Any:
    export = start_data_export(session, **load(NewExportSchema()), identity=identity, now=now)
    return redirect(url_for("export_guide_pages.begin", export_id=export.id), 303)


@pages.get("/negative-lists")
@page
def negative_lists(*, session: Any, identity: Any, now: Any) -> str:
    in_force = edition_in_force(session, local_day(now))
    return render_template(
        "data_export/negative_lists.html",
        lists=loaded_lists(session),
        in_force=in_force,
        empty_note=None if in_force else EMPTY.in_language(spoken()),
    )


@pages.get("/<uuid:export_id>")
@page
def show(*, export_id: UUID, session: Any, identity: Any, now: Any) -> str:
    export = read_data_export(session, export_id, identity=identity, now=now)
    manages = allowed(Permission.DATA_EXPORT_MANAGE, identity, export)
    return render_template(
        "data_export/show.html",
        export=export,
        standing=export_standing(session, export, now=now),
        history=session.scalars(visible_checks(identity, export_id=export.id)).all(),
        filings=filings_of(session, export),
        manages=manages and export.ended_at is None,
        today=local_day(now),
    )


@pages.post("/<uuid:export_id>/counts")
@act(again=show)
def counts(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    given = load(CountsSchema())
    made = {"jobs": runtime().jobs, "identity": identity, "now": now}
    recount(session, export_id=export_id, counts=given, **made)
    flash(_("The new counts are recorded; this is what follows from them."))
    return to_export(export_id)


@pages.post("/<uuid:export_id>/filing")
@act(again=show)
def file(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    given = load(NewFilingSchema())
    made = {"jobs": runtime().jobs, "identity": identity, "now": now}
    record_export_filing(session, export_id=export_id, given=given, **made)
    flash(_("It is on record."))
    return to_export(export_id)


@pages.post("/<uuid:export_id>/end")
@act(again=show)
def end(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    end_data_export(session, export_id=export_id, identity=identity, now=now)
    flash(_("This export counts no longer; its record stays."))
    return redirect(url_for("data_export_pages.listing"), 303)


@pages.post("/<uuid:export_id>/delete")
@act(again=show)
def delete(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    delete_data_export(session, export_id=export_id, identity=identity, now=now)
    flash(_("Deleted."))
    return redirect(url_for("data_export_pages.listing"), 303)


@pages.get("/checks/<uuid:check_id>")
@page
def check(*, check_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = read_export_check(session, check_id, identity=identity, now=now)
    return render_template("data_export/check.html", check=found, export=found.export)


@pages.get("/checks/<uuid:check_id>/record/<any(zh,en):language>")
@page
def record(*, check_id: UUID, language: str, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_export_record(session, check_id, language, identity=identity, now=now))


def to_export(export_id: UUID) -> Any:
    """Back to the export's page."""
    return redirect(url_for("data_export_pages.show", export_id=export_id), 303)
