"""The carrier's archive decision per line, and a denied line's way on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import local_day
from marketplace.models import Contract, Line, Quote
from tests.factories.contracting import Drawn, approve, drawn, printed
from tests.factories.locked import Awarded
from tests.factories.people import People

WHY = "The occupant of the far end is not known to us."


@pytest.fixture(scope="module")
def several(app, database):
    """Contracts of two lines each; every test takes its own."""
    return drawn(People(app, database), 16, lines=2)


@pytest.fixture
def one(several):
    return next(several)


@pytest.fixture
def alone(people, clock):
    """The only contract of its market, for what changes the market."""

    def make(*lines):
        market = Awarded(people, clock, list(lines))
        return Drawn(market, market.members[0], market.contracts()[0]["id"])

    return make


def decide(one, number=0, verb="approve", who=None, **body):
    where = f"{one.path}/lines/{one.lines()[number]['id']}/{verb}-archive"
    return (who or one.carrier).post(where, json=body)


def deny(one, number=0, reason=WHY, **kwargs):
    return decide(one, number, "deny", reason=reason, **kwargs)


def ways_on(one):
    return one.member.get(f"{one.path}/ways-on").json


def line_of(one, number=0):
    with one.people.database.single_statements() as session:
        return session.get_one(Line, one.lines()[number]["line_id"])


def taken_over(one):
    """The member's contracts with the other carrier."""
    found = one.member.get("/contracts").json
    return [c for c in found if c["carrier"]["id"] == str(one.rival.id)]


def test_a_contract_is_drawn_with_its_promises_and_clocks(one):
    contract, line = one.now(), one.lines()[0]

    promised = line["rtt_us"], line["availability_bps"], line["delivery_days"]
    assert promised == (30_000, 9990, 30)
    assert contract["drawn_at"] < contract["archive_due_at"] < contract["sign_due_at"]
    assert len(one.told(one.member, "contract_drawn")) == 1
    assert len(one.told(one.carrier, "archives_to_decide")) == 1


def test_the_carrier_lists_what_it_has_to_decide(one):
    waiting = one.carrier.get("/contract-archives").json
    approve(one.carrier, one.id)
    left = one.carrier.get("/contract-archives").json

    mine = [row["reference"] for row in waiting if row["contract_id"] == one.id]
    assert mine == [line["reference"] for line in one.lines()]
    assert one.id not in {row["contract_id"] for row in left}
    assert one.member.get("/contract-archives").json == []


def test_an_approval_is_final(one):
    assert decide(one).json["lines"][0]["archive_state"] == "approved"

    assert deny(one).json["code"] == "archive_decided"


def test_all_that_wait_are_approved_at_once(one):
    deny(one, 0)
    path = f"{one.path}/approve-archives"

    states = [line["archive_state"] for line in one.carrier.post(path).json["lines"]]

    assert states == ["denied", "approved"]
    assert one.carrier.post(path).json["code"] == "archives_decided"


def test_only_the_contracts_carrier_decides(one, people):
    assert decide(one, who=one.member).status_code == 403
    assert decide(one, who=people.observer()).status_code == 403
    assert decide(one, who=one.rival).status_code == 404


@pytest.mark.parametrize(("reason", "status"), [("x" * 9, 422), ("x" * 10, 200)])
def test_a_denial_needs_a_reason_of_ten_characters(one, reason, status):
    assert deny(one, reason=reason).status_code == status


def test_the_documents_wait_for_the_last_decision(one):
    decide(one, 0)
    early = one.now()["document_sha256"]

    assert early is None
    assert len(printed(one.carrier, one.id)["document_sha256"]) == 64


def test_the_last_decision_asks_for_the_documents_in_its_own_transaction(one):
    asked = sa.text(
        "SELECT count(*) FROM procrastinate_jobs "
        "WHERE task_name = 'render_contract' AND args->>'contract_id' = :id"
    )
    counts = []
    for number in (0, 1):
        decide(one, number)
        with one.people.database.single_statements() as session:
            counts.append(session.execute(asked, {"id": one.id}).scalar_one())

    assert counts == [0, 1]


def test_a_denied_line_leaves_the_contracts_total(one):
    deny(one)

    contract = one.now()
    assert contract["total_minor"] == contract["lines"][1]["price_minor"]
    assert contract["lines"][0]["archive_reason"] == WHY
    assert contract["lines"][0]["ended_at"]


def test_a_denied_line_goes_on_to_the_next_best_carrier(one):
    deny(one)

    (new,) = taken_over(one)
    (line,) = one.rival.get(f"/contracts/{new['id']}").json["lines"]
    assert (line["line_id"], line["archive_state"]) == (one.lines()[0]["line_id"], "pending")
    assert new["total_minor"] == line["price_minor"] == 100_000 + 12 * 2_100_000


def test_the_member_is_told_where_its_line_goes_and_the_new_carrier_what_to_decide(one):
    deny(one)

    new = f"/contracts/{taken_over(one)[0]['id']}"
    (notice,) = one.told(one.member, "line_goes_on", new)
    assert notice.params["line"] == one.lines()[0]["reference"]
    assert len(one.told(one.rival, "archives_to_decide", new)) == 1


def test_the_member_sees_the_way_on_and_the_carrier_that_denied_does_not(one):
    deny(one)

    (way,) = ways_on(one)
    assert way["carrier"]["id"] == str(one.rival.id) and not way["released"]
    assert one.carrier.get(f"{one.path}/ways-on").json == []


def test_a_second_denied_line_makes_the_next_contract_in_the_sequence(one):
    deny(one, 0)
    contract = deny(one, 1).json

    assert sorted(c["sequence"] for c in taken_over(one)) == [1, 2]
    assert (contract["state"], contract["total_minor"]) == ("cancelled", 0)


def test_every_contract_keeps_its_own_number(one):
    deny(one)

    with one.people.database.single_statements() as session:
        query = sa.select(Contract.number).where(Contract.group_buy_id == one.market.id)
        numbers = session.scalars(query).all()
    assert len(numbers) == len(set(numbers))


def test_a_line_that_every_carrier_denied_is_released(alone):
    one = alone({})
    deny(one)
    second = f"/contracts/{ways_on(one)[0]['contract_id']}"
    line = one.rival.get(second).json["lines"][0]["id"]

    denied = one.rival.post(f"{second}/lines/{line}/deny-archive", json={"reason": WHY})

    assert denied.json["state"] == "cancelled"
    assert (line_of(one).state, line_of(one).released_reason) == ("released", "archive_denied")
    assert ways_on(one)[0]["released"]
    assert len(one.told(one.member, "line_denied", second)) == 1


@pytest.mark.parametrize(
    ("ceiling", "line", "group_buy"),
    [(25_299_999, "released", "failed"), (25_300_000, "pooled", "awarded")],
)
def test_a_line_goes_on_only_under_its_ceiling(alone, ceiling, line, group_buy):
    one = alone({"price": ceiling})

    deny(one)

    assert line_of(one).state == line
    assert one.park.get(f"/group-buys/{one.market.id}").json["state"] == group_buy


def test_a_quote_that_has_run_out_takes_no_line(alone, clock):
    one = alone({})
    yesterday = local_day(clock.now()) - timedelta(days=1)
    with one.people.database.unit_of_work() as session:
        session.scalars(rivals_quote(one)).one().valid_until = yesterday

    deny(one)

    assert line_of(one).state == "released"


def rivals_quote(one):
    return sa.select(Quote).where(Quote.carrier_id == one.rival.id)


def test_capacity_counts_the_lines_that_went_on_before(alone):
    one = alone({}, {})
    room = [{"id": "C1", "lots": "all", "measure": "lines", "at_most": 1}]
    with one.people.database.unit_of_work() as session:
        quote = session.scalars(rivals_quote(one)).one()
        quote.terms = quote.terms | {"capacities": room}

    deny(one, 0)
    deny(one, 1)

    assert sorted(way["released"] for way in ways_on(one)) == [False, True]


def test_a_line_back_to_its_winner_costs_what_it_was_awarded_at(people, clock):
    market = Awarded(people, clock, [{}, {}])
    member, (winner, other) = market.members[0], market.carriers
    first, second = member.get(f"/awards/{market.award_['id']}/lines").json
    member.post(f"/award-lines/{first['id']}/choose", json={"carrier_id": str(other.id)})
    member.post(f"/award-lines/{second['id']}/accept")
    market.park.post(f"/awards/{market.award_['id']}/settle")
    one = contract_with(market, other)
    third_line_is_cheaper(people, winner)

    deny(one, who=other)

    way = contract_with(market, winner, ways_on(one)[0]["contract_id"])
    assert way.now()["total_minor"] == first["price_minor"]


def contract_with(market, carrier, contract_id=None):
    member = market.members[0]
    found = member.get("/contracts").json
    mine = [c["id"] for c in found if c["carrier"]["id"] == str(carrier.id)]
    return Drawn(market, member, contract_id or mine[0])


def third_line_is_cheaper(people, carrier):
    """A ladder that two awarded lines do not reach."""
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 3, "discount_bps": 1000}]
    ladder = {"id": "A", "lots": "all", "measure": "lines", "style": "whole", "tiers": tiers}
    with people.database.unit_of_work() as session:
        quote = session.scalars(sa.select(Quote).where(Quote.carrier_id == carrier.id)).one()
        quote.terms = quote.terms | {"ladders": [ladder]}
