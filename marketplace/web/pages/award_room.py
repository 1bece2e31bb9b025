"""The award room: ask for the cheapest award, follow the computation, publish the result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import RfqState, SolveState
from marketplace.domain.scenarios import ScenarioName
from marketplace.domain.working_days import award_windows
from marketplace.schemas.awards import NewAwardSchema
from marketplace.schemas.scenarios import NewScenariosSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.award_lines import award_lines
from marketplace.services.find_awards import solves_of
from marketplace.services.find_explanation import explanation_of
from marketplace.services.find_fallbacks import find_fallbacks
from marketplace.services.find_progress import find_progress, find_solve_progress
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.find_scenarios import Comparison, find_scenarios
from marketplace.services.find_screens import find_screen
from marketplace.services.find_solution import (
    NOBODY,
    Solution,
    find_solution,
    solution_lines,
    solved,
)
from marketplace.services.find_superseded import find_superseded, needs_rerun
from marketplace.services.find_tier_breaks import breaks_of
from marketplace.services.request_next_best import request_next_best
from marketplace.services.request_scenarios import request_scenarios
from marketplace.services.request_solve import request_solve
from marketplace.web import award_charts
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.language import in_language
from marketplace.web.listing import listing
from marketplace.web.pages.rfq_room import standing_award
from marketplace.web.reasons import told, why_left_out
from marketplace.web.rule_costs import cost_rows
from marketplace.web.rule_words import rule_words
from marketplace.web.running_solves import running, searched
from marketplace.web.scenario_charts import scenario_bars
from marketplace.web.scenario_sides import same_awards
from marketplace.web.scenario_words import change_word, named, scenario_name
from marketplace.web.words_screens import screen_name

pages = Blueprint("award_room", __name__)
MOST_SOLVES = 60


@pages.get("/rfqs/<uuid:rfq_id>/award-room")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    require(Permission.AWARD_READ, identity, rfq.group_buy)
    comparison = find_scenarios(session, rfq_id=rfq_id, identity=identity)
    query = solves_of(session, rfq_id=rfq_id, identity=identity).limit(MOST_SOLVES)
    solves = session.scalars(query).all()
    superseded = find_superseded(session, rfq_id)
    shortfall = superseded is not None and superseded.settled_at is not None
    solve = _chosen(solves, comparison, shortfall=shortfall)
    config = runtime().config
    return render_template(
        "award_room/show.html",
        rfq=rfq,
        comparison=comparison,
        solves=solves,
        solve=solve,
        award=standing_award(session, rfq, identity),
        screen=find_screen(session, rfq=rfq, identity=identity),
        screen_name=screen_name,
        screens_read=allowed(Permission.SCREEN_READ, identity),
        superseded=superseded,
        shortfall=shortfall,
        rerun=superseded is not None and needs_rerun(session, superseded),
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
        and rfq.state == RfqState.OPENED,
        stops=allowed(Permission.RFQ_ORGANISE, identity, rfq.group_buy),
        tier_breaks=breaks_of(session, solve) if solve else [],
        told=told,
        here=url_for("award_room.show", rfq_id=rfq_id, solve=_asked()),
        solve_asked=_asked(),
        windows=award_windows(now, config.standstill_days, config.acceptance_days),
        now=now,
        **running(find_progress(session, rfq_id=rfq_id, identity=identity)),
        **_scenarios(comparison, solve),
        **_weighed(session, solve, identity, comparison),
    )


def _asked() -> str | None:
    """Of `?solve=`, or of the form that was sent to publish it."""
    return request.args.get("solve") or request.form.get("solve_id")


def _chosen(solves: Any, comparison: Comparison, *, shortfall: bool) -> Any:
    """The solve that was asked for, else the first scenario that is solved, else the newest.

    After a shortfall there is only the re-award to be published.
    """
    found = [s for s in solves if str(s.id) == _asked()]
    if not found and shortfall:
        found = [s for s in solves if s.scenario == ScenarioName.REAWARD]
    if found:
        return found[0]
    current = [one for one in comparison.scenarios if one.solved] or comparison.scenarios
    if current:
        return current[0].solve
    return solves[0] if solves else None


def _scenarios(comparison: Comparison, solve: Any) -> dict[str, Any]:
    """What the comparison's table and drawing need."""
    known = (*comparison.scenarios, *comparison.next_best)
    chosen = [s for s in known if solve is not None and s.solve.id == solve.id]
    names = {code: in_language(one, "name") for code, one in comparison.carriers.items()}
    return {
        "seen": chosen[0] if chosen else None,
        "stale": solve is not None and not chosen and solve.scenario != ScenarioName.REAWARD,
        "fallbacks": find_fallbacks(comparison, solve) if chosen else [],
        "called_all": lambda codes: named(codes, names),
        "carrier_names": names,
        "carrier_colours": award_charts.colours(list(comparison.carriers)),
        "called": lambda seen: scenario_name(seen.scenario.name, seen.scenario.parameters, names),
        "solve_called": lambda one: scenario_name(one.scenario, one.parameters, names),
        "scenario_bars": scenario_bars,
        "doubles": same_awards(comparison.scenarios),
        "drawing_height": award_charts.height,
        "change_word": change_word,
        "rule_words": rule_words,
    }


def _weighed(session: Any, solve: Any, identity: Any, comparison: Comparison) -> dict[str, Any]:
    """The solution with its drawings and a page of its lines."""
    if solve is None or solve.state != SolveState.SOLVED:
        return {"solution": None}
    solution = find_solution(session, solve_id=solve.id, identity=identity)
    if solution is None:
        return {"solution": None}
    asked = {name: request.args.get(name, "").strip() for name in ("text", "lot", "carrier")}
    found = listing(session, solution_lines(solution, **asked))
    found.things[:] = solved(solution, found.things)
    names = {code: in_language(one, "name") for code, one in solution.carriers.items()}
    everybody = [*comparison.carriers, *solution.carriers]
    return {
        "solution": solution,
        "page": found,
        "asked": asked,
        "lots": [(lot, lot) for lot in solution.reading.by_lot],
        "winners": _winners(solution, names),
        "names": names,
        "colours": award_charts.colours(list(dict.fromkeys(everybody))),
        "drawing": award_charts,
        "explained": explanation_of(session, solution.solve),
        "cost_rows": lambda costs: cost_rows(costs, names),
        "searched": searched(find_solve_progress(session, solve_id=solve.id, identity=identity)),
        "why": lambda line: why_left_out(line.why, names.get(line.why.carrier, "")),
    }


def _winners(solution: Solution, names: dict[str, str]) -> list[tuple[str, str]]:
    """Whose lines can be asked for, with a name; nobody's too where some are left out."""
    won = [(str(one.carrier), names[str(one.carrier)]) for one in solution.reading.winners]
    return [*won, (NOBODY, _("Not awarded"))] if solution.unserved else won


@pages.post("/rfqs/<uuid:rfq_id>/award-room/solves")
@act(again=show)
def compute(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    request_solve(session, rfq_id=rfq_id, jobs=runtime().jobs, identity=identity, now=now)
    return redirect(url_for("award_room.show", rfq_id=rfq_id), 303)


@pages.post("/rfqs/<uuid:rfq_id>/award-room/scenarios")
@act(again=show)
def compare(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Every usual scenario, with the share caps that were typed."""
    caps = load(NewScenariosSchema())["share_caps"]
    request_scenarios(
        session,
        rfq_id=rfq_id,
        share_caps_bps=[cap["at_most_bps"] for cap in caps],
        jobs=runtime().jobs,
        identity=identity,
        now=now,
    )
    return redirect(url_for("award_room.show", rfq_id=rfq_id, _anchor="compared"), 303)


@pages.post("/rfqs/<uuid:rfq_id>/award-room/solves/<uuid:solve_id>/next-best")
@act(again=lambda rfq_id, solve_id: show(rfq_id=rfq_id))
def ask_next_best(*, rfq_id: UUID, solve_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    request_next_best(session, solve_id=solve_id, jobs=runtime().jobs, identity=identity, now=now)
    to = url_for("award_room.show", rfq_id=rfq_id, solve=solve_id, _anchor="fallback-head")
    return redirect(to, 303)


@pages.post("/rfqs/<uuid:rfq_id>/award-room/publish")
@act(again=show)
def publish(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    award = award_lines(
        session,
        rfq_id=rfq_id,
        config=runtime().config,
        identity=identity,
        now=now,
        **load(NewAwardSchema()),
    )
    flash(_("The award is published and the standstill runs."))
    return redirect(url_for("notice_pages.show", award_id=award.id), 303)
