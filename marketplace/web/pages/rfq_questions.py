"""Questions and answers on an RFQ: one page for carriers, organiser and overseers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import RfqState
from marketplace.schemas.rfq_talk import AnswerSchema, NewQuestionSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.answer_question import answer_question
from marketplace.services.ask_question import ask_question
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.find_rfq_talk import find_party_rfq, find_questions
from marketplace.services.find_rfqs import is_invited
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint("rfq_question_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/questions")


@page
def listed(
    *, rfq_id: UUID, question_id: UUID | None = None, session: Any, identity: Any, now: Any
) -> str:
    """All questions; `question_id`: of an answer that was refused, which stays in its form."""
    rfq = find_party_rfq(session, rfq_id=rfq_id, identity=identity)
    questions = find_questions(session, rfq_id=rfq_id, identity=identity)
    found = listing(session, questions.query)
    found.things[:] = questions.seen(found.things)
    quoting = rfq.state == RfqState.QUOTING and now < rfq.quotes_due_at
    asking = quoting and now < (rfq.questions_due_at or rfq.quotes_due_at)
    lines = every_rfq_line(session, rfq_id=rfq_id, identity=identity) if asking else []
    return render_template(
        "rfq_talk/questions.html",
        rfq=rfq,
        page=found,
        refused=question_id,
        lines=[(line.reference, f"{line.reference} · {line.a_building}") for line in lines],
        may_ask=asking and is_invited(session, rfq_id, identity),
        may_answer=quoting and allowed(Permission.RFQ_ORGANISE, identity, rfq.group_buy),
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.post("")
@act(again=listed)
def ask(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    asked = load(NewQuestionSchema())
    ask_question(session, rfq_id=rfq_id, identity=identity, now=now, **asked)
    flash(_("Asked. The answer will be shown to all invited carriers, without your name."))
    return redirect(url_for("rfq_question_pages.listing", rfq_id=rfq_id), 303)


@pages.post("/<uuid:question_id>")
@act(again=listed)
def answer(*, rfq_id: UUID, question_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    said = load(AnswerSchema())
    answer_question(session, question_id=question_id, identity=identity, now=now, **said)
    flash(_("Answered, for all invited carriers."))
    return redirect(url_for("rfq_question_pages.listing", rfq_id=rfq_id), 303)
