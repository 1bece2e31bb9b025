"""Who may do what with invitations to a directed group buy, and with a waiting list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.lives import GroupBuyState
from marketplace.models import GroupBuy
from tests.api.access_rows.group_buys import GROUP_BUY, join, terms
from tests.api.access_table import MEMBERS, OVERSEERS, Row, World
from tests.factories.demand import a_line, publish_prices
from tests.factories.people import fresh_uscc
from tests.factories.statements import stated

LEAD = frozenset({"member"})
"The member leads the directed group buy here, the foreign member is invited"
INVITED = frozenset({"foreign_member"})
READS = LEAD | {"reviewer"}
SEES = LEAD | INVITED | OVERSEERS
SEEN = dict.fromkeys(SEES, 403)
INVITATIONS = GROUP_BUY + "/invitations"
WAITING = GROUP_BUY + "/waiting-entries"
ENTRY = WAITING + "/<uuid:entry_id>"
DIRECTED: dict[str, Any] = {"fill": {"group_buy_id": "directed_id"}}


def fresh_directed(world: World) -> str:
    """An open group buy that the member leads and the foreign member is invited to."""
    lead = world.actors["member"]
    made = lead.post("/group-buys", json=terms(world))
    assert made.status_code == 201, made.json
    stated(lead, made.json["id"])
    opened = lead.post(f"/group-buys/{made.json['id']}/open")
    assert opened.status_code == 200, opened.json
    link = lead.post(f"/group-buys/{made.json['id']}/invitation-links", json={})
    world.actors["foreign_member"].post("/invitation-claims", json={"token": link.json["token"]})
    return str(made.json["id"])


def fresh_invitation(world: World) -> str:
    path = f"/group-buys/{world['directed_id']}/invitations"
    return str(world.actors["member"].post(path, json={"uscc": fresh_uscc()}).json["id"])


def fresh_company(world: World) -> str:
    """A company on the list for one call."""
    lead, path = world.actors["member"], f"/group-buys/{world['directed_id']}"
    token = lead.post(f"{path}/invitation-links", json={}).json["token"]
    company = world.people.enterprise(world.actors["park_manager"])
    company.post("/invitation-claims", json={"token": token})
    return str(company.id)


def fresh_token(world: World) -> str:
    path = f"/group-buys/{world['directed_id']}/invitation-links"
    return str(world.actors["member"].post(path, json={"uses_at_most": 20}).json["token"])


def token(world: World) -> dict[str, Any]:
    """Of a link that the member did not make: its own it may not take up."""
    return {"token": world["foreign_token"]}


def locked(world: World) -> str:
    """A directed group buy with the lead in it, whose lock has come."""
    group_buy_id = fresh_directed(world)
    join(world.actors["member"], group_buy_id)
    with world.database.unit_of_work() as session:
        now = now_of(session)
        session.execute(
            sa.update(GroupBuy.__table__)
            .where(GroupBuy.id == group_buy_id)
            .values(state=GroupBuyState.LOCKED, locks_at=now + timedelta(seconds=1), locked_at=now)
        )
    return group_buy_id


def fresh_entry(world: World) -> str:
    """A line that the invited company waits with."""
    path = f"/group-buys/{world['waiting_for_id']}/waiting-entries"
    invited = world.actors["foreign_member"]
    listed = invited.get(path)
    assert listed.status_code == 200, listed.json
    for waiting in listed.json:
        if waiting["entry"]["state"] == "waiting":
            return str(waiting["entry"]["id"])
    made = invited.post(path, json=waiting_line())
    assert made.status_code == 201, made.json
    return str(made.json["id"])


def waiting_line(_world: World | None = None) -> dict[str, Any]:
    return {"line": a_line()}


def prepare(world: World) -> None:
    publish_prices(world.people, world.people.carrier())
    world["directed_id"] = fresh_directed(world)
    world["waiting_for_id"] = locked(world)
    foreign = world.actors["foreign_park_manager"]
    other = world.people.enterprise(foreign)
    made = other.post("/group-buys", json=terms(world))
    stated(other, made.json["id"])
    other.post(f"/group-buys/{made.json['id']}/open")
    link = other.post(f"/group-buys/{made.json['id']}/invitation-links", json={"uses_at_most": 20})
    world["foreign_token"] = link.json["token"]


LOCKED: dict[str, Any] = {"fill": {"group_buy_id": "waiting_for_id"}}
OF_ENTRY: dict[str, Any] = {"fill": {"group_buy_id": "waiting_for_id", "entry_id": fresh_entry}}
OF_INVITATION: dict[str, Any] = {
    "fill": {"group_buy_id": "directed_id", "invitation_id": fresh_invitation}
}
OF_COMPANY: dict[str, Any] = {
    "fill": {"group_buy_id": "directed_id", "enterprise_id": fresh_company}
}
ROWS = [
    Row("GET", INVITATIONS, READS, but=SEEN, **DIRECTED),
    Row(
        "POST",
        INVITATIONS,
        LEAD,
        but=SEEN,
        body=lambda _world: {"uscc": fresh_uscc()},
        **DIRECTED,
    ),
    Row("POST", GROUP_BUY + "/invitation-links", LEAD, but=SEEN, **DIRECTED),
    Row("DELETE", INVITATIONS + "/<uuid:invitation_id>", LEAD, but=SEEN, **OF_INVITATION),
    Row("GET", GROUP_BUY + "/invited-enterprises", READS, but=SEEN, **DIRECTED),
    Row(
        "DELETE",
        GROUP_BUY + "/invited-enterprises/<uuid:enterprise_id>",
        LEAD,
        but=SEEN,
        **OF_COMPANY,
    ),
    Row("POST", "/invitation-claims", MEMBERS, 403, body=token),
    Row("GET", WAITING, SEES, **LOCKED),
    Row("POST", WAITING, INVITED | LEAD, but=SEEN, body=waiting_line, **LOCKED),
    Row("GET", ENTRY, INVITED, but=SEEN | {"member": 404}, **OF_ENTRY),
    Row("DELETE", ENTRY, INVITED, but=SEEN | {"member": 404}, **OF_ENTRY),
]
