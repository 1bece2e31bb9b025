"""The user archive of one line: to read for member, carrier and reviewer; its use to be stated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.errors import Unauthenticated
from marketplace.schemas.archives import KeepUseSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_archive import find_archive, find_archive_paper, find_use_file
from marketplace.services.find_archive_package import find_archive_package
from marketplace.services.find_own_lines import find_own_line
from marketplace.services.keep_line_use import FILES, keep_line_use, use_of
from marketplace.services.write_archive_package import MEDIA_TYPE, write_archive_package
from marketplace.web.call import act, page, runtime, visitor
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version

pages = Blueprint("line_archive_pages", __name__, url_prefix="/lines/<uuid:line_id>")


@pages.get("/archive")
@page
def show(*, line_id: UUID, session: Any, identity: Any, now: Any) -> str:
    archive = find_archive(session, line_id, identity=identity, now=now)
    line = archive.parts.line
    return render_template(
        "archives/line.html",
        archive=archive,
        parts=archive.parts,
        line=line,
        may_mend=allowed(Permission.ARCHIVE_MANAGE, identity, line),
    )


@pages.get("/archive/papers/<uuid:paper_id>")
@page
def paper(*, line_id: UUID, paper_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    found = find_archive_paper(
        session, line_id=line_id, paper_id=paper_id, identity=identity, now=now
    )
    return file_page(found)


@pages.get("/archive/package")
def package(*, line_id: UUID) -> Response:
    """The ZIP for the carrier: printed after the transaction that put it on record."""
    with runtime().database.unit_of_work() as session:
        who = visitor(session)
        if who is None:
            raise Unauthenticated()
        key = runtime().config.personal_key
        found = find_archive_package(
            session, line_id, personal_key=key, identity=who.identity, now=who.now
        )
    made = write_archive_package(found, documents=runtime().documents, storage=runtime().storage)
    headers = {"Content-Disposition": f"attachment; filename=archive-{line_id}.zip"}
    return Response(made, mimetype=MEDIA_TYPE, headers=headers)


@pages.get("/use")
@page
def use(*, line_id: UUID, session: Any, identity: Any, now: Any) -> str:
    line = find_own_line(session, line_id, identity=identity)
    return render_template("archives/use.html", line=line, use=use_of(line), accepted=ACCEPTED)


@pages.post("/use")
@act(again=use)
def state(*, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """What the form says; a paper that is not chosen anew stays."""
    line = find_own_line(session, line_id, identity=identity, for_update=True)
    stands = use_of(line)
    require_version(stands)
    given = load(KeepUseSchema(), without=FILES)
    same = given.pop("same_occupant")
    for name in FILES:
        sent = sent_evidence(session, identity=identity, now=now, field=name)
        given[name] = sent or getattr(stands, name)
    keep_line_use(session, line=line, given=given, same_occupant=same, identity=identity, now=now)
    flash(_("Use and ends are kept."))
    return redirect(url_for("line_archive_pages.show", line_id=line_id), 303)


@pages.get("/use/<any(z_evidence,resources_contract):which>")
@page
def use_file(*, line_id: UUID, which: str, session: Any, identity: Any, now: Any) -> Any:
    return file_page(
        find_use_file(session, line_id=line_id, which=which, identity=identity, now=now)
    )
