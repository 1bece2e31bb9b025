"""Why an award is as it is: asked for in the award room, each line on a page of its own."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for

from marketplace.services.find_explanation import find_line_explained
from marketplace.services.request_explanation import request_explanation
from marketplace.web import award_charts
from marketplace.web.call import act, page, runtime
from marketplace.web.language import in_language
from marketplace.web.line_words import effects, signed, summary, ties_broken, verdict_words
from marketplace.web.pages.award_room import show
from marketplace.web.scenario_words import scenario_name

pages = Blueprint("explanation_pages", __name__)


@pages.post("/rfqs/<uuid:rfq_id>/award-room/solves/<uuid:solve_id>/explain")
@act(again=lambda rfq_id, solve_id: show(rfq_id=rfq_id))
def explain(*, rfq_id: UUID, solve_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    request_explanation(session, solve_id=solve_id, jobs=runtime().jobs, identity=identity, now=now)
    to = url_for("award_room.show", rfq_id=rfq_id, solve=solve_id, _anchor="reasons-head")
    return redirect(to, 303)


@pages.get("/solves/<uuid:solve_id>/lines/<reference>")
@page
def line(*, solve_id: UUID, reference: str, session: Any, identity: Any, now: Any) -> str:
    """One line: what it would cost at every carrier, and what moving it would change."""
    found = find_line_explained(session, solve_id=solve_id, reference=reference, identity=identity)
    names = {code: in_language(one, "name") for code, one in found.carriers.items()}
    tied = not ties_broken(found.solve.result or {"status": "feasible"})
    return render_template(
        "award_room/line.html",
        found=found,
        solve=found.solve,
        rfq=found.solve.rfq,
        scenario=scenario_name(found.solve.scenario, found.solve.parameters, names),
        names=names,
        colours=award_charts.colours(list(found.carriers)),
        summary=summary(found.options, names, tied=tied),
        verdict_words=partial(verdict_words, tied=tied),
        effects=lambda option: list(effects(option, found.rules, names)),
        signed=signed,
    )
