"""What changes an RFQ: amendment, re-run, its end, and a reviewer's leave to open few quotes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import RfqProfile
from marketplace.models import Rfq
from marketplace.schemas.rfq_talk import NewAmendmentSchema, RfqReasonSchema
from marketplace.schemas.rfqs import RerunSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.allow_opening import allow_opening
from marketplace.services.amend_rfq import amend_rfq, least_due_at
from marketplace.services.fail_rfq import fail_rfq
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.open_quotes import may_be_allowed
from marketplace.services.preview_rfq import invited_carriers
from marketplace.services.put_rfq import least_quotes
from marketplace.services.rerun_rfq import rerun_rfq
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load, require_version

pages = Blueprint("rfq_change_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>")


def least_of_profiles() -> dict[str, int]:
    """How many quotes each profile needs here."""
    return {str(profile): least_quotes(profile, runtime().config) for profile in RfqProfile}


def _rfq(session: Any, rfq_id: UUID, identity: Any, permission: Permission) -> Rfq:
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    require(permission, identity, rfq.group_buy)
    return rfq


@page
def ask_amend(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = _rfq(session, rfq_id, identity, Permission.RFQ_ORGANISE)
    return render_template(
        "rfq_talk/amend.html",
        rfq=rfq,
        lines=every_rfq_line(session, rfq_id=rfq_id, identity=identity),
        least_due_at=least_due_at(now, runtime().config),
    )


@page
def ask_rerun(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = _rfq(session, rfq_id, identity, Permission.RFQ_ORGANISE)
    return render_template("rfq_talk/rerun.html", rfq=rfq, least=least_of_profiles())


@page
def ask_end(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = _rfq(session, rfq_id, identity, Permission.RFQ_ORGANISE)
    return render_template("rfq_talk/end.html", rfq=rfq)


@page
def ask_allow(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = _rfq(session, rfq_id, identity, Permission.RFQ_ALLOW)
    return render_template(
        "rfq_talk/allow.html",
        rfq=rfq,
        invited=len(invited_carriers(session, rfq_id=rfq_id, identity=identity)),
        may_be_allowed=may_be_allowed(rfq),
    )


for path, name, view in (
    ("/amend", "amend_form", ask_amend),
    ("/rerun", "rerun_form", ask_rerun),
    ("/end", "end_form", ask_end),
    ("/allow", "allow_form", ask_allow),
):
    pages.add_url_rule(path, name, view)


@pages.post("/amend")
@act(again=ask_amend)
def amend(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    require_version(_rfq(session, rfq_id, identity, Permission.RFQ_ORGANISE))
    said = load(NewAmendmentSchema())
    config = runtime().config
    amend_rfq(session, rfq_id=rfq_id, config=config, identity=identity, now=now, **said)
    flash(_("Amended. Every quote received is void, and all invited carriers are told."))
    return _to(rfq_id)


@pages.post("/rerun")
@act(again=ask_rerun)
def rerun(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said = load(RerunSchema())
    config = runtime().config
    rfq = rerun_rfq(session, rfq_id=rfq_id, config=config, identity=identity, now=now, **said)
    flash(_("Asked again. All licensed carriers are invited anew."))
    return _to(rfq.id)


@pages.post("/end")
@act(again=ask_end)
def end(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    fail_rfq(session, rfq_id=rfq_id, identity=identity, now=now, **load(RfqReasonSchema()))
    flash(_("The request has ended without an award; everyone is told."))
    return _to(rfq_id)


@pages.post("/allow")
@act(again=ask_allow)
def allow(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    held, said = runtime(), load(RfqReasonSchema())
    allow_opening(
        session,
        rfq_id=rfq_id,
        config=held.config,
        jobs=held.jobs,
        identity=identity,
        now=now,
        **said,
    )
    flash(_("Decided, with your reason on record."))
    return _to(rfq_id)


def _to(rfq_id: UUID) -> Any:
    return redirect(url_for("rfq_room.show", rfq_id=rfq_id), 303)
