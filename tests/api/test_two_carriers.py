"""Protection by two carriers: one wish, two lines, priced each, joined and left together."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import Line
from marketplace.services.build_problem import find_problem_lines
from marketplace.services.check_invariants import check_invariants
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept
from tests.factories.locked import Locked
from tests.factories.price_books import draft_book, price_row

PAIR = a_line(protection="two_carriers")


@kept
def market(people):
    return Market(people)


@pytest.fixture
def member(market):
    return market.member()


def stay(market, member):
    answer = member.get(f"{market.path}/participation")
    return answer.json["lines"], answer.headers["ETag"]


def pooled(market, member):
    return [line for line in stay(market, member)[0] if line["state"] == "pooled"]


def change(market, member, lines):
    shown = market.shown(member, lines)
    return member.put(
        f"{market.path}/participation", {"lines": shown}, etag=stay(market, member)[1]
    )


def test_a_wish_of_two_carriers_is_two_lines_the_second_diverse_from_the_first(market, member):
    joined = market.join(member, PAIR, a_line(label="other"))

    first, second, other = joined.json["lines"]
    assert (first["diverse_from_id"], second["diverse_from_id"]) == (None, first["id"])
    assert (second["number"], other["number"], other["label"]) == (2, 3, "other")
    assert [line["protection"] for line in pooled(market, member)] == ["none"] * 3


def test_each_of_the_two_is_priced_and_counted(market, member):
    check = member.post(f"{market.path}/price-check", {"lines": [PAIR]}).json

    assert (check["lines"][0]["lines"], check["live"]["volume"]) == (2, 200)
    assert check["price_minor"] == 2 * check["lines"][0]["price_minor"]
    market.join(member, PAIR)
    assert (market.live()["lines"], market.live()["mbps"]) == (2, 200)


def test_a_wish_becomes_a_pair_and_one_line_again(market, member):
    market.join(member, a_line())
    (line,) = pooled(market, member)

    changed = change(market, member, [PAIR | {"id": line["id"]}])
    first, second = pooled(market, member)
    back = change(market, member, [a_line(id=line["id"])])

    assert (changed.status_code, back.status_code) == (200, 200)
    assert (first["id"], second["diverse_from_id"]) == (line["id"], line["id"])
    assert [one["id"] for one in pooled(market, member)] == [line["id"]]
    assert (market.live()["lines"], market.live()["mbps"]) == (1, 100)
    assert change(market, member, [PAIR | {"id": line["id"]}]).status_code == 200


def test_both_lines_of_a_pair_change_and_go_together(market, member):
    market.join(member, PAIR, a_line(mbps=10))
    first = pooled(market, member)[0]

    change(market, member, [PAIR | {"id": first["id"], "mbps": 50}])

    assert [line["mbps"] for line in pooled(market, member)] == [50, 50]
    assert market.live()["mbps"] == 100


def test_the_second_line_alone_cannot_be_named(market, member):
    market.join(member, PAIR)
    second = pooled(market, member)[1]

    refused = change(market, member, [a_line(id=second["id"])])

    assert refused.json["errors"][0]["pointer"] == "/lines/0/id"


def test_leaving_takes_both(market, member):
    market.join(member, PAIR)

    member.delete(f"{market.path}/participation", etag=stay(market, member)[1])

    assert market.live()["lines"] == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_states_a_pair_in_one_row(market, member, form):
    market.join(member, PAIR)
    sheet = member.get(f"{market.path}/participation/lines.{form}")

    read = member.send(
        "POST", f"{market.path}/line-sheet", data=sheet.data, content_type=sheet.mimetype
    )

    assert [line["protection"] for line in read.json["lines"]] == ["two_carriers"]
    assert read.json["check"]["lines"][0]["lines"] == 2


def test_price_rows_know_no_protection_by_two_carriers(people, market):
    carrier = people.carrier()
    book = draft_book(carrier)
    refused = carrier.put(
        f"{book['path']}/rows",
        {"rows": [price_row("SHA-HKG", protection="two_carriers")]},
        etag=book["etag"],
    )

    assert refused.json["errors"][0]["code"] == "choice"


@pytest.fixture
def asked(people, session):
    """An RFQ in which the second line of the first member is diverse from its first."""
    carrier = people.carrier()
    locked = Locked(people, [{}, {}], [{}])
    one, two = session.scalars(
        sa.select(Line)
        .where(Line.group_buy_id == locked.id, Line.member_id == locked.members[0].id)
        .order_by(Line.number)
    )
    two.diverse_from_id = one.id
    session.commit()
    locked.first, locked.second = one.id, two.id
    locked.carrier, locked.rfq = carrier, locked.issue()
    return locked


def test_a_pair_reaches_the_award_problem(asked, database):
    with database.single_statements() as session:
        lines = find_problem_lines(session, asked.rfq["id"])

    named = {line.reference: line.diverse_from for line in lines.values()}
    first, second = lines[asked.first].reference, lines[asked.second].reference
    assert named.pop(second) == first
    assert set(named.values()) == {None}


def test_carriers_read_which_line_needs_another_carrier(asked):
    lines = asked.carrier.get(f"/rfqs/{asked.rfq['id']}/lines").json

    (pair,) = [line for line in lines if line["diverse_from"]]
    assert pair["diverse_from"] in {line["reference"] for line in lines} - {pair["reference"]}


def test_a_pair_that_fell_apart_before_the_lock_is_an_invariant_broken(market, member, session):
    _first, second = market.join(member, PAIR).json["lines"]
    assert check_invariants(session, only=[market.id]) == []

    session.execute(
        sa.text("UPDATE lines SET state = 'withdrawn' WHERE id = :id"), {"id": second["id"]}
    )

    broken = {found.rule for found in check_invariants(session, only=[market.id])}
    session.rollback()
    assert "pairs_together" in broken
