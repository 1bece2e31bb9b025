"""Who may do what with group buys, their live price, and a company's own stay in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marketplace.db.session import now_of
from tests.api.access_table import MEMBERS, OVERSEERS, PARKS, SIGNED_IN, Row, World
from tests.factories.demand import LADDER, a_line, publish_prices
from tests.factories.people import Actor
from tests.factories.statements import PLAIN, RECORD, sign_record, stated
from tests.factories.uploads import upload

ORGANISER = frozenset({"park_manager"})
MEMBER = frozenset({"member"})
SEES = ORGANISER | MEMBER | OVERSEERS
"Those to whom an open group buy exists"
GROUP_BUY = "/group-buys/<uuid:group_buy_id>"
STAY = GROUP_BUY + "/participation"
STATEMENT = GROUP_BUY + "/statement"
RECORD_OF = GROUP_BUY + "/competition-record"


def terms(world: World) -> dict[str, Any]:
    with world.database.single_statements() as session:
        locks_at = now_of(session) + timedelta(days=20)
    return {
        "title_zh": "团购",
        "title_en": "Group buy",
        "ladder": LADDER,
        "locks_at": locks_at.isoformat(),
    }


def fresh_draft(world: World, **stated_so: Any) -> str:
    manager = world.actors["park_manager"]
    made = manager.post("/group-buys", json=terms(world))
    return stated(manager, made.json["id"], **stated_so)


def fresh_open(world: World, **stated_so: Any) -> str:
    """An open group buy with the member in it, made for one call."""
    manager = world.actors["park_manager"]
    group_buy_id = fresh_draft(world, **stated_so)
    opened = manager.post(f"/group-buys/{group_buy_id}/open")
    assert opened.status_code == 200, opened.json
    join(world.actors["member"], group_buy_id)
    return group_buy_id


def not_joined(world: World) -> str:
    group_buy_id = fresh_draft(world)
    world.actors["park_manager"].post(f"/group-buys/{group_buy_id}/open")
    return group_buy_id


def join(member: Actor, group_buy_id: str) -> None:
    joined = member.post(f"/group-buys/{group_buy_id}/participation", json=shown_lines())
    assert joined.status_code == 201, joined.json


def shown_lines(_world: World | None = None) -> dict[str, Any]:
    return {"lines": [a_line(price_shown_minor=100_000 + 12 * 2_000_000)]}


def prepare(world: World) -> None:
    publish_prices(world.people, world.actors["carrier"])
    manager = world.actors["park_manager"]
    approval = upload(manager)
    world["group_buy_id"] = fresh_open(world, approval_id=approval)
    signed = sign_record(manager, world["group_buy_id"], legal_review_id=approval)
    assert signed.status_code == 200, signed.json


OPEN: dict[str, Any] = {"fill": {"group_buy_id": fresh_open}}
DRAFT: dict[str, Any] = {"fill": {"group_buy_id": fresh_draft}}
SEEN = dict.fromkeys(SEES, 403)

ROWS = [
    Row("GET", "/group-buys", SIGNED_IN),
    Row("POST", "/group-buys", PARKS | MEMBERS, 403, body=terms),
    Row("GET", GROUP_BUY, SEES),
    Row("PUT", GROUP_BUY, ORGANISER, body=terms, **DRAFT),
    Row("POST", GROUP_BUY + "/open", ORGANISER, **DRAFT),
    Row("GET", STATEMENT, ORGANISER | {"reviewer", "observer"}, but=SEEN),
    Row("PUT", STATEMENT, ORGANISER, body=PLAIN, **DRAFT),
    Row("GET", STATEMENT + "/approval", ORGANISER | {"reviewer", "observer"}, but=SEEN),
    Row("GET", RECORD_OF, ORGANISER | {"reviewer", "observer"}, but=SEEN),
    Row("PUT", RECORD_OF, ORGANISER, but=SEEN, body=RECORD, **OPEN),
    Row("GET", RECORD_OF + "/legal-review", ORGANISER | {"reviewer", "observer"}, but=SEEN),
    Row("POST", GROUP_BUY + "/lock", ORGANISER, but=SEEN, **OPEN),
    Row("POST", GROUP_BUY + "/cancel", ORGANISER, but=SEEN, body={"reason": "x"}, **OPEN),
    Row("GET", GROUP_BUY + "/moves", SEES),
    Row("GET", GROUP_BUY + "/live-price", SEES),
    Row("GET", GROUP_BUY + "/tier-advice", SEES),
    Row("POST", GROUP_BUY + "/price-check", MEMBER, but=SEEN, body={"lines": [a_line()]}),
    Row("GET", GROUP_BUY + "/demand", ORGANISER | {"reviewer"}, but=SEEN),
    Row("POST", STAY, MEMBER, but=SEEN, body=shown_lines, fill={"group_buy_id": not_joined}),
    Row("GET", STAY, MEMBER, but=SEEN),
    Row("GET", STAY + "/lines.csv", MEMBER, but=SEEN),
    Row("GET", STAY + "/lines.xlsx", MEMBER, but=SEEN),
    Row("PUT", STAY, MEMBER, but=SEEN, body=shown_lines, **OPEN),
    Row("DELETE", STAY, MEMBER, but=SEEN, **OPEN),
    Row("POST", GROUP_BUY + "/line-sheet", MEMBER, but=SEEN),
    Row("GET", "/line-template.csv", SIGNED_IN),
    Row("GET", "/line-template.xlsx", SIGNED_IN),
]
