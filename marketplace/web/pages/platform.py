"""The platform itself (平台信息): what its operator states, and what everybody may download."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.platform_statement import SHOWN_FILES
from marketplace.schemas.platform_statements import KeepPlatformStatementSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.find_platform import (
    current_statement,
    find_platform_findings,
    find_platform_statement,
    find_shown_file,
    lock_platform,
)
from marketplace.services.keep_platform_statement import keep_platform_statement
from marketplace.web.call import act, page, public_page
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version

pages = Blueprint("platform_pages", __name__, url_prefix="/platform")


@pages.get("")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    """All that is stated, with what the rules say of it."""
    statement = find_platform_statement(session, identity=identity, now=now)
    return render_template(
        "platform/show.html",
        statement=statement,
        findings=find_platform_findings(session, identity=identity),
        may_state=allowed(Permission.PLATFORM_STATE, identity),
        accepted=ACCEPTED,
    )


@pages.post("")
@act(again=show)
def keep(*, session: Any, identity: Any, now: Any) -> Any:
    """A file that is not chosen anew stays."""
    require(Permission.PLATFORM_STATE, identity)
    platform = lock_platform(session)
    stands = current_statement(session)
    require_version(stands)
    files = [f"{which}_id" for which in SHOWN_FILES]
    given = load(KeepPlatformStatementSchema(), without=tuple(files))
    for name in files:
        sent = sent_evidence(session, identity=identity, now=now, field=name)
        given[name] = sent or getattr(stands, name)
    keep_platform_statement(
        session, platform=platform, statement=stands, given=given, identity=identity, now=now
    )
    flash(_("What you stated is on record."))
    return redirect(url_for("platform_pages.show"), 303)


@pages.get("/files/<any(business_licence,service_agreement):which>")
@public_page
def shown(*, which: str, session: Any, identity: Any, now: Any) -> Any:
    """The business licence or the agreement, for everybody."""
    return file_page(find_shown_file(session, which))
