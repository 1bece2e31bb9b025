"""API: screens at the opening, a reviewer's decisions, and the hearings of bidders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.schemas import screens as schemas
from marketplace.schemas.oversight_sheets import SCREEN_SHEET
from marketplace.services.decide_screen import decide_screen
from marketplace.services.desk_orders import SCREENS
from marketplace.services.desk_rows import hit_rows
from marketplace.services.find_screens import (
    find_screen_hit,
    find_screen_of,
    screen_hits,
    seen_hits,
)
from marketplace.services.hear_bidder import ask_bidder, find_hearing, hearings_of, state_case

blp = Blueprint("screens_api", __name__, description="Screens at the opening · 开启核查")
Body = dict[str, Any]
HIT = "/screen-hits/<uuid:hit_id>"
HEARING = "/hearings/<uuid:hearing_id>"


@blp.route("/screen-hits")
@reading
@blp.response(200, schemas.HitSchema(many=True))
@blp.arguments(schemas.ScreenQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_hits(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The findings, the heaviest and oldest first, for reviewers and observers."""
    found, headers = page(session, _asked(identity, **chosen), **paging)
    return seen_hits(session, found), headers


@blp.route(f"/screen-hits.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.ScreenQuerySchema, location="query", unknown="exclude")
def get_hit_sheet(asked: Body, form: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = hit_rows(session, _asked(identity, **asked), asked_language())
    return desk_sheet(found, SCREEN_SHEET, "screens", form)


def _asked(identity: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(screen_hits(identity, **chosen), sort, SCREENS)


@blp.route(HIT)
@reading
@blp.response(200, schemas.HitSchema)
def get_hit(hit_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One finding with its figures, its source, what bidders said and what was decided."""
    return find_screen_hit(session, hit_id=hit_id, identity=identity)


@blp.route(HIT + "/decisions", methods=["POST"])
@creating
@blp.response(201, schemas.HitSchema)
@blp.arguments(schemas.NewScreenDecisionSchema)
def post_decision(body: Body, hit_id: UUID, **call: Any) -> Any:
    """Decide with a reason: `released` frees the award, `upheld` keeps it held, `set_aside`
    leaves quotes out of it, of deemed facts and after a hearing.
    """
    decide_screen(hit_id=hit_id, **body, **call)
    return find_screen_hit(call["session"], hit_id=hit_id, identity=call["identity"])


@blp.route(HIT + "/hearings", methods=["POST"])
@creating
@blp.response(201, schemas.HearingSchema)
@blp.arguments(schemas.NewHearingSchema)
def post_hearing(body: Body, hit_id: UUID, **call: Any) -> Any:
    """Ask a bidder of the finding to state its case; it reads the question alone."""
    hearing = ask_bidder(hit_id=hit_id, config=runtime().config, **body, **call)
    return hearing, {"Location": f"/api/v1/hearings/{hearing.id}"}


@blp.route("/hearings")
@reading
@blp.response(200, schemas.HearingSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_hearings(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """What your organisation was asked; reviewers and observers read all, newest first."""
    return page(session, hearings_of(identity), **paging)


@blp.route(HEARING)
@reading
@blp.response(200, schemas.HearingSchema)
def get_hearing(hearing_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One hearing."""
    return find_hearing(session, hearing_id=hearing_id, identity=identity)


@blp.route(HEARING + "/statement", methods=["POST"])
@creating
@blp.response(200, schemas.HearingSchema)
@blp.arguments(schemas.NewStatementSchema)
def post_statement(body: Body, hearing_id: UUID, **call: Any) -> Any:
    """State your case, once, before the due time."""
    return state_case(hearing_id=hearing_id, **body, **call)


@blp.route("/rfqs/<uuid:rfq_id>/screen")
@reading
@blp.response(200, schemas.ScreenSchema)
def get_screen(rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Whether the award is held, and by what kind of sign; figures are for reviewers."""
    return find_screen_of(session, rfq_id=rfq_id, identity=identity)
