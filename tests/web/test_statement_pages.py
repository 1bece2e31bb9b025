"""What an organiser states for the opening and signs for the lock, on its pages."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.factories.demand import Market
from tests.factories.kept import kept
from tests.factories.statements import PLAIN, sign_record
from tests.factories.uploads import PDF
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

NO = dict.fromkeys(PLAIN, "false")


@kept
def market(people):
    return Market(people)


@pytest.fixture
def draft(market):
    """The page of a draft without a statement."""
    made = market.park.post("/group-buys", market.terms())
    return f"/group-buys/{made.json['id']}"


def test_the_page_is_tidy_before_and_after(market, draft):
    assert_tidy_in_both_languages(market.park, f"{draft}/statement", f"{market.path}/statement")


def test_a_draft_leads_to_the_statement_and_then_to_the_opening(market, draft):
    visitor = Visitor(market.park, "en")
    assert f"{draft}/open" not in visitor.get(draft).text

    visitor.get(f"{draft}/statement")
    page = visitor.send("/statement", **NO)

    assert page.path == draft and f"{draft}/open" in page.text
    assert visitor.send("/open").status == 200


def test_nothing_is_ticked_and_what_is_not_answered_is_told(market, draft):
    visitor = Visitor(market.park, "en")
    assert "checked" not in visitor.get(f"{draft}/statement").text

    page = visitor.send("/statement", public_body="false")

    assert page.status == 422
    assert page.text.count('class="fault"') == len(PLAIN) - 1


def test_a_file_once_sent_stays_when_the_answers_change(market, draft):
    visitor = Visitor(market.park, "en")
    visitor.get(f"{draft}/statement")
    visitor.send(
        "/statement", **NO | {"state_owned": "true", "approval_id": (BytesIO(PDF), "a.pdf")}
    )
    visitor.get(f"{draft}/statement")

    visitor.send("/statement", boycott_terms="true")

    assert visitor.get(f"{draft}/statement/approval").status == 200


def test_what_stops_the_opening_leads_to_its_question(market, draft):
    visitor = Visitor(market.park, "en")
    visitor.get(f"{draft}/statement")
    visitor.send("/statement", **NO | {"hidden_rebate": "true"})

    page = visitor.send("/open")

    assert page.status == 409
    assert f"{draft}/statement#f-hidden_rebate" in page.text
    assert 'id="f-hidden_rebate"' in visitor.get(f"{draft}/statement").text


def test_the_record_for_the_lock_is_tidy_before_and_after(market):
    record = f"{market.path}/competition-record"
    assert_tidy_in_both_languages(market.park, record)
    sign_record(market.park, market.id)

    assert_tidy_in_both_languages(market.park, record)
    assert_tidy_in_both_languages(market.people.observer(), record, f"{market.path}/statement")


def test_the_record_begins_with_the_figures_and_is_signed(market):
    visitor = Visitor(market.park, "en")
    assert "Sign the record" in visitor.get(market.path).text
    form = visitor.get(f"{market.path}/competition-record").form("/competition-record")
    assert "companies ask for" in form.values["efficiency"]

    page = visitor.send(
        "/competition-record", local_demand_share_bps="12.5", share_basis="Statistics"
    )

    assert page.path == market.path and "Sign the record" not in page.text
    record = market.park.get(f"{market.path}/competition-record").json
    assert record["local_demand_share_bps"] == 1250
