"""A live price costs the same number of queries however many have joined; a join likewise."""

from __future__ import annotations

import pytest

from tests.factories.asked import statements
from tests.factories.demand import LADDER, Market, a_line


def read_cost(database, market, member) -> int:
    with statements(database) as sent:
        assert member.get(f"{market.path}/live-price").status_code == 200
    return len(sent)


@pytest.fixture(params=["whole", "graduated"])
def market(people, request):
    return Market(people, ladder=LADDER | {"style": request.param})


def test_a_live_price_is_two_queries_for_three_members_and_for_fifteen(market, database):
    reader = market.member()
    for _ in range(3):
        market.join()
    read_cost(database, market, reader)  # the frozen terms are in memory from here on
    few = read_cost(database, market, reader)
    for _ in range(12):
        market.join(None, a_line(), a_line(mbps=10))

    assert read_cost(database, market, reader) == few == 2


def test_a_join_writes_in_one_statement_and_reads_four_times_before(market, database):
    """The caller, the company, its premises, and what was decided on rules that hold."""
    member = market.member()
    body = {"lines": market.shown(member, [a_line(), a_line(mbps=10)])}

    with statements(database) as sent:
        assert member.post(f"{market.path}/participation", json=body).status_code == 201

    assert len(sent) == 5
    assert sum("UPDATE group_buys" in statement for statement in sent) == 1
    assert sum("INSERT" in statement or "UPDATE" in statement for statement in sent) == 1
