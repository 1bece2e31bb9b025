"""The record of the effect on competition (竞争影响说明): written while open, then read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import GroupBuyState
from marketplace.i18n.competition_texts import suggested
from marketplace.models import GroupBuy
from marketplace.schemas.competition_records import SignCompetitionRecordSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.create_group_buy import find_draft
from marketplace.services.find_competition_record import find_legal_review, record_of
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.sign_competition_record import sign_competition_record
from marketplace.web.call import act, page
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version
from marketplace.web.language import spoken

pages = Blueprint(
    "competition_record_pages",
    __name__,
    url_prefix="/group-buys/<uuid:group_buy_id>/competition-record",
)


@pages.get("")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.STATEMENT_READ)
    kept = record_of(session, group_buy, now)
    return render_template(
        "group_buys/competition_record.html",
        group_buy=group_buy,
        kept=kept,
        begun=None if kept.version else suggested(kept.figures, spoken()),
        may_sign=_may_sign(group_buy, identity),
        accepted=ACCEPTED,
    )


@pages.post("")
@act(again=show)
def sign(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    group_buy = find_draft(session, group_buy_id, identity)
    kept = record_of(session, group_buy, now)
    require_version(kept)
    given = load(SignCompetitionRecordSchema(), without=("legal_review_id",))
    sent = sent_evidence(session, identity=identity, now=now, field="legal_review_id")
    given["legal_review_id"] = sent or kept.legal_review_id
    sign_competition_record(
        session, group_buy=group_buy, kept=kept, given=given, identity=identity, now=now
    )
    flash(_("The record is signed."))
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)


@pages.get("/legal-review")
@page
def legal_review(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_legal_review(session, group_buy_id, identity, now))


def _may_sign(group_buy: GroupBuy, identity: Any) -> bool:
    gathering = group_buy.state == GroupBuyState.OPEN
    return gathering and allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy)
