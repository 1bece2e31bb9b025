"""Who may read, sign and deliver on a service contract: its two parties; overseers read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractEnd
from tests.api.access_rows.quotes import all_actors
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import SIGNED_IN, Row, World
from tests.factories import contracting
from tests.factories.contracting import printed
from tests.factories.locked import Awarded

WATCHERS = {"observer": 403, "reviewer": 403}
CONTRACT = "/contracts/<uuid:contract_id>"
ARCHIVE = CONTRACT + "/lines/<uuid:line_id>"
DOCUMENT, SCAN = "/documents/<any(zh,en):language>", "/scans/<any(member,carrier):side>"
DECIDED = WATCHERS | {"member": 403}
END = "/contract-ends/<uuid:end_id>"
BREAKS = INVITED | {"reviewer"}
NOT_BROKEN = {"member": 403, "observer": 403}
SEEN = {"document_sha256": "0" * 64}
WHY = {"reason": "The far end is not known."}
UNDECIDED: dict[str, Any] = {"fill": {"line_id": "drawn_line_id"}}
PRINTED: dict[str, Any] = {
    "fill": {"contract_id": "ready_id", "language": lambda _world: "zh"},
}
STAMPED: dict[str, Any] = {
    "fill": {"contract_id": "signed_id", "side": lambda _world: "member"},
}


def prepare(world: World) -> None:
    """One contract whose archive waits, one to sign, and a signed one with its line and a scan."""
    signed, ready = in_force(world), contract(world)["id"]
    printed(world.actors["carrier"], ready)
    world["ready_id"], world["signed_id"] = ready, signed["id"]
    world["line_id"] = signed["lines"][0]["id"]
    world["contract_id"] = contract(world)["id"]
    drawn = world.actors["carrier"].get(f"/contracts/{world['contract_id']}").json
    world["drawn_line_id"] = drawn["lines"][0]["id"]
    stamped(world, signed["id"])
    world["end_id"] = an_end(world, UUID(ready))


def an_end(world: World, contract_id: UUID) -> UUID:
    """The carrier's proposal to end a contract that is not in force: all answers are refused."""
    with world.database.unit_of_work() as session:
        contract = session.get_one(Contract, contract_id)
        end = ContractEnd(
            id=uuid4(),
            contract_id=contract_id,
            group_buy_id=contract.group_buy_id,
            side="carrier",
            state="proposed",
            reason="x",
            proposed_at=contract.drawn_at,
            proposed_by=world.actors["carrier"].identity.user_id,
        )
        session.add(end)
        return end.id


def in_force(world: World) -> dict[str, Any]:
    """A contract that both have signed."""
    parties = world.actors["member"], world.actors["carrier"]
    return contracting.in_force(*parties, contract(world)["id"])


def stamped(world: World, contract_id: str) -> None:
    """The member's stamped scan of the contract."""
    member, path = world.actors["member"], f"/contracts/{contract_id}"
    headers = {"If-Match": member.get(path).headers["ETag"], "Content-Type": "application/pdf"}
    kept = member.send("PUT", f"{path}/scan", data=b"%PDF-1.7 %%EOF", headers=headers)
    assert kept.status_code == 200, kept.json


def contract(world: World) -> dict[str, str]:
    return Awarded(world.people, None, [{}], **all_actors(world)).contracts()[0]


def today(world: World) -> dict[str, str]:
    """The day in Shanghai."""
    now = datetime.fromisoformat(world.actors["member"].get("/clock").json["now"])
    return {"live_on": local_day(now).isoformat()}


ROWS = [
    Row("GET", "/contracts", SIGNED_IN),
    Row("GET", CONTRACT, MEMBER | INVITED | WATCHERS.keys()),
    Row("POST", CONTRACT + "/sign", MEMBER | INVITED, but=WATCHERS, body=SEEN),
    Row(
        "POST",
        CONTRACT + "/refuse",
        MEMBER,
        but=WATCHERS | {"carrier": 403},
        body={"reason": "The branch closes."},
        fill={"contract_id": "signed_id"},
    ),
    Row("GET", CONTRACT + "/ends", MEMBER | INVITED | WATCHERS.keys()),
    Row("POST", CONTRACT + "/ends", MEMBER | INVITED, but=WATCHERS, body=WHY),
    Row("POST", CONTRACT + "/end-broken", BREAKS, but=NOT_BROKEN),
    Row("POST", END + "/agree", MEMBER | INVITED, but=WATCHERS),
    Row("POST", END + "/refuse", MEMBER | INVITED, but=WATCHERS, body={"answer": "No."}),
    Row("POST", END + "/withdraw", MEMBER | INVITED, but=WATCHERS),
    Row("GET", "/contract-archives", SIGNED_IN),
    Row("GET", CONTRACT + "/ways-on", MEMBER | INVITED | WATCHERS.keys()),
    Row("POST", CONTRACT + "/approve-archives", INVITED, but=DECIDED),
    Row("POST", ARCHIVE + "/approve-archive", INVITED, but=DECIDED, **UNDECIDED),
    Row("POST", ARCHIVE + "/deny-archive", INVITED, but=DECIDED, body=WHY, **UNDECIDED),
    Row("GET", CONTRACT + DOCUMENT, MEMBER | INVITED | WATCHERS.keys(), **PRINTED),
    Row("PUT", CONTRACT + "/scan", MEMBER | INVITED, but=WATCHERS),
    Row("GET", CONTRACT + SCAN, MEMBER | INVITED, but=WATCHERS, **STAMPED),
    Row(
        "POST",
        CONTRACT + "/lines/<uuid:line_id>/report-live",
        INVITED,
        but=WATCHERS | {"member": 403},
        body=today,
        fill={"contract_id": "signed_id"},
    ),
]
