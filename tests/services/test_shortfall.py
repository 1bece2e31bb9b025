"""Too little accepted: one re-award, then the carrier's own confirmation, silence lets go."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import Line, Notification
from marketplace.services.check_awards import AWARD_RULES
from marketplace.services.check_contracts import CONTRACT_RULES
from marketplace.services.check_invariants import check_invariants
from tests.factories.kept import kept
from tests.factories.locked import a_row
from tests.factories.short import LADDER, Short, StillShort

DUE = "due_at"


RULES = {rule.rule for rule in (*AWARD_RULES, *CONTRACT_RULES)}
RULES |= {"states_by_legal_moves", "told_once"}


def broken(market, session):
    """What does not hold of the market's awards and contracts."""
    found = check_invariants(session, only=[market.id])
    return [violation for violation in found if violation.rule in RULES]


def told(session, event, organisation):
    query = sa.select(sa.func.count()).where(
        Notification.event == event,
        Notification.user_id == organisation.identity.user_id,
    )
    return session.scalar(query)


@kept
def short(people, clock):
    return Short(people, clock)


@kept
def still_short(people, clock):
    return StillShort(people, clock)


def test_prices_hold_when_enough_is_accepted(people, clock):
    market = Short(people, clock, *[[{}]] * 5)
    market.accept(0, 1, 2, 3)

    market.settle()

    assert market.state() == "awarded"
    assert [len(market.contracts_of(at)) for at in range(5)] == [1, 1, 1, 1, 0]


def test_a_shortfall_supersedes_the_award_and_solves_what_was_accepted(short, session):
    short.accept(0, 1)

    short.settle()

    assert short.state() == "opened"
    assert short.park.get(f"/awards/{short.award_['id']}").json["state"] == "superseded"
    problem = short.park.get(f"/solves/{short.solve_again()}/problem").json
    assert len(problem["lines"]) == 2
    assert short.contracts_of(0) == []
    assert told(session, "acceptance_short", short.park) == 1
    assert told(session, "lines_in_reaward", short.members[0]) == 1
    assert told(session, "lines_in_reaward", short.members[3]) == 0


def test_after_a_shortfall_only_the_reaward_can_be_awarded(short):
    short.accept(0)
    first = short.award_["solve_id"]
    short.settle()

    answer = short.park.post(f"/rfqs/{short.rfq['id']}/awards", json={"solve_id": first})

    assert (answer.status_code, answer.json["code"]) == (409, "reaward_needed")


def test_after_a_shortfall_there_is_no_re_run(short, clock):
    short.accept(0)
    short.settle()
    due = (clock.now() + timedelta(days=9)).isoformat()

    answer = short.park.post(
        f"/rfqs/{short.rfq['id']}/rerun", json={"reason": "again", "quotes_due_at": due}
    )

    assert (answer.status_code, answer.json["code"]) == (409, "rerun_after_shortfall")


def test_an_acceptance_survives_with_the_same_carrier_at_no_higher_price(short, session):
    short.accept(0, 1)
    short.settle()

    short.reaward()

    (line,) = short.lines(0)
    assert (line["acceptance"], line["held"]) == ("accepted", True)
    decline = short.members[0].post(f"/award-lines/{line['id']}/decline")
    assert decline.json["code"] == "answer_final"
    short.settle()
    assert len(short.contracts_of(0)) == 1
    assert short.state() == "awarded"
    assert broken(short, session) == []


def test_at_a_higher_price_the_member_is_asked_once_more(people, clock, session):
    market = Short(people, clock, first={"ladders": [LADDER]})
    market.sweep()
    (before,) = market.lines(0)
    market.accept(0, 1)
    market.settle()

    market.reaward()

    (line,) = market.lines(0)
    assert before["price_minor"] < line["price_minor"] == 24_100_000
    assert (line["acceptance"], line["held"]) == ("pending", False)
    market.sweep()
    assert told(session, "acceptance_open", market.members[0]) == 2
    assert told(session, "acceptance_open", market.members[3]) == 1


def test_who_declined_or_was_silent_before_is_out_of_the_reaward(short):
    short.accept(0)
    (line,) = short.lines(1)
    short.members[1].post(f"/award-lines/{line['id']}/decline")
    short.settle()

    short.reaward()

    for at, answer in ((1, "declined"), (2, "lapsed")):
        (line,) = short.lines(at)
        assert (line["acceptance"], line["held"]) == (answer, True)
        again = short.members[at].post(f"/award-lines/{line['id']}/accept")
        assert again.json["code"] == "answer_final"


def test_the_lines_of_a_carrier_that_held_are_contracted_and_stay_fixed(people, clock, session):
    singapore = a_row(corridor="SHA-SIN", rtt_us=60_000)
    market = Short(
        people,
        clock,
        [{}],
        [{}],
        [{"corridor": "SHA-SIN"}],
        second={"rate_rows": [a_row(monthly_minor=2_100_000), singapore]},
    )
    market.accept(0, 2)

    market.settle()

    assert len(market.contracts_of(2)) == 1
    assert market.contracts_of(0) == []
    market.reaward()
    (line,) = market.lines(2)
    assert (line["acceptance"], line["held"]) == ("accepted", True)
    market.settle()
    assert [len(market.contracts_of(at)) for at in range(3)] == [1, 0, 1]
    assert broken(market, session) == []


def test_a_line_chosen_into_another_carrier_counts_there(short):
    short.accept(0, 1, 2)
    (line,) = short.lines(3)
    body = {"carrier_id": str(short.carriers[1].id)}
    assert short.members[3].post(f"/award-lines/{line['id']}/choose", json=body).status_code == 200

    firm = short.park.get(f"/awards/{short.award_['id']}/firmness").json

    assert [(f["awarded_mbps"], f["accepted_mbps"], f["needed_mbps"]) for f in firm] == [
        (400, 300, 320),
        (0, 100, 0),
    ]
    assert [f["holds"] for f in firm] == [False, True]


def test_firmness_is_the_organisers_and_each_carriers_own(short):
    path = f"/awards/{short.award_['id']}/firmness"

    assert [f["carrier"]["id"] for f in short.carriers[0].get(path).json] == [
        str(short.carriers[0].id)
    ]
    assert short.members[0].get(path).json == []


def test_a_carrier_still_short_is_asked_to_confirm(still_short, session):
    asked = still_short.confirmation()

    assert (asked["state"], asked["awarded_mbps"], asked["accepted_mbps"]) == ("pending", 200, 100)
    assert still_short.state() == "awarded"
    assert still_short.contracts_of(0) == []
    assert told(session, "confirmation_asked", still_short.carriers[0]) == 1
    assert broken(still_short, session) == []


def test_in_a_cancelled_group_buy_nothing_is_confirmed(still_short, clock, session):
    asked = still_short.confirmation()
    cancelled = still_short.park.post(
        f"/group-buys/{still_short.id}/cancel", json={"reason": "No budget left"}
    )
    assert cancelled.status_code == 200, cancelled.json

    answer = still_short.carriers[0].post(f"/award-confirmations/{asked['id']}/confirm")
    clock.freeze(datetime.fromisoformat(asked["due_at"]))
    still_short.sweep()

    assert (answer.status_code, answer.json["code"]) == (409, "award_not_standing")
    assert still_short.contracts_of(0) == []
    assert broken(still_short, session) == []


def test_a_confirmation_draws_the_contracts(still_short, session):
    answer = still_short.carriers[0].post(
        f"/award-confirmations/{still_short.confirmation()['id']}/confirm"
    )

    assert answer.json["state"] == "confirmed"
    assert len(still_short.contracts_of(0)) == 1
    assert broken(still_short, session) == []


def test_a_release_frees_the_lines_and_with_the_last_one_the_group_buy_fails(still_short, session):
    still_short.carriers[0].post(f"/award-confirmations/{still_short.confirmation()['id']}/release")

    assert still_short.lines(0)[0]["acceptance"] == "released"
    assert still_short.state() == "failed"
    assert told(session, "lines_released", still_short.members[0]) == 1
    assert broken(still_short, session) == []


@pytest.mark.parametrize(("microseconds", "state"), [(-1, "confirmed"), (0, "released")])
def test_silence_releases_at_the_due_time_and_not_before(still_short, clock, microseconds, state):
    asked = still_short.confirmation()
    clock.freeze(datetime.fromisoformat(asked[DUE]) + timedelta(microseconds=microseconds))

    still_short.sweep()
    answer = still_short.carriers[0].post(f"/award-confirmations/{asked['id']}/confirm")

    assert still_short.confirmation()["state"] == state
    assert answer.status_code == (200 if state == "confirmed" else 409)


def test_a_late_confirmation_does_not_count_before_the_sweep_either(still_short, clock):
    asked = still_short.confirmation()
    clock.freeze(datetime.fromisoformat(asked[DUE]))

    answer = still_short.carriers[0].post(f"/award-confirmations/{asked['id']}/confirm")

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


def test_confirmations_are_the_carriers_own(still_short, people):
    path = f"/award-confirmations/{still_short.confirmation()['id']}"
    blind = [still_short.carriers[1], still_short.members[0], people.park()]

    assert {who.get(path).status_code for who in blind} == {404}
    assert {who.post(f"{path}/confirm").status_code for who in [*blind, still_short.park]} == {404}
    assert still_short.park.get(path).status_code == 200


def test_a_half_pair_is_released_when_the_window_closes(people, clock, session):
    market = Short(people, clock, [{}, {}], [{}])
    make_pair(market)
    first, second = market.lines(0)
    assert second["pair_reference"] == first["reference"]
    market.members[0].post(
        f"/award-lines/{first['id']}/choose", json={"carrier_id": str(market.carriers[1].id)}
    )
    market.accept(1)

    market.settle()

    assert [line["acceptance"] for line in market.lines(0)] == ["released", "lapsed"]
    assert told(session, "lines_released", market.members[0]) == 1


def test_the_lines_of_a_pair_never_meet_in_one_carrier(people, clock):
    market = Short(people, clock, [{}, {}], [{}])
    make_pair(market)
    first, second = (f"/award-lines/{line['id']}" for line in market.lines(0))
    member, other = market.members[0], {"carrier_id": str(market.carriers[1].id)}

    assert member.post(f"{first}/accept").json["code"] == "pair_same_carrier"
    assert member.post(f"{first}/choose", json=other).json["acceptance"] == "chosen"
    assert member.post(f"{second}/choose", json=other).json["code"] == "pair_same_carrier"
    assert member.post(f"{second}/accept").json["acceptance"] == "accepted"


def make_pair(market):
    """The first member's two lines become a pair, though the award gave both to one carrier."""
    with market.people.database.unit_of_work() as session:
        lines = session.scalars(sa.select(Line).where(Line.member_id == market.members[0].id))
        first, second = lines.all()
        second.diverse_from_id = first.id
