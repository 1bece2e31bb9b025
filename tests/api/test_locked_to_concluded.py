"""The whole path from a locked demand to the conclusion, through the API, by real parts."""

from __future__ import annotations

from datetime import datetime

from marketplace.domain.working_days import local_day
from marketplace.jobs.solve_award import solve_award
from tests.factories.contracting import in_force
from tests.factories.delivered import install
from tests.factories.locked import Locked, a_quote, a_row
from tests.factories.screened import screen

LADDER = {
    "id": "A",
    "lots": "all",
    "measure": "mbps",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 200, "discount_bps": 1_000}],
}


def test_a_locked_demand_comes_to_its_conclusion(people, clock):
    carriers = [people.carrier(), people.carrier()]
    market = Locked(people, [{}, {"corridor": "SHA-SIN"}], [{}])
    rfq = market.issue()
    seal_all(carriers, rfq)
    clock.freeze(datetime.fromisoformat(rfq["quotes_due_at"]))
    market.park.post(f"/rfqs/{rfq['id']}/open")
    screen(people.app, rfq["id"])

    award = award_cheapest(market, rfq)
    clock.freeze(datetime.fromisoformat(award["acceptance_opens_at"]))
    accept_all(market, award)
    market.park.post(f"/awards/{award['id']}/settle")
    deliver_all(market, carriers, local_day(clock.now()).isoformat())

    moves = market.park.get(f"/group-buys/{market.id}/moves").json
    assert [move["to_state"] for move in moves] == ["quoting", "opened", "awarded", "concluded"]


def seal_all(carriers, rfq):
    """The first carrier is cheap with all three lines, the second prices Hong Kong alone."""
    rows = a_row(rtt_us=60_000), a_row(corridor="SHA-SIN", rtt_us=60_000)
    cheap = carriers[0].put(f"/rfqs/{rfq['id']}/quote", a_quote(*rows, ladders=[LADDER]))
    other = carriers[1].put(f"/rfqs/{rfq['id']}/quote", a_quote(a_row(monthly_minor=1_900_000)))
    assert (cheap.status_code, other.status_code) == (200, 200)


def award_cheapest(market, rfq):
    solve = market.park.post(f"/rfqs/{rfq['id']}/solves").json
    solve_award(market.people.app.extensions["marketplace"], solve_id=solve["id"])
    award = market.park.post(f"/rfqs/{rfq['id']}/awards", json={"solve_id": solve["id"]})
    assert award.json["objective_minor"] == 3 * 24_100_000 * 9 // 10
    return award.json


def accept_all(market, award):
    for member in market.members:
        for line in member.get(f"/awards/{award['id']}/lines").json:
            assert member.post(f"/award-lines/{line['id']}/accept").status_code == 200


def deliver_all(market, carriers, today):
    for member in market.members:
        (contract,) = member.get("/contracts").json
        path = f"/contracts/{contract['id']}"
        signed = in_force(member, carriers[0], contract["id"])
        install(carriers[0], contract["id"])
        for line in signed["lines"]:
            live = f"{path}/lines/{line['id']}/report-live"
            assert carriers[0].post(live, json={"live_on": today}).status_code == 200
