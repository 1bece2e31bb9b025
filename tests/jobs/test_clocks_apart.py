"""Two nodes whose own clocks are days apart keep every deadline to the second of the database's.

Each act is tried by both nodes one second before its deadline and at it; then both sweep at once.
Here from the first join to the award's acceptance; test_clocks_apart_later.py goes on from there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from marketplace.jobs.solve_award import solve_award
from tests.factories.directed import Directed
from tests.factories.locked import Opened, a_quote, a_row
from tests.factories.rfq import Quoting
from tests.jobs.apart import Story

SECOND = timedelta(seconds=1)
TOO_LATE = (409, "too_late")
TOO_EARLY = (409, "too_early")
MADE, DONE = (201, None), (200, None)


@pytest.fixture
def story(apart):
    return Story(apart)


def test_the_nodes_clocks_are_three_months_apart(apart):
    ahead, behind = (datetime.fromisoformat(node.ask(clock=True)["now"]) for node in apart.nodes)

    assert timedelta(days=83) < ahead - behind < timedelta(days=85)


def test_the_lock_is_kept_to_the_second(story):
    locks_at, late = story.locks_at(), story.market.member()

    story.clock.freeze(locks_at - SECOND)
    in_time = [story.join(node, member) for node, member in enumerate(story.inside)]
    story.apart.sweep()
    before = story.moves()
    story.clock.freeze(locks_at)
    too_late = [story.join(node, late) for node in range(2)]
    story.apart.sweep()

    assert in_time == [MADE] * 2
    assert too_late == [TOO_LATE] * 2
    assert "lock" not in before
    assert story.moves().count("lock") == 1


def test_the_lock_is_extended_once_and_the_new_time_is_kept_to_the_second(apart):
    story = Story(apart, thresholds={"members": 3}, extension_days=3)
    locks_at, late = story.locks_at(), story.market.member()
    story.join(0, story.inside[0])

    apart.clock.freeze(locks_at - SECOND)
    apart.sweep()
    before = story.moves()
    apart.clock.freeze(locks_at)
    apart.sweep()
    extended = story.moves()
    apart.clock.freeze(locks_at + timedelta(days=3) - SECOND)
    in_time = story.join(0, story.inside[1])
    apart.sweep()
    still = story.moves()
    apart.clock.freeze(locks_at + timedelta(days=3))
    too_late = [story.join(node, late) for node in range(2)]
    apart.sweep()

    assert (before.count("extend"), extended.count("extend")) == (0, 1)
    assert (in_time, too_late) == (MADE, [TOO_LATE] * 2)
    assert still == extended
    assert story.moves() == [*extended, "miss_thresholds"]


def test_invitations_are_taken_up_until_the_lock(apart):
    market = Directed(apart.people)
    companies = [market.stranger() for _ in range(3)]
    claim = {"token": market.link(uses=9)}
    locks_at = datetime.fromisoformat(market.lead.get(market.path).json["locks_at"])

    apart.clock.freeze(locks_at - SECOND)
    in_time = [apart.ask(n, companies[n], "/invitation-claims", claim) for n in range(2)]
    apart.clock.freeze(locks_at)
    too_late = apart.both(companies[2], "/invitation-claims", claim)
    apart.sweep()

    assert in_time == [DONE] * 2
    assert too_late == [(409, "invitation_late")] * 2
    assert [company.get(market.path).status_code for company in companies] == [200, 200, 404]


def test_questions_are_taken_until_they_are_due(apart):
    until = apart.clock.now() + timedelta(days=3)
    market = Quoting(apart.people, apart.clock, questions_due_at=until.isoformat())
    path, ask = f"{market.path}/questions", {"text": "Which riser?"}

    apart.clock.freeze(until - SECOND)
    in_time = [apart.ask(n, market.carriers[n], path, ask) for n in range(2)]
    apart.clock.freeze(until)
    too_late = apart.both(market.carriers[2], path, ask)

    assert (in_time, too_late) == ([MADE] * 2, [TOO_LATE] * 2)
    assert len(market.park.get(path).json) == 2


def issued(story):
    """The story's RFQ, due in four days."""
    for member in story.inside:
        story.market.join(member)
    story.clock.freeze(story.locks_at())
    story.apart.sweep()
    due = story.clock.now() + timedelta(days=4)
    body = {"quotes_due_at": due.isoformat()}
    answer = story.market.park.post(f"{story.market.path}/rfqs", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def test_the_due_time_of_quotes_is_kept_to_the_second(story):
    rfq, both = issued(story), story.apart.both
    due, path = story.due("quotes_due_at", "rfqs"), f"/rfqs/{rfq}/quote"
    bodies = [a_quote(a_row(monthly_minor=m)) for m in (1_500_000, 1_600_000)]

    story.clock.freeze(due - SECOND)
    in_time = [both(carrier, path, *bodies, method="PUT") for carrier in story.carriers]
    opened = both(story.market.park, f"/rfqs/{rfq}/open")
    story.apart.sweep()
    before = story.moves()
    story.clock.freeze(due)
    too_late = both(story.carriers[0], path, *bodies, method="PUT")
    story.apart.sweep()

    assert in_time == [[DONE] * 2] * 2
    assert opened == [TOO_EARLY] * 2
    assert too_late == [TOO_LATE] * 2
    assert "open_quotes" not in before
    assert story.moves().count("open_quotes") == 1


def awarded(story):
    """The story's award, right after it was published."""
    rfq = issued(story)
    for carrier, monthly in zip(story.carriers, (1_500_000, 1_600_000), strict=True):
        answer = carrier.put(f"/rfqs/{rfq}/quote", a_quote(a_row(monthly_minor=monthly)))
        assert answer.status_code == 200, answer.json
    story.clock.freeze(story.due("quotes_due_at", "rfqs"))
    story.apart.sweep()
    solve = str(story.due("id", "solves"))
    solve_award(story.people.app.extensions["marketplace"], solve_id=solve)
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
        return story.apart.both(first, f"/award-lines/{line}/{verb}")

    assert decide("accept", opens - SECOND) == [TOO_EARLY] * 2
    assert decide("accept", opens) == [DONE] * 2
    assert decide("decline", due - SECOND) == [DONE] * 2
    story.apart.sweep()
    assert story.due("settled_at", "awards") is None
    assert decide("accept", due) == [TOO_LATE] * 2
    story.apart.sweep()
    assert story.due("settled_at", "awards") == due
    assert second.get(f"/awards/{award['id']}/lines").json[0]["acceptance"] == "lapsed"
    assert story.moves().count("fail") == 1


def test_complaints_are_taken_until_the_standstill_ends(apart):
    in_time, late = (Opened(apart.people, apart.clock) for _ in range(2))
    awards = [market.award() for market in (in_time, late)]
    paths = [f"/awards/{award['id']}/complaints" for award in awards]
    ends = datetime.fromisoformat(awards[1]["acceptance_opens_at"])

    apart.clock.freeze(datetime.fromisoformat(awards[0]["acceptance_opens_at"]) - SECOND)
    filed = apart.ask(0, in_time.members[0], paths[0], {"text": "x"})
    apart.clock.freeze(ends)
    too_late = apart.both(late.members[0], paths[1], {"text": "x"})
    while_stopped = apart.ask(1, in_time.members[1], paths[0], {"text": "y"})
    apart.sweep()

    assert (filed, too_late, while_stopped) == (MADE, [TOO_LATE] * 2, MADE)
    assert apart.events("award", awards[0]["id"]).count("stop_clock") == 1
    assert "stop_clock" not in apart.events("award", awards[1]["id"])
