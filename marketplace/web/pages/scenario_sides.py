"""A few scenarios of the organiser's choice side by side: lots, companies, extra cost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_scenarios import find_scenarios
from marketplace.web import award_charts
from marketplace.web.call import page
from marketplace.web.language import in_language
from marketplace.web.scenario_charts import scenario_bars
from marketplace.web.scenario_sides import MOST, choose, same_awards, side_by_side
from marketplace.web.scenario_words import change_word, scenario_name

pages = Blueprint("side_pages", __name__)


@pages.get("/rfqs/<uuid:rfq_id>/award-room/compare")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """`?side=` names the solves, each once; MOST of them at most."""
    comparison = find_scenarios(session, rfq_id=rfq_id, identity=identity)
    chosen = choose(comparison, request.args.getlist("side"))
    names = {code: in_language(one, "name") for code, one in comparison.carriers.items()}
    return render_template(
        "award_room/sides.html",
        rfq=comparison.rfq,
        comparison=comparison,
        sides=side_by_side(comparison, chosen),
        solved=[one for one in comparison.scenarios if one.solved],
        doubles=same_awards(comparison.scenarios),
        most=MOST,
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, comparison.rfq.group_buy),
        bars=scenario_bars(chosen),
        drawing_height=award_charts.height,
        names=names,
        colours=award_charts.colours(list(comparison.carriers)),
        called=lambda seen: scenario_name(seen.scenario.name, seen.scenario.parameters, names),
        change_word=change_word,
    )
