"""The pages of a directed group buy: drafting, inviting, the landing page, the waiting list."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.services.lock_demand import lock_demand
from tests.factories.demand import a_line
from tests.factories.directed import Directed
from tests.factories.kept import kept
from tests.factories.people import fresh_uscc
from tests.factories.visitors import Visitor
from tests.web.page_rows.markets import flat


@kept
def market(people):
    return Directed(people)


def invitations(market, language="en"):
    visitor = Visitor(market.lead, language)
    visitor.get(f"/group-buys/{market.id}/invitations")
    return visitor


def test_a_lead_drafts_a_directed_group_buy_at_the_browser(people):
    market = Directed(people, opened=False)
    lead = Visitor(market.lead, "en")

    page = lead.get(f"/group-buys/{market.id}")

    assert "Directed group buy" in page.text and "Invitations" in page.text
    assert "Links and mails can be sent once" in invitations(market).page.text


def test_a_company_is_invited_by_its_code_and_taken_off_again(market):
    company, lead = market.stranger(), invitations(market)

    page = lead.send("/invitations", uscc=market.uscc(company))

    assert company.name in page.text and "The company is on the list." in page.text
    assert not page.unlabelled()
    page = lead.send("/remove")
    assert "Nobody is on the list yet" in page.text


def test_a_wrong_code_is_said_beside_its_field(market):
    page = invitations(market).send("/invitations", uscc="91310115MA1K00000X")

    assert page.status == 422 and "check digit" in page.text


def test_a_link_is_shown_once_and_works(market):
    lead = invitations(market)

    page = lead.send("/invitations/link", uses_at_most="2")

    path = re.search(r"/invitations/[\w-]{43}", page.text)[0]
    assert path not in lead.get(f"/group-buys/{market.id}/invitations").text
    company = Visitor(market.stranger(), "en")
    page = company.get(path)
    assert "binds you to nothing" in page.text
    page = company.send(path)
    assert page.path == f"/group-buys/{market.id}"
    assert "See my price and join" in page.text
    assert "on the list already" in company.get(path).text


def test_looking_at_an_invitation_claims_nothing(market):
    token, company = market.link(), market.stranger()
    for _ in range(2):
        Visitor(company).get(f"/invitations/{token}")

    assert company.get(market.path).status_code == 404
    assert market.claim(company, token).status_code == 200


def test_a_stranger_is_shown_the_way_to_the_log_in_and_back(app, market):
    path = f"/invitations/{market.link()}"

    text = app.test_client().get(path, headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert f"/login?next={path}" in text.replace("%2F", "/")
    assert market.lead.name in text and "csrf" not in text.split("<main")[1]


@pytest.mark.parametrize(
    "who, said",
    [
        ("home", "The invitation is for enterprises."),
        ("pending", "Open this link again once it is confirmed."),
        ("lead", "This is your own invitation."),
    ],
)
def test_the_landing_page_says_why_somebody_cannot_take_it_up(market, who, said):
    actor = market.stranger(confirmed=False) if who == "pending" else getattr(market, who)

    assert said in Visitor(actor, "en").get(f"/invitations/{market.link()}").text


def test_a_spent_invitation_says_nothing_of_the_group_buy(market):
    token = market.link()
    market.claim(market.stranger(), token)

    page = Visitor(market.stranger(), "en").get(f"/invitations/{token}")

    assert "as often as it may be" in page.text
    assert "Directed group buy" not in page.text and market.lead.name not in page.text


def test_to_a_neighbour_no_page_tells_of_it(market):
    neighbour = Visitor(market.stranger(), "en")

    for path in ("/home", "/group-buys", "/notices", "/rfqs"):
        assert market.id not in neighbour.get(path).text
    for path in ("", "/live", "/lines", "/invitations", "/waiting", "/demand"):
        assert neighbour.get(f"/group-buys/{market.id}{path}").status == 404


def test_a_late_company_waits_and_withdraws_at_the_browser(people, database, clock):
    market = Directed(people)
    market.join()
    late = market.member()
    clock.freeze(datetime.fromisoformat(market.lead.get(market.path).json["locks_at"]))
    with database.unit_of_work() as session:
        lock_demand(session, group_buy_id=UUID(market.id), now=now_of(session))
    company = Visitor(late, "en")
    assert "Waiting list" in company.get(f"/group-buys/{market.id}").text

    company.get(f"/group-buys/{market.id}/waiting")
    page = company.send_fields(
        "/waiting", flat({"line": a_line(availability_bps="99.9", z_share_bps="100")})
    )

    assert "Your line waits." in page.text and "among the first" in page.text
    assert not page.unlabelled()
    assert "Organisation" in Visitor(market.lead, "en").get(page.path).text
    assert "The line waits no longer." in company.send("/withdraw").text


def test_a_wrong_waiting_line_is_said_beside_its_field(people, database, clock):
    market = Directed(people)
    market.join()
    late = Visitor(market.member(), "en")
    clock.freeze(datetime.fromisoformat(market.lead.get(market.path).json["locks_at"]))
    with database.unit_of_work() as session:
        lock_demand(session, group_buy_id=UUID(market.id), now=now_of(session))
    late.get(f"/group-buys/{market.id}/waiting")

    line = flat({"line": a_line(availability_bps="99.9", z_share_bps="100", mbps=501)})
    page = late.send_fields("/waiting", line)

    assert page.status == 422 and "List prices go up to 500 Mbps" in page.text
    assert 'href="#f-line-mbps"' in page.text


def test_an_unregistered_company_waits_for_its_sign_up(market):
    page = invitations(market).send("/invitations", uscc=fresh_uscc())

    assert "once it has signed up and is confirmed" in page.text
