"""Questions to the organiser of a group buy: asked before the lock, read by all who may join."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.schemas.group_buy_talk import MemberAnswerSchema, NewMemberQuestionSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.answer_member import answer_member
from marketplace.services.ask_organiser import ask_organiser
from marketplace.services.find_group_buy_talk import as_asked, questions_of, takes_questions
from marketplace.services.find_group_buys import find_group_buy
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint(
    "group_buy_question_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/questions"
)


@page
def listed(
    *, group_buy_id: UUID, question_id: UUID | None = None, session: Any, identity: Any, now: Any
) -> str:
    """All questions; `question_id`: of an answer that was refused, which stays in its form."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    found = listing(session, questions_of(group_buy_id))
    found.things[:] = as_asked(found.things, group_buy, identity)
    asking = takes_questions(group_buy, now)
    return render_template(
        "group_buys/questions.html",
        group_buy=group_buy,
        page=found,
        refused=question_id,
        may_ask=asking and allowed(Permission.GROUP_BUY_JOIN, identity, group_buy),
        may_answer=allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy),
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def ask(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    asked = load(NewMemberQuestionSchema())
    ask_organiser(session, group_buy_id=group_buy_id, identity=identity, now=now, **asked)
    flash(_("Asked. You are told when the organiser has answered."))
    return _to(group_buy_id)


@pages.post("/<uuid:question_id>")
@act(again=listed)
def answer(*, group_buy_id: UUID, question_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said = load(MemberAnswerSchema())
    answer_member(session, question_id=question_id, identity=identity, now=now, **said)
    flash(_("Answered, for every company that may join."))
    return _to(group_buy_id)


def _to(group_buy_id: UUID) -> Any:
    return redirect(url_for("group_buy_question_pages.listing", group_buy_id=group_buy_id), 303)
