"""Another bidder's quote (自主选择): what a member sees, takes, and gives back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.factories.kept import kept
from tests.factories.locked import Awarded, a_quote, a_row

SECOND = 25_300_000
"what the second carrier of the factories asks for a line without a ladder"
LADDER = {
    "id": "L",
    "lots": "all",
    "measure": "mbps",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 200, "discount_bps": 200}],
}


@kept
def awarded(people, clock):
    return Awarded(people, clock)


def mine(market, at=0):
    """The path of the member's first line."""
    return f"/award-lines/{market.line_of(market.members[at])['id']}"


def choose(market, at=0, carrier=1, **more):
    body = {"carrier_id": str(market.carriers[carrier].id)} | more
    return market.members[at].post(mine(market, at) + "/choose", json=body)


def market_with(people, clock, first, second, *members):
    """A market of two quotes; the changes are to a plain quote of 20,000 and 21,000 a month."""
    quotes = [a_quote(**first), a_quote(a_row(monthly_minor=2_100_000), **second)]
    return Awarded(people, clock, *members, quotes=quotes)


def test_a_member_sees_every_other_quote_for_its_line(awarded):
    quotes = awarded.members[0].get(mine(awarded) + "/quotes").json

    assert [q["carrier"]["id"] for q in quotes] == [str(awarded.carriers[1].id)]
    assert (quotes[0]["price_minor"], quotes[0]["obstacle"]) == (SECOND, None)
    assert quotes[0]["above_ceiling"] is False


def test_other_quotes_are_the_members_and_the_overseers_alone(awarded, people):
    path = mine(awarded) + "/quotes"
    blind = [awarded.members[1], *awarded.carriers, people.enterprise(awarded.park)]

    assert {who.get(path).status_code for who in blind} == {404}
    assert awarded.park.get(path).status_code == 200


def test_a_chosen_quote_is_fixed_with_its_schedule(awarded):
    line = choose(awarded).json

    taken = line["taken"]
    assert (line["acceptance"], line["agreed_price_minor"]) == ("chosen", SECOND)
    assert (
        taken["one_off_minor"] + taken["first_month_minor"] + 11 * taken["monthly_minor"]
        == (taken["price_minor"])
    )
    assert line["price_minor"] == 24_100_000


def test_a_choice_may_be_taken_back_and_leaves_no_trace_on_the_line(awarded):
    choose(awarded)

    accepted = awarded.members[0].post(mine(awarded) + "/accept").json

    assert (accepted["acceptance"], accepted["taken"]) == ("accepted", None)


@pytest.mark.parametrize(("microseconds", "status"), [(-1, 200), (0, 409)])
def test_a_choice_counts_only_before_the_window_closes(awarded, clock, microseconds, status):
    due = datetime.fromisoformat(awarded.award_["acceptance_due_at"])
    clock.freeze(due + timedelta(microseconds=microseconds))

    assert choose(awarded).status_code == status


def test_the_awarded_carrier_is_accepted_not_chosen(awarded):
    assert choose(awarded, carrier=0).json["code"] == "own_award"


def test_a_carrier_that_did_not_quote_cannot_be_chosen(awarded, people):
    body = {"carrier_id": str(people.carrier().id)}

    answer = awarded.members[0].post(mine(awarded) + "/choose", json=body)

    assert [e["code"] for e in answer.json["errors"]] == ["not_known"]


def test_the_price_is_that_of_the_awarded_volume_and_one_line(people, clock):
    market = market_with(people, clock, {}, {"ladders": [LADDER]}, [{}], [{}])

    first, second = choose(market, 0).json, choose(market, 1).json

    # Nothing was awarded to the second carrier: 100 Mbps, also for whoever comes later.
    assert first["agreed_price_minor"] == second["agreed_price_minor"] == SECOND


def test_a_quote_reaches_its_tier_by_what_it_was_awarded(people, clock):
    dear, cheap = a_row(monthly_minor=2_100_000), a_row(corridor="SHA-SIN", rtt_us=60_000)
    quotes = [
        a_quote(a_row(), a_row(corridor="SHA-SIN", rtt_us=60_000, monthly_minor=2_400_000)),
        a_quote(dear, cheap, ladders=[LADDER]),
    ]
    market = Awarded(people, clock, [{}], [{"corridor": "SHA-SIN"}], quotes=quotes)
    assert market.line_of(market.members[1])["carrier"]["id"] == str(market.carriers[1].id)

    taken = choose(market).json["taken"]

    assert (taken["discount_bps"], taken["price_minor"]) == (200, SECOND * 98 // 100)


def test_above_the_ceiling_only_by_express_consent(people, clock):
    market = Awarded(people, clock, [{"own_limit_minor": 25_000_000}])

    refused = choose(market)
    taken = choose(market, consent=True).json

    assert [e["pointer"] for e in refused.json["errors"]] == ["/consent"]
    assert taken["taken"]["consented_at"] is not None
    assert taken["agreed_price_minor"] > taken["ceiling_minor"]


def test_consent_below_the_ceiling_is_not_kept(awarded):
    assert choose(awarded, consent=True).json["taken"]["consented_at"] is None


def test_a_line_left_out_may_take_its_cheapest_quote(people, clock):
    market = Awarded(people, clock, [{"own_limit_minor": 24_000_000}], [{}])
    cheapest = market.members[0].get(mine(market) + "/quotes").json[0]

    taken = choose(market, carrier=0, consent=True).json

    assert (taken["acceptance"], taken["carrier"]) == ("chosen", None)
    assert cheapest["carrier"]["id"] == str(market.carriers[0].id)
    assert taken["agreed_price_minor"] == cheapest["price_minor"] == 24_100_000


def test_a_line_left_out_is_declined_only_after_a_choice(people, clock):
    market = Awarded(people, clock, [{"own_limit_minor": 24_000_000}], [{}])
    decline = mine(market) + "/decline"
    assert market.members[0].post(decline).json["code"] == "line_unserved"

    choose(market, carrier=0, consent=True)

    assert market.members[0].post(decline).json["acceptance"] == "declined"


def test_the_last_capacity_is_taken_once(people, clock):
    capacity = {"lots": "all", "measure": "mbps", "at_most": 100}
    market = market_with(people, clock, {}, {"capacities": [capacity]}, [{}], [{}])

    first, second = choose(market, 0), choose(market, 1)
    again = choose(market, 0)

    assert (first.status_code, again.status_code) == (200, 200)
    assert (second.status_code, second.json["code"]) == (409, "quote_capacity_full")
    quotes = market.members[1].get(mine(market, 1) + "/quotes").json
    assert quotes[0]["obstacle"] == "capacity"


def test_a_carrier_does_not_serve_less_than_its_minimum(people, clock):
    least = {"measure": "lines", "at_least": 2}
    market = market_with(people, clock, {}, {"minimum_award": least}, [{}], [{}])

    assert choose(market).json["code"] == "quote_below_minimum"


def test_the_carrier_left_reads_nothing_of_the_other_and_the_chosen_one_reads_its_line(awarded):
    choose(awarded)
    path = f"/awards/{awarded.award_['id']}/lines"

    left = next(x for x in awarded.carriers[0].get(path).json if x["acceptance"] == "chosen")
    (gained,) = awarded.carriers[1].get(path).json

    assert (left["taken"], left["agreed_price_minor"]) == (None, 24_100_000)
    assert (gained["carrier"], gained["price_minor"]) == (None, None)
    assert (gained["agreed_price_minor"], gained["member"]) == (SECOND, None)


def test_a_chosen_line_is_contracted_with_the_chosen_carrier(awarded):
    choose(awarded)
    second = awarded.members[1]
    second.post(mine(awarded, 1) + "/accept")

    awarded.park.post(f"/awards/{awarded.award_['id']}/settle")

    (contract,) = awarded.members[0].get("/contracts").json
    assert contract["carrier"]["id"] == str(awarded.carriers[1].id)
    assert contract["total_minor"] == SECOND


def test_a_quote_is_given_in_figures_to_compare(awarded):
    """1,000 once and 21,000 a month for 12 months at 100 Mbps; 3 % a year is 0.25 % a month."""
    (quote,) = awarded.members[0].get(mine(awarded) + "/quotes").json

    assert quote["figures"] == {
        "total_with_vat_minor": SECOND * 109 // 100,
        "monthly_equivalent_minor": 2_108_333,
        "per_mbps_month_minor": 21_083,
        "present_value_minor": 24_895_233,
    }


def test_an_awarded_line_is_given_in_the_same_figures(awarded):
    line = awarded.members[0].get(mine(awarded)).json

    assert line["figures"]["per_mbps_month_minor"] == 20_083
