"""A held award by its pages: the queue, the finding, the hearing, the decision, the award."""

from __future__ import annotations

from base64 import b64encode

from tests.factories.kept import kept
from tests.factories.locked import Due, Locked, Opened, a_quote, a_row
from tests.factories.screened import hits_of, screen, seal_from
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

EQUAL = [a_quote(), a_quote()]
QUESTION = "贵公司的费率表由谁编制？"


@kept
def held(people, clock):
    market = Opened(people, clock, quotes=EQUAL)
    market.room = f"/rfqs/{market.rfq['id']}/award-room"
    market.reviewer = people.reviewer()
    (hit,) = hits_of(market.reviewer, market.rfq["id"])
    market.hit = f"/screens/{hit['id']}"
    return market


def heard(held):
    """The path of a hearing of the first carrier."""
    reviewer = Visitor(held.reviewer)
    reviewer.get(held.hit)
    reviewer.send("/hear", carrier_id=str(held.carriers[0].id), question=QUESTION)
    hearing = held.carriers[0].get("/hearings").json[0]
    return f"/hearings/{hearing['id']}"


def test_the_queue_leads_to_the_finding_with_its_figures(held):
    reviewer = Visitor(held.reviewer)

    queue = reviewer.get("/screens")
    page = reviewer.get(held.hit)

    assert held.hit in queue.text and "报价相同" in queue.text
    assert "第40条" in page.text and "¥241,000" in page.text and "L0001" in page.text


def test_the_home_page_of_a_reviewer_says_that_awards_are_held(held):
    assert "项核查结果暂停成交" in Visitor(held.reviewer).get("/home").text


def test_the_room_says_that_the_award_is_held_and_no_secret(held):
    held.solve()

    room = Visitor(held.park).get(held.room)

    assert "成交暂停" in room.text and "报价相同" in room.text
    assert held.hit not in room.text and "均有报价，其中" not in room.text


def test_publishing_a_held_award_says_why_not(held):
    solve, park = held.solve(), Visitor(held.park)
    park.get(held.room)

    page = park.send("/publish", solve_id=solve)

    assert page.status == 409
    assert "1 项核查结果待审核员书面决定" in page.text


def test_a_reviewer_decides_and_the_organiser_publishes(held):
    held.solve()
    reviewer, park = Visitor(held.reviewer), Visitor(held.park)
    reviewer.get(held.hit)

    decided = reviewer.send("/decide", outcome="released", reason="双方转售同一资费。")
    room = park.get(held.room)
    published = park.send("/publish")

    assert "双方转售同一资费。" in decided.text
    assert "可以成交" in room.text and "双方转售" not in room.text
    assert published.path.startswith("/notices/")


def test_a_decision_without_a_reason_is_shown_again(held):
    reviewer = Visitor(held.reviewer, "en")
    reviewer.get(held.hit)

    page = reviewer.send("/decide", outcome="upheld", reason="")

    assert page.status == 422
    assert 'data-field="reason"' in page.text


def test_a_bidder_states_its_case_and_the_reviewer_reads_it(held):
    path, carrier = heard(held), Visitor(held.carriers[0])
    carrier.get(path)

    stated = carrier.send("/statement", statement="我司独立编制。")

    assert QUESTION in stated.text and "我司独立编制。" in stated.text
    assert "报价相同" not in stated.text
    assert "我司独立编制。" in Visitor(held.reviewer).get(held.hit).text


def test_the_pages_are_tidy_in_both_languages(held, people):
    hearing = heard(held)

    assert_tidy_in_both_languages(held.reviewer, "/screens", held.hit, hearing, held.room)
    assert_tidy_in_both_languages(people.observer(), f"/rfqs/{held.rfq['id']}/screen")
    assert_tidy_in_both_languages(held.carriers[0], "/hearings", hearing)
    assert_tidy_in_both_languages(held.park, held.room)


def test_findings_of_every_picture_are_tidy(people, clock):
    """Abnormally low, points of coincidence, and files of one author, each with its figures."""
    carriers = [people.carrier(), people.carrier()]
    market = Locked(people, [{}])
    rfq_id = market.issue()["id"]
    for carrier, monthly in zip(carriers, (2_000_000, 1_000_000), strict=True):
        content = b64encode(b"%PDF-1.7 /Author (Wang Wei) %" + str(monthly).encode()).decode()
        documents = [{"name": "offer.pdf", "content": content}]
        quote = a_quote(a_row(monthly_minor=monthly), documents=documents)
        seal_from("101.80.1.1", carrier, rfq_id, quote)
    market.clock = clock
    Due.reach(market, "rfqs", "quotes_due_at")
    assert market.park.post(f"/rfqs/{rfq_id}/open").json["state"] == "opened"
    screen(people.app, rfq_id)
    reviewer = people.reviewer()

    hits = {hit["screen"]: f"/screens/{hit['id']}" for hit in hits_of(reviewer, rfq_id)}

    assert set(hits) == {"document_traces", "upload_coincidence", "abnormally_low"}
    assert_tidy_in_both_languages(reviewer, *hits.values())
    low = Visitor(reviewer, "en").get(hits["abnormally_low"])
    assert "Mean of the others" in low.text and "<rect" in low.text
    points = Visitor(reviewer, "en").get(hits["upload_coincidence"])
    assert "101.80.1.1" in points.text and "the same address" in points.text
