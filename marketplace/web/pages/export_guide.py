"""The guided self-check: a few questions a page, saved as one goes, no script needed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.data_export.guide import BY_NAME, STEPS, Step, next_step
from marketplace.domain.compliance.data_export.questions import Question
from marketplace.domain.compliance.data_export.words import CHOICES, NO, UNKNOWN, YES
from marketplace.domain.working_days import local_day
from marketplace.errors import Fault, Invalid
from marketplace.schemas.data_exports import ExportFactsSchema
from marketplace.security.permissions import Permission
from marketplace.services.check_data_export import COUNTS, record_draft
from marketplace.services.find_data_exports import find_data_export
from marketplace.services.find_negative_lists import edition_in_force, list_in_force
from marketplace.services.save_export_answers import facts_of, save_export_answers
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.typed import show_again

pages = Blueprint("export_guide_pages", __name__, url_prefix="/data-export/<uuid:export_id>")


@pages.get("/check")
@page
def begin(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """To the first question that is open, else to the review."""
    export = _own(session, export_id, identity)
    return redirect(_place(export_id, next_step(facts_of(export.draft))), 303)


@pages.get("/questions/<step>")
@page
def questions(*, export_id: UUID, step: str, session: Any, identity: Any, now: Any) -> str:
    export = _own(session, export_id, identity)
    return _questions(session, export, _step(step), now)


@pages.post("/questions/<step>")
@act(again=questions)
def save(*, export_id: UUID, step: str, session: Any, identity: Any, now: Any) -> Any:
    """Keep every answer that can be read; one that cannot is shown again and spoils no other."""
    asked = _step(step)
    answers, faults = _read(asked)
    export = save_export_answers(
        session, export_id=export_id, answers=answers, identity=identity, now=now
    )
    if faults:
        show_again(request.form, faults)
        return _questions(session, export, asked, now), Invalid.status
    following = next_step(facts_of(export.draft), asked.name)
    return redirect(_place(export_id, following), 303)


@pages.get("/review")
@page
def review(*, export_id: UUID, session: Any, identity: Any, now: Any) -> str:
    export = _own(session, export_id, identity)
    facts = facts_of(export.draft)
    return render_template(
        "data_export/review.html",
        export=export,
        steps=STEPS,
        answer=_answer(session, export, now),
        following=next_step(facts),
    )


@pages.post("/review")
@act(again=review)
def record(*, export_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    made = {"jobs": runtime().jobs, "identity": identity, "now": now}
    record_draft(session, export_id=export_id, **made)
    flash(_("The answer is recorded."))
    return redirect(url_for("data_export_pages.show", export_id=export_id), 303)


def _own(session: Any, export_id: UUID, identity: Any) -> Any:
    return find_data_export(
        session, export_id, identity=identity, permission=Permission.DATA_EXPORT_MANAGE
    )


def _step(name: str) -> Step:
    if name not in BY_NAME:
        raise NotFound()
    return BY_NAME[name]


def _place(export_id: UUID, step: Step | None) -> str:
    if step is None:
        return url_for("export_guide_pages.review", export_id=export_id)
    return url_for("export_guide_pages.questions", export_id=export_id, step=step.name)


def _read(step: Step) -> tuple[dict[str, Any], list[Fault]]:
    """The answers by fact, None for those not known yet, and what could not be read."""
    answers: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in step.facts:
        try:
            answers |= load(ExportFactsSchema(only=(name,)))
        except Invalid as refused:
            faults += refused.faults
    return answers, faults


def _questions(session: Any, export: Any, step: Step, now: Any) -> str:
    return render_template(
        "data_export/questions.html",
        export=export,
        step=step,
        number=STEPS.index(step) + 1,
        steps=STEPS,
        answer=_answer(session, export, now),
        options=options,
        is_count=lambda question: question.fact in COUNTS,
        year=local_day(now).year,
        in_force=list_in_force(session, local_day(now)) if step.name == "zone" else None,
    )


def options(question: Question) -> list[tuple[str, str]]:
    """What can be chosen; the last, an empty value, is "not known yet"."""
    named = CHOICES.get(question.fact) or {"true": YES, "false": NO}
    found = [(code, text.in_language(spoken())) for code, text in named.items()]
    return [*found, ("", UNKNOWN.in_language(spoken()))]


def _answer(session: Any, export: Any, now: Any) -> dict[str, Any]:
    """What follows from the answers so far."""
    today = local_day(now)
    loaded = edition_in_force(session, today) is not None
    return answer(facts_of(export.draft), today, list_loaded=loaded).as_dict()
