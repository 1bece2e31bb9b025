"""Two nodes whose own clocks are days apart keep every deadline to the second of the database's.

Each act is tried by both nodes one second before its deadline and at it; then both sweep at once.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.jobs.solve_award import solve_award
from tests.conftest import MarketClock
from tests.factories.demand import Market, a_line
from tests.factories.locked import a_quote, a_row
from tests.factories.people import People
from tests.factories.scratch import scratch
from tests.factories.solving import solve_here
from tests.jobs.host import host

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def own_app(config, database_url):
    with scratch(config, database_url) as app:
        yield app


@pytest.fixture(scope="module")
def people(own_app):
    return People(own_app, own_app.extensions["marketplace"].database)


@pytest.fixture
def clock(people):
    clock = MarketClock(people.database)
    yield clock
    clock.release()


@pytest.fixture(scope="module")
def nodes(own_app):
    """One node six weeks ahead in Los Angeles, one six weeks behind in Auckland."""
    config = own_app.extensions["marketplace"].config
    env = {
        **os.environ,
        "DATABASE_URL": config.database_url,
        "MARKETPLACE_VAR": str(config.var),
        "MARKETPLACE_SECRET_KEY": config.secret_key,
        "MARKETPLACE_SEALING_KEY": config.sealing_key,
        "MARKETPLACE_DEMO_CLOCK": "1",
    }
    weeks = 6 * 7 * 24
    with (
        host(weeks, env | {"TZ": "America/Los_Angeles"}) as ahead,
        host(-weeks, env | {"TZ": "Pacific/Auckland"}) as behind,
    ):
        yield ahead, behind


class Story:
    """One group buy, told to both nodes."""

    def __init__(self, people, nodes, clock):
        self.people, self.nodes, self.clock = people, nodes, clock
        self.market = Market(people)
        self.carriers = [self.market.carrier, people.carrier()]
        self.inside = [self.market.member() for _ in range(2)]

    def both(self, actor, method, path, bodies):
        """What each node answers to its own body of the request."""
        pairs = zip(self.nodes, bodies, strict=True)
        asked = {"method": method, "token": actor.token}
        return [node.ask(**asked, path=path, body=body) for node, body in pairs]

    def sweep(self):
        """Both at once."""
        for node in self.nodes:
            node.tell(sweep=True)
        assert [node.hear() for node in self.nodes] == [{"swept": True}] * 2

    def due(self, column, table, key="group_buy_id"):
        with self.people.database.single_statements() as session:
            query = sa.text(f"SELECT {column} FROM {table} WHERE {key} = :id")
            return session.execute(query, {"id": self.market.id}).scalar_one()

    def moves(self):
        """The group buy's own moves so far."""
        query = "SELECT event FROM audit_entries WHERE subject = 'group_buy' AND subject_id = :id"
        with self.people.database.single_statements() as session:
            return list(session.scalars(sa.text(f"{query} ORDER BY seq"), {"id": self.market.id}))

    def join_as(self, member):
        return {"lines": self.market.shown(member, [a_line()])}


@pytest.fixture
def story(people, nodes, clock):
    return Story(people, nodes, clock)


def codes(answers):
    return [(answer["status"], answer["code"]) for answer in answers]


def test_the_nodes_clocks_are_three_months_apart(nodes):
    ahead, behind = (datetime.fromisoformat(node.ask(clock=True)["now"]) for node in nodes)

    assert timedelta(days=83) < ahead - behind < timedelta(days=85)


def test_the_lock_is_kept_to_the_second(story):
    locks_at = story.due("locks_at", "group_buys", "id")
    path = f"{story.market.path}/participation"
    late = story.market.member()

    story.clock.freeze(locks_at - SECOND)
    in_time = [
        node.ask(method="POST", path=path, token=member.token, body=story.join_as(member))
        for node, member in zip(story.nodes, story.inside, strict=True)
    ]
    story.sweep()
    body = story.join_as(late)
    before = story.moves()
    story.clock.freeze(locks_at)
    too_late = story.both(late, "POST", path, [body, body])
    story.sweep()

    assert codes(in_time) == [(201, None)] * 2
    assert codes(too_late) == [(409, "too_late")] * 2
    assert "lock" not in before
    assert story.moves().count("lock") == 1


def issued(story):
    """The story's RFQ, due in four days."""
    for member in story.inside:
        story.market.join(member)
    story.clock.freeze(story.due("locks_at", "group_buys", "id"))
    story.sweep()
    due = story.clock.now() + timedelta(days=4)
    body = {"quotes_due_at": due.isoformat()}
    answer = story.market.park.post(f"{story.market.path}/rfqs", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def test_the_due_time_of_quotes_is_kept_to_the_second(story):
    rfq = issued(story)
    due, path = story.due("quotes_due_at", "rfqs"), f"/rfqs/{rfq}/quote"
    bodies = [a_quote(a_row(monthly_minor=m)) for m in (1_500_000, 1_600_000)]

    story.clock.freeze(due - SECOND)
    in_time = [story.both(carrier, "PUT", path, bodies) for carrier in story.carriers]
    opened = story.both(story.market.park, "POST", f"/rfqs/{rfq}/open", [{}, {}])
    story.sweep()
    before = story.moves()
    story.clock.freeze(due)
    too_late = story.both(story.carriers[0], "PUT", path, bodies)
    story.sweep()

    assert [codes(answers) for answers in in_time] == [[(200, None)] * 2] * 2
    assert codes(opened) == [(409, "too_early")] * 2
    assert codes(too_late) == [(409, "too_late")] * 2
    assert "open_quotes" not in before
    assert story.moves().count("open_quotes") == 1


def awarded(story):
    """The story's award, right after it was published."""
    rfq = issued(story)
    for carrier, monthly in zip(story.carriers, (1_500_000, 1_600_000), strict=True):
        answer = carrier.put(f"/rfqs/{rfq}/quote", a_quote(a_row(monthly_minor=monthly)))
        assert answer.status_code == 200, answer.json
    story.clock.freeze(story.due("quotes_due_at", "rfqs"))
    story.sweep()
    runtime = replace(story.people.app.extensions["marketplace"], solver=solve_here)
    solve = str(story.due("id", "solves"))
    solve_award(runtime, solve_id=solve)
    answer = story.market.park.post(f"/rfqs/{rfq}/awards", json={"solve_id": solve})
    assert answer.status_code == 201, answer.json
    return answer.json


def test_the_window_of_acceptance_is_kept_to_the_second(story):
    award = awarded(story)
    opens = story.due("acceptance_opens_at", "awards")
    due = story.due("acceptance_due_at", "awards")
    first, second = story.inside
    line = first.get(f"/awards/{award['id']}/lines").json[0]["id"]

    def decide(verb, at):
        story.clock.freeze(at)
        return codes(story.both(first, "POST", f"/award-lines/{line}/{verb}", [{}, {}]))

    assert decide("accept", opens - SECOND) == [(409, "too_early")] * 2
    assert decide("accept", opens) == [(200, None)] * 2
    assert decide("decline", due - SECOND) == [(200, None)] * 2
    story.sweep()
    assert story.due("settled_at", "awards") is None
    assert decide("accept", due) == [(409, "too_late")] * 2
    story.sweep()
    assert story.due("settled_at", "awards") == due
    assert second.get(f"/awards/{award['id']}/lines").json[0]["acceptance"] == "lapsed"
    assert story.moves().count("fail") == 1
