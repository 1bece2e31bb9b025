"""Award computations: how far they are, stopping them, and their documents to save."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.services.cancel_solve import cancel_solve, cancel_solves
from marketplace.services.find_awards import find_solve
from marketplace.services.find_certificate import find_certificate
from marketplace.services.find_progress import find_progress
from marketplace.web.call import act, page, runtime
from marketplace.web.language import spoken
from marketplace.web.pages.award_room import show
from marketplace.web.running_solves import running

pages = Blueprint("solve_pages", __name__)
ROOM = "/rfqs/<uuid:rfq_id>/award-room"


@pages.get(ROOM + "/progress")
@page
def progress(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """How far the computations are, for the page's own polling; 304 while nothing has changed."""
    working = find_progress(session, rfq_id=rfq_id, identity=identity)
    tag = f"{working.tag}.{spoken()}"
    if tag in request.if_none_match:
        answer = Response(status=304)
    else:
        answer = Response(render_template("award_room/_progress.html", **running(working)))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@pages.post(ROOM + "/cancel")
@act(again=show)
def cancel_all(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Whatever runs or waits."""
    cancel_solves(session, rfq_id=rfq_id, identity=identity, now=now)
    return _stopped(rfq_id)


@pages.post(ROOM + "/solves/<uuid:solve_id>/cancel")
@act(again=lambda rfq_id, solve_id: show(rfq_id=rfq_id))
def cancel(*, rfq_id: UUID, solve_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    cancel_solve(session, solve_id=solve_id, identity=identity, now=now)
    return _stopped(rfq_id)


def _stopped(rfq_id: UUID) -> Any:
    flash(_("Stopped; nothing of it is kept."))
    return redirect(url_for("award_room.show", rfq_id=rfq_id), 303)


@pages.get("/solves/<uuid:solve_id>/problem.json")
@page
def problem(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The award-problem/1, for `python -m pricing award` and `verify`."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    return _download(jsonify(solve.problem), f"award-problem-{solve.id}.json")


@pages.get("/solves/<uuid:solve_id>/result.json")
@page
def result(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The award-result/1; not there before it is solved."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    if solve.result is None:
        raise NotFound()
    return _download(jsonify(solve.result), f"award-result-{solve.id}.json")


@pages.get("/solves/<uuid:solve_id>/certificate.json")
@page
def certificate(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Response:
    """The proof of the result's bound, for `verify --certificate`; named after its problem."""
    found = find_certificate(
        session, solve_id=solve_id, storage=runtime().storage, identity=identity
    )
    answer = Response(found.unpacked, mimetype="application/json")
    return _download(answer, f"award-certificate-{found.solve_id}.json")


def _download(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
