"""The award notice: winners, totals, standstill and complaints, for all who may see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.schemas.award_complaints import ComplaintAnswerSchema, NewAwardComplaintSchema
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.answer_award_complaint import answer_award_complaint
from marketplace.services.file_award_complaint import file_award_complaint, may_complain
from marketplace.services.find_awards import find_award
from marketplace.services.find_notice import Notice, find_notice, visible_notices
from marketplace.services.withdraw_award_complaint import withdraw_award_complaint
from marketplace.web import award_charts
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.language import in_language
from marketplace.web.listing import listing
from marketplace.web.scenario_words import (
    decision_choices,
    effect_choices,
    effect_words,
    scenario_name,
)

pages = Blueprint("notice_pages", __name__, url_prefix="/notices")
COMPLAINT = "/<uuid:award_id>/complaints/<uuid:complaint_id>"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_notices(identity))
    return render_template("notices/listing.html", page=found, now=now)


pages.add_url_rule("", "listing", listed)


@pages.get("/<uuid:award_id>")
@page
def show(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    notice = find_notice(session, award_id=award_id, identity=identity)
    return render_template(
        "notices/show.html",
        notice=notice,
        scenario=_scenario(notice),
        has_part=_has_part(session, award_id, identity),
        may_complain=may_complain(session, award_id=award_id, identity=identity, now=now),
        may_answer=allowed(Permission.AWARD_COMPLAINT_ANSWER, identity, notice.group_buy),
        effect_words=effect_words,
        drawing=award_charts,
        now=now,
    )


def _scenario(notice: Notice) -> str:
    names = {one.uscc: in_language(one, "name") for one in notice.left_out}
    return scenario_name(notice.scenario, notice.parameters, names)


def _has_part(session: Session, award_id: UUID, identity: Identity) -> bool:
    """Whether the reader has lines of its own, or all lines, to look at."""
    try:
        find_award(session, award_id=award_id, identity=identity)
    except NotFound:
        return False
    return True


@pages.post("/<uuid:award_id>/complaints")
@act(again=show)
def complain(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    data = load(NewAwardComplaintSchema())
    file_award_complaint(session, award_id=award_id, identity=identity, now=now, **data)
    flash(_("Your complaint is filed and the standstill stands still until it is answered."))
    return _to_complaints(award_id)


@pages.post(COMPLAINT + "/withdraw")
@act(again=lambda complaint_id, **about: show(**about))
def withdraw(*, award_id: UUID, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_award_complaint(session, complaint_id=complaint_id, identity=identity, now=now)
    flash(_("Your complaint is withdrawn."))
    return _to_complaints(award_id)


@pages.get(COMPLAINT + "/answer")
@page
def ask_answer(*, award_id: UUID, complaint_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The complaint with the form of its answer, for those who may give it."""
    notice = find_notice(session, award_id=award_id, identity=identity)
    found = [c for c in notice.complaints if c.id == complaint_id and not c.own]
    if not found or not allowed(Permission.AWARD_COMPLAINT_ANSWER, identity, notice.group_buy):
        raise NotFound()
    return render_template(
        "notices/answer.html",
        notice=notice,
        complaint=found[0],
        decisions=decision_choices(),
        effects=effect_choices(),
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, notice.group_buy),
    )


@pages.post(COMPLAINT + "/answer")
@act(again=ask_answer)
def answer(*, award_id: UUID, complaint_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    data = load(ComplaintAnswerSchema())
    answer_award_complaint(
        session,
        complaint_id=complaint_id,
        config=runtime().config,
        identity=identity,
        now=now,
        **data,
    )
    flash(_("The complaint is answered; all concerned are told."))
    return _to_complaints(award_id)


def _to_complaints(award_id: UUID) -> Any:
    return redirect(url_for("notice_pages.show", award_id=award_id, _anchor="complaints"), 303)
