"""Lines on their way to service: contracts in force, milestones done, tests passed, lines live."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from marketplace.domain.working_days import local_day
from tests.factories import contracting
from tests.factories.people import Actor
from tests.factories.uploads import PDF, upload

__all__ = ["PDF", "upload"]

KINDS = ("survey", "resources", "loa", "test", "ready_for_service")


def installation(actor: Actor, contract_id: str, number: int = 0) -> dict[str, Any]:
    """One line of the contract with its milestones and tests."""
    return actor.get(f"/contract-lines?contract_id={contract_id}").json[number]


def step(line: dict[str, Any], kind: str) -> dict[str, Any]:
    """The milestone of that kind."""
    found = (one["milestone"] for one in line["steps"])
    return next(one for one in found if one["kind"] == kind)


def today(actor: Actor) -> date:
    """The day by the marketplace's clock."""
    return local_day(datetime.fromisoformat(actor.get("/clock").json["now"]))


def pass_test(carrier: Actor, line: dict[str, Any], **changes: Any) -> Any:
    """A test today as good as promised, unless said otherwise."""
    body = {
        "tested_on": today(carrier).isoformat(),
        "rtt_us": line["promised_rtt_us"] or line["rtt_floor_us"],
        "throughput_mbps": line["mbps"],
        "loss_ppm": 3,
    }
    return carrier.post(f"/contract-lines/{line['id']}/tests", json=body | changes)


def finish(carrier: Actor, line: dict[str, Any], *kinds: str) -> Any:
    """Report these milestones done today; the last answer."""
    body = {"done_on": today(carrier).isoformat()}
    for kind in kinds:
        answer = carrier.post(f"/milestones/{step(line, kind)['id']}/finish", json=body)
        assert answer.status_code == 200, answer.json
    return answer


def install(carrier: Actor, contract_id: str) -> None:
    """Every line of the contract tested and handed over today: all but going live.

    Lines that are live stay as they are; a contract that is not in force has none to install.
    """
    for line in carrier.get(f"/contract-lines?contract_id={contract_id}").json:
        if any(one["milestone"]["state"] == "done" for one in line["steps"]):
            continue
        tested = pass_test(carrier, line)
        assert tested.status_code == 201, tested.json
        finish(carrier, line, *KINDS)


def in_force(market: Any, number: int = 0) -> dict[str, Any]:
    """The contract of the market's member of that number, signed by both."""
    if not hasattr(market, "drawn"):
        market.drawn = market.contracts()
    contract_id = market.drawn[number]["id"]
    return contracting.in_force(market.members[number], market.carriers[0], contract_id)
