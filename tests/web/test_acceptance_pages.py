"""Acceptance in full, by pages and forms: other quotes, consent, firmness, confirmation, places."""

from __future__ import annotations

from tests.factories.kept import kept
from tests.factories.locked import Awarded
from tests.factories.short import Short, StillShort
from tests.factories.visitors import Visitor
from tests.factories.waiting import Waited
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def awarded(people, clock):
    """The first member's limit is below the second carrier's price."""
    return Awarded(people, clock, [{"own_limit_minor": 25_000_000}], [{}])


def lines(market):
    return f"/awards/{market.award_['id']}/lines"


def quote_page(market, carrier=1):
    line = market.line_of(market.members[0])
    return f"{lines(market)}/{line['id']}/quotes/{market.carriers[carrier].id}"


@kept
def still_short(people, clock):
    return StillShort(people, clock)


@kept
def short(people, clock):
    return Short(people, clock)


def test_the_pages_are_tidy_in_both_languages(people, clock, awarded):
    assert_tidy_in_both_languages(awarded.members[0], lines(awarded), quote_page(awarded))
    assert_tidy_in_both_languages(awarded.park, lines(awarded))


def test_a_quote_above_the_ceiling_is_taken_by_a_box_that_nobody_ticked(awarded):
    visitor = Visitor(awarded.members[0], "en")
    page = visitor.get(quote_page(awarded))
    assert 'type="checkbox"' in page.text and "checked" not in page.text

    refused = visitor.send(f"/quotes/{awarded.carriers[1].id}")
    assert refused.status == 422 and "express consent" in refused.text
    taken = visitor.send(f"/quotes/{awarded.carriers[1].id}", consent="on")

    assert taken.path == lines(awarded)
    assert "Other quote taken" in taken.text and "¥253,000" in taken.text


def test_both_quotes_promises_stand_side_by_side(awarded):
    text = Visitor(awarded.members[0], "en").get(quote_page(awarded)).text

    row = text[text.index(">RTT<") :][:160]
    assert row.count(" ms</td>") == 2


def test_the_members_page_shows_the_other_quotes_and_what_silence_means(awarded):
    text = Visitor(awarded.members[0], "en").get(lines(awarded)).text

    assert f"Take {awarded.carriers[1].name}" in text and "¥253,000" in text
    assert "above my ceiling" in text
    assert "Silence declines" in text


def test_the_organiser_sees_whether_prices_hold_and_a_carrier_only_its_own(short):
    short.accept(0, 1)

    everything = Visitor(short.park, "en").get(lines(short)).text
    own = Visitor(short.carriers[0], "en").get(lines(short)).text

    assert "120 Mbps to go" in everything and "200 / 400 Mbps" in everything
    assert "120 Mbps to go" in own
    assert not any(member.name in own for member in short.members)


def test_after_a_shortfall_the_pages_say_how_it_goes_on(short):
    short.accept(0)
    first = lines(short)
    short.settle()

    assert "A re-award is being prepared" in Visitor(short.members[0], "en").get(first).text
    assert "award room" in Visitor(short.park, "en").get(first).text
    short.solve_again()
    room = f"/rfqs/{short.rfq['id']}/award-room"
    assert_tidy_in_both_languages(short.park, room, first)
    short.reaward()
    assert lines(short) in Visitor(short.members[0], "en").get(first).text
    assert_tidy_in_both_languages(short.members[0], first, lines(short))


def test_a_carrier_confirms_from_its_home_page(still_short):
    path = f"/award-confirmations/{still_short.confirmation()['id']}"
    visitor = Visitor(still_short.carriers[0], "en")
    assert path in visitor.get("/home").text
    assert_tidy_in_both_languages(still_short.carriers[0], path, "/home")
    assert path in Visitor(still_short.park, "en").get(lines(still_short)).text
    visitor.get(path)

    done = visitor.send("/confirm")

    assert "Prices confirmed" in done.text
    assert "/contracts/" in Visitor(still_short.members[0]).get(lines(still_short)).text


def test_a_carrier_releases_and_the_member_reads_its_way_out(still_short):
    visitor = Visitor(still_short.carriers[0], "en")
    visitor.get(f"/award-confirmations/{still_short.confirmation()['id']}")

    visitor.send("/release")

    assert (
        "free to buy it elsewhere"
        in Visitor(still_short.members[0], "en").get(lines(still_short)).text
    )


def test_a_waiting_company_takes_its_place_by_the_page(people, clock):
    market = Waited(people, clock)
    path = f"/group-buys/{market.id}/waiting/{market.entries[0]}/place"
    company = Visitor(market.waiting[0], "en")
    assert "No place is free for you now" in company.get(path).text
    market.decline()
    assert "A place is free for you" in company.get("/home").text
    assert_tidy_in_both_languages(market.waiting[0], path)
    company.get(path)

    taken = company.send("/place")

    assert taken.path == lines(market) and "from the waiting list" in taken.text


def test_quotes_stand_side_by_side_by_month_and_by_mbps(awarded):
    text = Visitor(awarded.members[0], "en").get(quote_page(awarded)).text

    assert "¥21,083.33" in text and "¥210.83" in text and "¥200.83" in text
    assert "Worth on the first day, at 3 % a year" in text and "¥275,770" in text
