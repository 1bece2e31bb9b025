"""An unlawful use of a line in service: a reviewer records on its page what became known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from marketplace.schemas.line_abuses import NewLineAbuseSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_installations import find_installation
from marketplace.services.find_line_abuses import find_abuse_evidence
from marketplace.services.record_line_abuse import record_line_abuse
from marketplace.web.call import act, page
from marketplace.web.evidence_files import file_page, sent_evidence
from marketplace.web.forms import load
from marketplace.web.pages.installation import show

pages = Blueprint("abuse_pages", __name__, url_prefix="/installation")


@pages.post("/lines/<uuid:contract_line_id>/abuses")
@act(again=show)
def record(*, contract_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"contract_line_id": contract_line_id, "identity": identity, "now": now}
    found = find_installation(session, **which)
    require(Permission.ABUSE_RECORD, identity, found.line.contract)
    given = load(NewLineAbuseSchema(), without=("evidence_id",))
    given["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    record_line_abuse(session, **given, **which)
    flash(_("It is on record, and both parties are told."))
    way = url_for("installation_pages.show", contract_line_id=contract_line_id)
    return redirect(way, 303)


@pages.get("/abuses/<uuid:abuse_id>/evidence")
@page
def evidence(*, abuse_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_abuse_evidence(session, abuse_id, identity=identity, now=now))
