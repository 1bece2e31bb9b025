"""RFQs in the API: who sees what, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.factories.kept import kept
from tests.factories.locked import Locked, Opened, a_quote, a_row


@kept
def market(people):
    carrier = people.carrier()
    locked = Locked(people, [{"z_occupant": "Secret Ltd"}], [{"corridor": "SHA-SIN"}, {}])
    locked.carrier = carrier
    locked.rfq = locked.issue()
    locked.path = f"/rfqs/{locked.rfq['id']}"
    return locked


@kept
def opened(people, clock):
    return Opened(people, clock)


def test_lots_are_corridor_and_product(market):
    assert [lot["code"] for lot in market.rfq["lots"]] == ["SHA-HKG/IPLC", "SHA-SIN/IPLC"]


def test_an_rfq_asks_for_two_quotes_unless_said_otherwise(market):
    assert market.rfq["min_quotes"] == 2
    assert market.rfq["quotes_received"] is None


def test_the_group_buy_is_quoting(market):
    assert market.park.get(f"/group-buys/{market.id}").json["state"] == "quoting"


def test_an_rfq_is_issued_once(market, clock):
    due = (clock.now() + timedelta(days=3)).isoformat()

    again = market.park.post(f"/group-buys/{market.id}/rfqs", json={"quotes_due_at": due})

    assert (again.status_code, again.json["code"]) == (409, "illegal_move")


@pytest.mark.parametrize(("days", "code"), [(0, "not_future"), (120.01, "due_too_late")])
def test_quotes_are_due_within_120_days(people, clock, days, code):
    people.carrier()
    market = Locked(people, [{}])
    due = (clock.freeze(clock.now()) + timedelta(days=days)).isoformat()

    answer = market.park.post(f"/group-buys/{market.id}/rfqs", json={"quotes_due_at": due})

    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [("/quotes_due_at", code)]


@pytest.mark.parametrize("body", [{"min_quotes": 0}, {"quotes_due_at": "soon"}, {"extra": 1}])
def test_wrong_input_is_refused(people, body):
    market = Locked(people, [{}])

    assert market.park.post(f"/group-buys/{market.id}/rfqs", json=body).status_code == 422


def test_members_may_not_issue_an_rfq(people, clock):
    market = Locked(people, [{}])
    due = (clock.now() + timedelta(days=3)).isoformat()

    answer = market.members[0].post(f"/group-buys/{market.id}/rfqs", json={"quotes_due_at": due})

    assert answer.status_code in (403, 404)


def test_an_unlicensed_carrier_is_not_invited(people):
    unlicensed = people.carrier(scopes=("A14-1",))
    market = Locked(people, [{}])
    people.carrier()

    rfq = market.issue()

    assert unlicensed.get(f"/rfqs/{rfq['id']}").status_code == 404


def test_an_unconfirmed_carrier_is_not_invited(people):
    pending = people.carrier(confirmed=False)
    people.carrier()

    rfq = Locked(people, [{}]).issue()

    assert pending.get(f"/rfqs/{rfq['id']}").status_code == 404


def test_carriers_read_lines_without_names_prices_or_ids(market):
    lines = market.carrier.get(f"{market.path}/lines").json

    assert [line["reference"] for line in lines] == ["L0001", "L0002", "L0003"]
    assert all(line["line_id"] is None for line in lines)
    text = market.carrier.get(f"{market.path}/lines").text
    assert not any(word in text for word in ("minor", "Secret", "member", "occupant", "label"))


def test_the_organiser_reads_the_lines_with_their_ids(market):
    assert all(line["line_id"] for line in market.park.get(f"{market.path}/lines").json)


def test_lines_come_as_csv_too(market):
    answer = market.carrier.get(f"{market.path}/lines.csv", headers={"Accept-Language": "en"})

    rows = answer.data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("reference,lot,corridor,product,a_building,z_city,mbps")
    assert len(rows) == 4


def test_a_member_reads_the_rfqs_facts_but_not_its_lines(market):
    member = market.members[0]

    assert member.get(market.path).json["state"] == "quoting"
    assert member.get(f"{market.path}/lines").status_code == 404


@pytest.mark.parametrize("path", ["", "/lines", "/lines.csv", "/quotes", "/quote", "/solves"])
def test_strangers_find_nothing(market, people, path):
    park = people.park()
    strangers = [park, people.enterprise(park), people.enterprise(market.park), people.carrier()]

    answers = [who.get(f"{market.path}{path}").status_code for who in strangers]

    assert answers == [404] * 4


def test_each_lists_only_its_own_rfqs(market, people):
    def listed(who):
        return [r["id"] for r in who.get("/rfqs", query_string={"group_buy_id": market.id}).json]

    sees = [market.park, market.carrier, market.members[0], people.observer(), people.reviewer()]
    blind = [people.park(), people.carrier(), people.enterprise(market.park)]

    assert [listed(who) for who in sees] == [[market.rfq["id"]]] * 5
    assert [listed(who) for who in blind] == [[]] * 3


def test_nobody_reads_a_quote_before_the_opening(market, people):
    assert market.carrier.put(f"{market.path}/quote", a_quote()).status_code == 200
    readers = [market.carrier, market.members[0], people.operator()]

    assert [who.get(f"{market.path}/quotes").status_code for who in readers] == [404] * 3
    assert market.carrier.get(f"{market.path}/quote").status_code == 404
    assert market.park.get(f"{market.path}/quotes").json["code"] == "too_early"


def test_an_rfq_reads_alike_before_and_after_a_quote(market):
    readers = [market.park, market.carrier, market.members[0]]
    before = [(r.get(market.path).json, r.get(market.path).headers["ETag"]) for r in readers]

    market.carrier.put(f"{market.path}/quote", a_quote())

    after = [(r.get(market.path).json, r.get(market.path).headers["ETag"]) for r in readers]
    assert before == after


@pytest.mark.parametrize("verb", ["put", "delete"])
def test_only_the_invited_hold_an_envelope(market, people, verb):
    others = [people.carrier(), market.park, market.members[0], people.operator()]

    for who in others:
        args = (a_quote(),) if verb == "put" else ()
        assert getattr(who, verb)(f"{market.path}/quote", *args).status_code == 404


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"valid_until": "2026-01-01"}, "/valid_until"),
        ({"currency": "USD"}, "/currency"),
        ({"rate_rows": []}, "/rate_rows"),
        ({"rate_rows": [a_row(monthly_minor=1.5)]}, "/rate_rows/0/monthly_minor"),
        ({"rate_rows": [a_row(corridor="SHA-TYO")]}, "/rate_rows/0/corridor"),
        ({"rate_rows": [a_row(rtt_us=1)]}, "/rate_rows/0/rtt_us"),
        ({"ladders": [{"id": "A", "lots": [], "measure": "mbps", "tiers": []}]}, "/ladders/0/lots"),
        ({"extra": 1}, "/extra"),
    ],
)
def test_a_faulty_quote_is_refused_at_its_pointer(market, changes, pointer):
    answer = market.carrier.put(f"{market.path}/quote", a_quote() | changes)

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert all(error["messages"]["zh"] != error["code"] for error in answer.json["errors"])


def test_a_bidder_reads_the_others_totals_and_hashes_only(opened):
    bidder, other = opened.carriers

    quotes = {q["carrier"]["id"]: q for q in bidder.get(f"/rfqs/{opened.rfq['id']}/quotes").json}

    theirs, own = quotes[str(other.id)], quotes[str(bidder.id)]
    assert theirs["total_minor"] and theirs["envelope_sha256"]
    assert (theirs["terms"], theirs["priced_lines"]) == (None, None)
    assert own["terms"]["rate_rows"][0]["monthly_minor"] == 2_000_000
    assert bidder.get(f"/quotes/{theirs['id']}/prices").status_code == 404


def test_the_organiser_reads_every_price(opened):
    first = opened.park.get(f"/rfqs/{opened.rfq['id']}/quotes").json[0]

    prices = opened.park.get(f"/quotes/{first['id']}/prices").json

    assert [price["price_minor"] for price in prices] == [24_100_000] * 2
    assert UUID(first["id"])


def test_a_carrier_reads_its_own_quote_once_opened(opened):
    own = opened.carriers[0].get(f"/rfqs/{opened.rfq['id']}/quote").json

    assert own["terms"]["ladders"] == []


def test_carriers_read_the_building_and_never_the_room(market):
    found = market.carrier.get(f"{market.path}/lines")
    sheet = market.carrier.get(f"{market.path}/lines.csv")

    assert {line["a_building"] for line in found.json} == {"临港新片区环湖西二路 888 号"}
    assert "301" not in found.text + sheet.text
