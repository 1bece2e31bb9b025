"""Who may compute and award, who reads what of it, and who decides a line."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.quotes import READERS, all_actors
from tests.api.access_rows.rfqs import INVITED, MEMBER, ORGANISER, never_invited
from tests.api.access_table import OVERSEERS, SIGNED_IN, Row, World
from tests.factories.certified import certify
from tests.factories.explained import explain
from tests.factories.locked import Awarded, Opened

PARTIES = READERS | MEMBER | INVITED
SEEN = dict.fromkeys(OVERSEERS, 403)
RFQ, AWARD = "/rfqs/<uuid:rfq_id>", "/awards/<uuid:award_id>"
LINE = "/award-lines/<uuid:award_line_id>"
UNDECIDED: dict[str, Any] = {"fill": {"rfq_id": "undecided_rfq_id"}}


def prepare(world: World) -> None:
    undecided = Opened(world.people, None, [{}], **all_actors(world))
    awarded = Awarded(world.people, None, [{}], **all_actors(world))
    for rfq_id in (undecided.rfq["id"], awarded.rfq["id"]):
        never_invited(world, rfq_id)
    world["undecided_rfq_id"] = undecided.rfq["id"]
    world["solve_id"] = undecided.solve()
    certify(world.app, world["solve_id"])
    explain(world.app, undecided.park, world["solve_id"])
    world["reference"] = "L0001"
    world["award_id"] = awarded.award_["id"]
    world["award_line_id"] = awarded.line_of(awarded.members[0])["id"]


def by_solve(world: World) -> dict[str, Any]:
    return {"solve_id": world["solve_id"]}


ROWS = [
    Row("POST", RFQ + "/solves", ORGANISER, but=SEEN, **UNDECIDED),
    Row("GET", RFQ + "/solves", READERS, **UNDECIDED),
    Row("GET", "/solves/<uuid:solve_id>", READERS),
    Row("GET", "/solves/<uuid:solve_id>/problem", READERS),
    Row("GET", "/solves/<uuid:solve_id>/progress", READERS),
    Row("GET", "/solves/<uuid:solve_id>/certificate", READERS),
    Row("POST", "/solves/<uuid:solve_id>/cancel", ORGANISER, but=SEEN),
    Row("POST", "/solves/<uuid:solve_id>/explanation", ORGANISER, but=SEEN),
    Row("GET", "/solves/<uuid:solve_id>/explanation", READERS),
    Row("GET", "/solves/<uuid:solve_id>/explanation/lines/<reference>", READERS),
    Row("GET", "/solves/<uuid:solve_id>/tier-breaks", READERS),
    Row("POST", RFQ + "/awards", ORGANISER, but=SEEN, body=by_solve, **UNDECIDED),
    Row("GET", "/awards", SIGNED_IN),
    Row("GET", AWARD, PARTIES),
    Row("GET", AWARD + "/lines", PARTIES),
    Row("GET", AWARD + "/notice", PARTIES | OVERSEERS),
    Row("GET", LINE, PARTIES),
    Row("POST", LINE + "/accept", MEMBER),
    Row("POST", LINE + "/decline", MEMBER, body={"reason": "x"}),
    Row("POST", AWARD + "/settle", ORGANISER, but=SEEN),
]
