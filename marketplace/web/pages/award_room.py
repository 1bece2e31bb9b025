"""The award room: ask for the cheapest award, follow the computation, publish the result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import RfqState, SolveState
from marketplace.errors import NotFound
from marketplace.schemas.awards import NewAwardSchema
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.award_lines import award_lines
from marketplace.services.find_awards import find_solve, solves_of
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.find_solution import find_solution, solution_lines, solved
from marketplace.services.request_solve import request_solve
from marketplace.web import award_charts
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.language import in_language
from marketplace.web.listing import listing
from marketplace.web.pages.rfq_room import standing_award
from marketplace.web.reasons import told, why_left_out
from marketplace.web.words import word

pages = Blueprint("award_room", __name__)
MOST_SOLVES = 20


@pages.get("/rfqs/<uuid:rfq_id>/award-room")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    rfq = find_rfq(session, rfq_id=rfq_id, identity=identity)
    require(Permission.AWARD_READ, identity, rfq.group_buy)
    query = solves_of(session, rfq_id=rfq_id, identity=identity).limit(MOST_SOLVES)
    solves = session.scalars(query).all()
    solve = _chosen(solves)
    return render_template(
        "award_room/show.html",
        rfq=rfq,
        solves=solves,
        solve=solve,
        award=standing_award(session, rfq, identity),
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
        and rfq.state == RfqState.OPENED,
        told=told,
        now=now,
        **_weighed(session, solve, identity),
    )


def _chosen(solves: Any) -> Any:
    """The solve that `?solve=` asks for, else the newest; None before the first."""
    wanted = request.args.get("solve")
    return next((s for s in solves if str(s.id) == wanted), solves[0] if solves else None)


def _weighed(session: Any, solve: Any, identity: Any) -> dict[str, Any]:
    """The solution with its drawings and a page of its lines."""
    if solve is None or solve.state != SolveState.SOLVED:
        return {"solution": None}
    solution = find_solution(session, solve_id=solve.id, identity=identity)
    if solution is None:
        return {"solution": None}
    found = listing(session, solution_lines(solution))
    found.things[:] = solved(solution, found.things)
    names = {code: in_language(one, "name") for code, one in solution.carriers.items()}
    winners = [share.carrier for share in solution.reading.winners]
    return {
        "solution": solution,
        "page": found,
        "names": names,
        "colours": award_charts.colours(winners),
        "drawing": award_charts,
        "why": lambda line: why_left_out(line.why, names.get(line.why.carrier, "")),
    }


@pages.post("/rfqs/<uuid:rfq_id>/award-room/solves")
@act(again=show)
def compute(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    request_solve(session, rfq_id=rfq_id, jobs=runtime().jobs, identity=identity, now=now)
    return redirect(url_for("award_room.show", rfq_id=rfq_id), 303)


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


@pages.get("/solves/<uuid:solve_id>/progress")
@page
def progress(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """How far a computation is, for the page's own polling."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    seconds = int(((solve.solved_at or now) - solve.requested_at).total_seconds())
    answer = jsonify(state=solve.state, text=word("solve", solve.state), seconds=seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/solves/<uuid:solve_id>/problem.json")
@page
def problem(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The award-problem/1, for `python -m pricing award` and `verify`."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    return _download(solve.problem, f"award-problem-{solve.id}.json")


@pages.get("/solves/<uuid:solve_id>/result.json")
@page
def result(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The award-result/1; not there before it is solved."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    if solve.result is None:
        raise NotFound()
    return _download(solve.result, f"award-result-{solve.id}.json")


def _download(document: Any, name: str) -> Response:
    answer = jsonify(document)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
