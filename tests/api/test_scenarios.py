"""Scenarios side by side: what they cost more, whom they affect, and what may be picked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import Award, Notification, QuotePrice, Solve
from tests.factories.kept import kept
from tests.factories.people import People
from tests.factories.weighed import CHEAPEST_MINOR, WITHOUT_FIRST_MINOR, Weighed


@pytest.fixture(scope="module")
def weighed(app, database):
    """Compared once for all the tests that only read."""
    market = Weighed(People(app, database), None)
    market.comparison = market.weigh(4000, 6000)
    return market


@kept
def market(people, clock):
    return Weighed(people, clock)


def named(comparison, scenario, **parameters):
    return next(
        s
        for s in comparison["scenarios"]
        if (s["scenario"], s["parameters"]) == (scenario, parameters)
    )


def test_every_usual_scenario_is_compared_the_cheapest_first(weighed):
    names = [(s["scenario"], *s["parameters"].values()) for s in weighed.comparison["scenarios"]]

    codes = sorted(weighed.code(n) for n in (0, 1))
    assert names == [
        ("cheapest",),
        ("winners_at_most", 1),
        ("winners_at_most", 2),
        ("one_carrier_per_lot",),
        ("share_cap", 4000),
        ("share_cap", 6000),
        ("without_carrier", codes[0]),
        ("without_carrier", codes[1]),
    ]


def test_the_cheapest_costs_nothing_extra(weighed):
    cheapest = named(weighed.comparison, "cheapest")

    assert cheapest["objective_minor"] == CHEAPEST_MINOR
    assert (cheapest["extra_minor"], cheapest["extra_bps"], cheapest["affected"]) == (0, 0, None)


def test_one_winner_costs_more_and_says_how_much(weighed):
    single = named(weighed.comparison, "winners_at_most", at_most=1)

    assert (single["extra_minor"], single["extra_bps"]) == (WITHOUT_FIRST_MINOR, 249)
    assert len(single["winners"]) == 1
    assert single["proven"] is True


def test_lines_that_change_carrier_are_counted_with_their_members(weighed):
    without = named(weighed.comparison, "without_carrier", carrier=weighed.code(0))

    assert without["affected"]["count"] == 3
    assert len(without["affected"]["lines"]["other_carrier"]) == 3
    assert {m["id"] for m in without["members"]} == {str(m.id) for m in weighed.members}


def test_a_share_cap_leaves_lines_out(weighed):
    capped = named(weighed.comparison, "share_cap", at_most_bps=4000)

    assert capped["served"] == 4
    assert len(capped["unserved"]) == 2 == len(capped["affected"]["lines"]["falls_out"])
    assert all(won["lines"] <= 2 for won in capped["winners"])


def test_per_lot_it_is_said_who_wins(weighed):
    lots = {lot["lot"]: lot["shares"] for lot in named(weighed.comparison, "cheapest")["lots"]}

    assert [share["carrier"] for share in lots["SHA-HKG/IPLC"]] == [weighed.code(0)]
    assert [share["carrier"] for share in lots["SHA-SIN/IPLC"]] == [weighed.code(1)]


def test_a_scenario_without_a_carrier_gives_it_nothing(weighed):
    without = named(weighed.comparison, "without_carrier", carrier=weighed.code(0))

    assert [won["carrier"] for won in without["winners"]] == [weighed.code(1)]
    assert without["without"]["id"] == str(weighed.carriers[0].id)


def test_the_next_best_award_says_who_takes_over(weighed):
    solve_id = named(weighed.comparison, "cheapest")["solve_id"]

    found = weighed.park.get(f"/solves/{solve_id}/fallbacks").json

    first = next(f for f in found if f["carrier"]["id"] == str(weighed.carriers[0].id))
    assert first["lines"] == 3
    assert first["without"]["extra_minor"] == WITHOUT_FIRST_MINOR
    assert [(t["carrier"]["id"], t["lines"]) for t in first["takers"]] == [
        (str(weighed.carriers[1].id), 3)
    ]


def test_nothing_known_is_solved_twice(weighed):
    again = weighed.park.post(
        f"{weighed.path}/scenarios", json={"share_caps": [{"at_most_bps": 6000}]}
    )

    known = {s["solve_id"] for s in weighed.comparison["scenarios"]}
    assert again.status_code == 201
    assert again.json
    assert {solve["id"] for solve in again.json} <= known


def test_scenarios_are_for_organiser_observer_and_reviewer(weighed):
    people = weighed.people
    blind = [*weighed.members, *weighed.carriers, people.park(), people.operator()]

    assert {who.get(f"{weighed.path}/scenarios").status_code for who in blind} == {404}
    assert people.observer().get(f"{weighed.path}/scenarios").status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"scenario": "without_carrier"}, "/parameters/carrier", "field_required"),
        (
            {"scenario": "without_carrier", "parameters": {"carrier": "X"}},
            "/parameters/carrier",
            "not_known",
        ),
        (
            {"scenario": "cheapest", "parameters": {"at_most": 1}},
            "/parameters/at_most",
            "field_unknown",
        ),
        ({"scenario": "reaward"}, "/scenario", "choice"),
        (
            {"scenario": "share_cap", "parameters": {"at_most_bps": 0}},
            "/parameters/at_most_bps",
            "number_range",
        ),
    ],
)
def test_a_scenario_needs_its_own_parameter(weighed, body, pointer, code):
    answer = weighed.park.post(f"{weighed.path}/solves", json=body)

    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [(pointer, code)]


def test_what_waits_to_be_solved_says_so(market):
    market.park.post(f"{market.path}/scenarios")

    seen = market.park.get(f"{market.path}/scenarios").json["scenarios"]

    assert {s["state"] for s in seen} == {"requested"}
    assert all(s["objective_minor"] is None for s in seen)


def test_conflicts_of_an_infeasible_scenario_name_carrier_and_line(market, session):
    solve_id = market.park.post(f"{market.path}/solves").json["id"]
    solve = session.get_one(Solve, solve_id)
    paths = ["/rules/winners", "/quotes/0/minimum_award", "/lines/1/ceiling_minor"]
    solve.state, solve.result = "infeasible", {"status": "infeasible", "conflicts": paths}
    session.commit()

    seen = named(market.park.get(f"{market.path}/scenarios").json, "cheapest")

    assert [c["rule"] for c in seen["conflicts"]] == ["winners", "minimum_award", "ceiling"]
    assert seen["conflicts"][1]["carrier"] in {market.code(0), market.code(1)}
    assert seen["conflicts"][2]["line"] == "L0002"


@pytest.mark.parametrize(("reason", "status"), [("", 422), ("两家供应更稳妥", 201)])
def test_a_dearer_scenario_needs_a_written_reason(market, session, reason, status):
    market.solved("cheapest")
    dearer = market.solved("winners_at_most", at_most=1)

    answer = market.pick(dearer, reason)

    assert answer.status_code == status
    if status == 201:
        assert answer.json["cheapest_minor"] == CHEAPEST_MINOR
        assert answer.json["parameters"] == {"at_most": 1}


def test_a_scenario_as_cheap_as_the_proven_cheapest_needs_none(market):
    market.solved("cheapest")

    assert market.pick(market.solved("winners_at_most", at_most=2)).status_code == 201


def test_without_knowing_the_cheapest_a_reason_is_needed(market):
    answer = market.pick(market.solved("winners_at_most", at_most=2))

    assert [e["code"] for e in answer.json["errors"]] == ["award_reason_required"]


def test_a_scenario_of_quotes_that_changed_since_is_refused(market, session):
    solve_id = market.solved("cheapest")
    session.execute(
        sa.update(QuotePrice)
        .where(QuotePrice.rfq_id == market.rfq["id"])
        .values(price_minor=QuotePrice.price_minor + 1)
    )
    session.commit()

    answer = market.pick(solve_id)

    assert (answer.status_code, answer.json["code"]) == (409, "solve_stale")
    assert market.park.get(f"{market.path}/scenarios").json["scenarios"] == []


def test_a_scenario_of_a_void_rfq_is_refused(market, session):
    solve_id = market.solved("cheapest")
    session.execute(
        sa.text("UPDATE rfqs SET state = 'void' WHERE id = :id"), {"id": market.rfq["id"]}
    )
    session.commit()

    answer = market.pick(solve_id)

    assert (answer.status_code, answer.json["code"]) == (409, "rfq_not_opened")


def test_members_and_bidders_are_told_of_the_award(market, session):
    award_id = market.pick(market.solved("cheapest")).json["id"]

    told = session.scalars(
        sa.select(Notification).where(
            Notification.event == "award_published", Notification.dedupe == award_id
        )
    ).all()

    concerned = {a.identity.user_id for a in (*market.members, *market.carriers)}
    assert {n.user_id for n in told} == concerned
    award = session.get_one(Award, award_id)
    assert {n.due_at for n in told} == {award.acceptance_opens_at}
