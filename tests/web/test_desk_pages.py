"""A carrier's desk: every invitation by what is due next, with where it stands."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.kept import kept
from tests.factories.locked import Opened
from tests.factories.rfq import Quoting
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def market(people, clock):
    return Quoting(people, clock)


def desk(market, carrier=0, show=""):
    page = Visitor(market.carriers[carrier], "en").get(f"/rfqs?show={show}" if show else "/rfqs")
    assert page.status == 200
    return page.text


def typed(market, carrier=0):
    visitor = Visitor(market.carriers[carrier], "en")
    visitor.get(f"{market.path}/quote")
    return visitor.send_fields("/quote", {}, to="/quote/draft")


def test_an_invitation_that_nobody_touched_is_not_begun(market):
    assert "not begun" in desk(market)
    assert "Begin to price" in desk(market)


def test_a_saved_draft_is_told_to_its_carrier_alone(market):
    assert typed(market).status == 200

    assert "Go on pricing" in desk(market)
    assert "Go on pricing" not in desk(market, carrier=1)


def test_a_sealed_quote_is_told_to_its_carrier_alone_with_its_receipt(market):
    market.seal(0)

    page = desk(market)

    assert "Change the quote" in page
    assert "/quote/receipts/" in page
    assert "Change the quote" not in desk(market, carrier=1)


def test_a_withdrawn_quote_is_no_sealed_one(market):
    market.seal(0)
    market.carriers[0].delete(f"{market.path}/quote")

    assert "not begun" in desk(market)


def test_an_amendment_asks_to_seal_anew(market):
    market.seal(0)
    market.amend("Two routes at the far end.")

    assert "void by an amendment" in desk(market)
    assert "Seal anew" in desk(market)


def test_what_is_due_next_stands_first(market, people, clock):
    later = Quoting(people, clock)
    later.carriers = market.carriers
    due = (market.due + timedelta(days=3)).isoformat()
    market.park.post(f"{market.path}/amendments", {"text": "Later.", "quotes_due_at": due})

    page = desk(market)

    assert page.index(later.path) < page.index(market.path)


def test_an_opened_quote_and_one_that_was_never_made_are_told_apart(people, clock):
    opened = Opened(people, clock)
    opened.path = f"/rfqs/{opened.rfq['id']}"

    assert "Quotes opened" in desk(opened)
    assert "Our quote" in desk(opened)
    assert opened.path not in desk(opened, show="open")
    assert opened.path in desk(opened, show="closed")


def test_after_the_award_a_carrier_reads_what_it_won_and_the_other_that_it_did_not(people, clock):
    market = Opened(people, clock)
    market.award()

    won, lost = (desk(market, carrier=number) for number in (0, 1))

    assert "2 lines · 200 Mbps" in " ".join(won.split())
    assert "not won" in lost


def test_the_desk_is_tidy_in_both_languages(market):
    market.seal(0)
    assert_tidy_in_both_languages(market.carriers[0], "/rfqs", "/rfqs?show=closed")
