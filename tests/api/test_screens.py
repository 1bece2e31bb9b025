"""Reviewers decide on hits, bidders are heard, organisers learn no more than that it is held."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import datetime

import pytest

from marketplace.app import create_app
from tests.factories.kept import kept
from tests.factories.locked import Locked, Opened, a_quote, a_row
from tests.factories.people import People
from tests.factories.rfq import broken
from tests.factories.screened import decide, hits_of, screen

LOW = [a_quote(), a_quote(a_row(monthly_minor=1_000_000))]
QUESTION = "Who wrote your rate card?"


@pytest.fixture(scope="module")
def reviewer(app, database):
    return People(app, database).reviewer()


@kept
def held(people, clock):
    """Three carriers; the first two with equal quotes."""
    quotes = [a_quote(), a_quote(), a_quote(a_row(monthly_minor=2_200_000))]
    return Opened(people, clock, quotes=quotes)


@kept
def low(people, clock):
    """The second carrier asks half of the first."""
    return Opened(people, clock, quotes=LOW)


def the_hit(reviewer, market):
    (hit,) = hits_of(reviewer, market.rfq["id"])
    return hit


def ask(reviewer, hit, carrier, **changes):
    body = {"carrier_id": str(carrier.id), "question": QUESTION} | changes
    return reviewer.post(f"/screen-hits/{hit['id']}/hearings", body)


def test_a_hit_is_explained_with_figures_and_source_in_both_languages(held, reviewer):
    hit = the_hit(reviewer, held)

    assert (hit["screen"], hit["kind"], hit["holds"]) == ("identical_prices", "deemed", True)
    assert "2 条专线" in hit["explanations"]["zh"] and "2 lines" in hit["explanations"]["en"]
    assert "第40条" in hit["sources"]["zh"] and "art. 40" in hit["sources"]["en"]
    assert hit["figures"]["prices"][0]["line"] == "L0001"
    assert {c["id"] for c in hit["carriers"]} == {str(c.id) for c in held.carriers[:2]}


def test_an_abnormally_low_price_says_by_how_much(low, reviewer):
    hit = the_hit(reviewer, low)

    assert hit["screen"] == "abnormally_low"
    assert "49.79%" in hit["explanations"]["en"] and "¥242,000.00" in hit["explanations"]["en"]


def test_the_queue_holds_what_could_be_awarded_now_the_heaviest_first(held, low, reviewer):
    queue = reviewer.get("/screen-hits?state=held&limit=200").json

    mine = [hit for hit in queue if hit["rfq_id"] in (held.rfq["id"], low.rfq["id"])]
    assert [hit["kind"] for hit in mine] == ["deemed", "hint"]
    low.park.post(f"/group-buys/{low.id}/cancel", json={"reason": "no longer wanted"})
    again = reviewer.get("/screen-hits?state=held&limit=200").json
    assert low.rfq["id"] not in {hit["rfq_id"] for hit in again}


def test_the_organiser_learns_that_it_is_held_and_no_secret(held, reviewer):
    hit = the_hit(reviewer, held)
    decide(reviewer, hit["id"], "upheld", reason="A secret reason.")

    screen = held.park.get(f"/rfqs/{held.rfq['id']}/screen").json

    assert (screen["held"], [one["screen"] for one in screen["hits"]]) == (True, [hit["screen"]])
    assert screen["hits"][0]["outcome"] == "upheld"
    assert not {"figures", "carriers", "explanations", "decisions"} & set(screen["hits"][0])
    assert "secret" not in str(screen)
    assert held.park.get(f"/screen-hits/{hit['id']}").status_code == 403


def test_observers_read_everything_and_decide_nothing(held, people, reviewer):
    hit, observer = the_hit(reviewer, held), people.observer()

    assert observer.get(f"/screen-hits/{hit['id']}").json["figures"] == hit["figures"]
    assert decide(observer, hit["id"]).status_code == 403


def test_a_decision_needs_a_reason(held, reviewer):
    hit = the_hit(reviewer, held)

    answer = decide(reviewer, hit["id"], reason="  ")

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/reason")


def test_a_final_decision_stands(held, reviewer):
    hit = the_hit(reviewer, held)
    decide(reviewer, hit["id"])

    again = decide(reviewer, hit["id"], "upheld")

    assert (again.status_code, again.json["code"]) == (409, "screen_settled")


def test_a_release_is_told_to_the_organiser(held, reviewer):
    hit = the_hit(reviewer, held)

    decide(reviewer, hit["id"])

    told = [one["event"] for one in held.park.get("/notifications").json]
    assert {"award_released", "award_held"} <= set(told)


def test_a_bidder_is_asked_and_states_its_case_once(held, reviewer):
    hit, (first, second, third) = the_hit(reviewer, held), held.carriers
    hearing = ask(reviewer, hit, first).json
    path = f"/hearings/{hearing['id']}"

    stated = first.post(f"{path}/statement", {"statement": "We resell one tariff."})
    again = first.post(f"{path}/statement", {"statement": "No, another."})

    assert (stated.status_code, again.json["code"]) == (200, "case_stated")
    assert first.get(path).json["question"] == QUESTION
    assert [one["id"] for one in first.get("/hearings").json] == [hearing["id"]]
    assert second.get(path).status_code == third.get(path).status_code == 404
    assert held.park.get(path).status_code == 404
    assert the_hit(reviewer, held)["hearings"][0]["statement"] == "We resell one tariff."
    assert ask(reviewer, hit, first).json["code"] == "bidder_asked"


def test_only_a_bidder_of_the_hit_is_asked(held, reviewer):
    answer = ask(reviewer, the_hit(reviewer, held), held.carriers[2])

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/carrier_id")


def test_silence_after_the_due_time_is_an_answer(held, reviewer, clock):
    hit, first = the_hit(reviewer, held), held.carriers[0]
    hearing = ask(reviewer, hit, first).json
    early = decide(reviewer, hit["id"], "set_aside", set_aside=[str(first.id)])

    clock.freeze(datetime.fromisoformat(hearing["due_at"]))
    late = first.post(f"/hearings/{hearing['id']}/statement", {"statement": "Too late."})
    decided = decide(reviewer, hit["id"], "set_aside", set_aside=[str(first.id)])

    assert (early.json["code"], late.json["code"]) == ("hearing_needed", "too_late")
    assert decided.status_code == 201


def test_a_quote_set_aside_takes_no_part_in_the_award(held, reviewer, session):
    hit, first = the_hit(reviewer, held), held.carriers[0]
    hearing = ask(reviewer, hit, first).json
    stale = held.solve()
    first.post(f"/hearings/{hearing['id']}/statement", {"statement": "It was a mistake."})

    decided = decide(reviewer, hit["id"], "set_aside", set_aside=[str(first.id)])

    assert decided.json["decisions"][0]["set_aside"] == [str(first.id)]
    refused = held.park.post(f"/rfqs/{held.rfq['id']}/awards", json={"solve_id": stale})
    assert refused.json["code"] == "solve_stale"
    award = held.award()
    lines = held.park.get(f"/awards/{award['id']}/lines").json
    assert {line["carrier"]["id"] for line in lines} == {str(held.carriers[1].id)}
    assert (
        first.get(f"/rfqs/{held.rfq['id']}/quote").json["unusable_reason"] == "set_aside_by_review"
    )
    assert broken(session, held.id) == []


def test_no_suspicion_or_hint_sets_a_quote_aside(low, reviewer):
    hit = the_hit(reviewer, low)

    answer = decide(reviewer, hit["id"], "set_aside", set_aside=[str(low.carriers[1].id)])

    assert answer.json["errors"][0]["code"] == "set_aside_of_suspicion"


@pytest.mark.parametrize(
    ("outcome", "who", "code"),
    [
        ("set_aside", [], "set_aside_whom"),
        ("set_aside", [2], "set_aside_not_of_hit"),
        ("released", [0], "set_aside_unwanted"),
    ],
)
def test_whom_a_decision_may_name(held, reviewer, outcome, who, code):
    named = [str(held.carriers[at].id) for at in who]

    answer = decide(reviewer, the_hit(reviewer, held)["id"], outcome, set_aside=named)

    assert answer.json["errors"][0]["code"] == code


@pytest.mark.parametrize(
    ("proxies", "found"), [(0, []), (1, ["upload_coincidence"])], ids=["no proxy", "one proxy"]
)
def test_a_forwarded_address_counts_behind_a_trusted_proxy_alone(
    people, clock, reviewer, config, proxies, found
):
    app = create_app(replace(config, trusted_proxies=proxies))
    forwarded = {"headers": {"X-Forwarded-For": "9.9.9.9, 101.80.1.1"}}
    carriers = [people.carrier(), people.carrier()]
    market = Locked(people, [{}])
    rfq = market.issue()
    for carrier, monthly in zip(carriers, (2_000_000, 2_170_000), strict=True):
        quote = a_quote(a_row(monthly_minor=monthly))
        there = replace(carrier, app=app)
        assert (
            there.send("PUT", f"/rfqs/{rfq['id']}/quote", json=quote, **forwarded).status_code
            == 200
        )
    clock.freeze(datetime.fromisoformat(rfq["quotes_due_at"]))
    market.park.post(f"/rfqs/{rfq['id']}/open")
    screen(people.app, rfq["id"])
    app.extensions["marketplace"].database.close()

    hits = hits_of(reviewer, rfq["id"])

    assert [hit["screen"] for hit in hits] == found
    assert all(hit["figures"]["uploads"][0]["address"] == "101.80.1.1" for hit in hits)


def test_files_are_known_by_their_traces_and_not_kept(people, clock, reviewer, database):
    content = b64encode(b"%PDF-1.7 /Author (Wang Wei) /Producer (WPS)").decode()
    files = [{"name": "offer.pdf", "content": content}]
    quotes = [
        a_quote(a_row(monthly_minor=monthly), documents=files) for monthly in (2_000_000, 2_170_000)
    ]
    market = Opened(people, clock, quotes=quotes)

    hit = the_hit(reviewer, market)

    assert (hit["screen"], hit["kind"]) == ("same_documents", "deemed")
    assert hit["figures"]["shared"][0]["name"] == "offer.pdf"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"name": "x", "content": "not base64!"}, "base64_expected"),
        ({"name": "x", "content": "A" * 3_000_000}, "base64_expected"),
        ({"name": "x"}, "field_required"),
    ],
)
def test_what_is_no_file_is_refused(people, document, code):
    carrier = people.carrier()
    rfq = Locked(people, [{}]).issue()

    answer = carrier.put(f"/rfqs/{rfq['id']}/quote", a_quote(documents=[document]))

    assert answer.json["errors"][0] | {"code": code} == answer.json["errors"][0]
    assert answer.json["errors"][0]["pointer"] == "/documents/0/content"
