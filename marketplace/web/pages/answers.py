"""A member's answers to its awarded lines, all in one form, and the contracts they lead to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.contract_document import printed
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.schemas.acceptance import AnswersSchema
from marketplace.services.answer_award_lines import Answer, answer_award_lines
from marketplace.services.decide_award_line import accept_pending_lines
from marketplace.services.find_awards import find_award
from marketplace.services.render_contract import facts_of
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.pages.acceptance import own, own_lines, previews, to

pages = Blueprint("answer_pages", __name__, url_prefix="/awards/<uuid:award_id>/lines")


@pages.post("/answers")
@act(again=own)
def answer(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Every line of the page that has an answer; all of them are kept, or none."""
    said = [_answer(row) for row in load(AnswersSchema())["answers"]]
    given = answer_award_lines(session, award_id=award_id, answers=said, identity=identity, now=now)
    flash(_told(given))
    return to(award_id, session, identity)


def _answer(row: dict[str, Any]) -> Answer | None:
    said = row["answer"]
    if said is None:
        return None
    taken = said if isinstance(said, UUID) else None
    return Answer(
        row["award_line_id"],
        accept=said == "accept",
        carrier_id=taken,
        consent=taken is not None and taken in row["consents"],
        reason=row["reason"] or None if said == "decline" else None,
    )


def _told(given: int) -> str:
    if not given:
        return _("Nothing was changed: your answers are kept as they were.")
    return ngettext(
        "One answer is kept. You may change it until the window closes.",
        "%(num)s answers are kept. You may change them until the window closes.",
        given,
    )


@pages.post("/accept")
@act(again=own)
def accept_all(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    count = accept_pending_lines(session, award_id=award_id, identity=identity, now=now)
    flash(ngettext("One line accepted.", "%(num)s lines accepted.", count))
    return to(award_id, session, identity)


@pages.get("/contracts")
@page
def preview(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """What the contracts would say if they were drawn from the answers that stand."""
    award = find_award(session, award_id=award_id, identity=identity)
    if identity.kind != OrganisationKind.ENTERPRISE:
        raise NotFound()
    found = previews(session, award, identity, now) if award.settled_at is None else []
    return render_template(
        "acceptance/preview.html",
        award=award,
        back=own_lines(award, identity),
        texts=[{"id": c.carrier_id, "text": printed(facts_of(c), spoken())} for c in found],
    )
