"""A directed group buy by pages: invitations, a shortfall at the acceptance, the re-award."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.crash.clients import Client
from tests.e2e.browser import Person
from tests.e2e.market import Market
from tests.e2e.steps_archives import prove
from tests.e2e.steps_contracts import say
from tests.e2e.steps_demand import BOOK, say_no_to_all
from tests.factories.locked import FAIR
from tests.factories.people import Actor

TITLE = {"zh": "企业定向团购", "en": "A circle of three"}


def lead(market: Market) -> Person:
    """The first company leads."""
    return market.sheet_user


def guest(market: Market) -> Person:
    """The second company is invited by its credit code."""
    return market.api_user


def sell(market: Market, seat: Actor) -> None:
    """The carrier publishes a price book, by its own systems."""
    api = market.api(seat)
    terms = {"name": "2026", "valid_from": "2026-01-01", "valid_to": market.day(400)}
    book = made(api, "/price-books", terms | {"illustrative": True})["id"]
    rows = [row.split(",") for row in BOOK.splitlines()[1:]]
    body = [
        {
            "corridor": corridor,
            "product": product,
            "term_months": int(months),
            "protection": protection,
            "mbps": int(mbps),
            "one_off_minor": int(one_off) * 100,
            "monthly_minor": int(float(monthly) * 100),
            "rtt_us": int(rtt) * 1000,
            "availability_bps": 9990,
            "delivery_days": int(days),
        }
        for corridor, product, months, protection, mbps, one_off, monthly, rtt, _, days in rows
    ]
    put = api.send("PUT", f"/price-books/{book}/rows", {"rows": body}, If_Match='"1"')
    assert put.status == 200, put.json
    assert api.send("POST", f"/price-books/{book}/publish", {}).status == 200


def made(api: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a POST created."""
    answer = api.send("POST", path, body)
    assert answer.status == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def draft_directed(market: Market) -> None:
    """The lead enterprise drafts, opens, and invites: by credit code, and by a link."""
    sell(market, market.seats[0])
    company = lead(market)
    company.go("/group-buys/new")
    company.fill("Title in Chinese", TITLE["zh"])
    company.fill("Title in English", TITLE["en"])
    company.fill("Demand locks (Shanghai time)", market.moment(10))
    company.choose("The discount follows the", "mbps")
    company.fill("From", "300", 1)
    company.fill("Discount in percent", "8", 1)
    company.fill(re.compile("^Least companies"), "3")
    company.press("Save the draft")
    company.follow("Organiser's statement")
    say_no_to_all(company)
    company.press("Put it on record")
    company.press("Open to companies")
    company.sees_state("Gathering demand")
    market.group_buy = company.path()
    company.follow("Invitations")
    company.fill(re.compile("^Unified social credit code"), uscc_of(market, market.members[1]))
    company.press("Invite by credit code")
    company.sees("invited")
    company.inspect("invitations of a directed group buy")


def uscc_of(market: Market, actor: Actor) -> str:
    code: str = market.api(actor).send("GET", "/me").json["organisation"]["uscc"]
    return code


def take_a_link(market: Market) -> None:
    """The third company knows nothing of it before, and takes the link up."""
    company, stranger = lead(market), market.newcomer
    market.members.append(market.third)
    stranger.sign_in(market.third)
    stranger.go("/group-buys")
    expect(stranger.page.get_by_text(TITLE[stranger.language])).to_have_count(0)
    company.fill(re.compile("^How many companies"), "1")
    company.press("Make a link")
    link = company.page.locator("#made-link").input_value()
    stranger.go(link)
    stranger.inspect("invitation by a link")
    stranger.press("Take the invitation up")
    stranger.sees(TITLE[stranger.language])


def join_all(market: Market) -> None:
    """All three join by their own systems; the largest wants most."""
    for actor, mbps in zip(market.members, (100, 100, 300), strict=True):
        api, line = market.api(actor), wanted_line(market, mbps)
        (priced,) = api.send("POST", f"{market.group_buy}/price-check", {"lines": [line]}).json[
            "lines"
        ]
        line["price_shown_minor"] = priced["price_minor"]
        made(api, f"{market.group_buy}/participation", {"lines": [line]})
    guest(market).go(market.group_buy)
    guest(market).inspect("directed group buy of a member")


def wanted_line(market: Market, mbps: int) -> dict[str, Any]:
    return {
        "corridor": "SHA-HKG",
        "product": "IPLC",
        "mbps": mbps,
        "term_months": 12,
        "protection": "none",
        "interface": "1000BASE-LX",
        "availability_bps": 9990,
        "wanted_on": market.day(330),
        "a_building": "Lingang",
        "a_room": "303",
        "z_city": "Hong Kong",
        "z_address": "2 Queen Road",
        "z_occupant": "HK Branch",
        "z_relation": "branch",
    }


def ask_for_firm_quotes(market: Market) -> None:
    """The lead enterprise issues the RFQ; a question is asked and answered; two firm quotes."""
    company = lead(market)
    prove(market)
    market.reach("locks_at", "group_buys")
    company.go(market.group_buy)
    company.waits_for_state("Demand locked")
    company.follow("Prepare the request for quotes")
    company.fill("Quotes due (Shanghai time)", market.moment(10))
    company.press("Issue the request for quotes")
    company.sees_state("Open for quotes")
    market.rfq = company.path().removesuffix("/room")
    for seat, monthly in zip(market.seats, (2_300_000, 2_200_000), strict=True):
        sealed = market.api(seat).send("PUT", f"{market.rfq}/quote", firm_quote(market, monthly))
        assert sealed.status == 200, sealed.json
    market.reach("quotes_due_at", "rfqs")
    company.page.reload()
    company.waits_for("Published total")


def firm_quote(market: Market, monthly: int) -> dict[str, Any]:
    """Cheaper from 300 Mbps on; the prices hold down to nine tenths of what is awarded."""
    row = {
        "corridor": "SHA-HKG",
        "product": "IPLC",
        "term_months": 12,
        "protection": "none",
        "one_off_minor": 300_000,
        "rtt_us": 24_000,
        "availability_bps": 9990,
        "delivery_days": 30,
    }
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 300, "discount_bps": 1000}]
    return {
        "valid_until": market.day(200),
        "firm_down_to_bps": 9000,
        "statement": FAIR,
        "rate_rows": [
            row | {"mbps": 100, "monthly_minor": monthly},
            row | {"mbps": 500, "monthly_minor": monthly * 3},
        ],
        "ladders": [{"id": "volume", "lots": "all", "measure": "mbps", "tiers": tiers}],
    }


def award_by_pages(market: Market) -> None:
    company = lead(market)
    company.go(f"{market.rfq}/award-room")
    company.waits_for("Publish this award")
    company.press("Publish the award")
    company.sees("Standstill until")
    market.notice = company.path()
    market.reach("acceptance_opens_at", "awards WHERE state = 'standing'")


def fall_short(market: Market) -> None:
    """Two accept, the largest declines: too little for the winner's prices to hold."""
    own = market.notice.replace("/notices/", "/awards/")
    for company in (lead(market), guest(market)):
        company.go(f"{own}/lines/own" if company is lead(market) else f"{own}/lines")
        say(company, "accept")
    third = market.newcomer
    third.go(f"{own}/lines")
    say(third, "decline")
    lead(market).go(f"{own}/lines")
    lead(market).sees("Do the prices hold?", "Mbps to go")
    lead(market).inspect("acceptance falling short")
    lead(market).press("Close acceptance and draw the contracts")
    lead(market).sees("Too little was accepted for every price to hold.")


def award_once_more(market: Market) -> None:
    """The one re-award; the two are asked again, for their price is higher now."""
    company = lead(market)
    company.follow("Award room")
    company.waits_for("Publish this award")
    company.inspect("award room of the re-award")
    award_by_pages(market)
    own = market.notice.replace("/notices/", "/awards/")
    member = guest(market)
    member.go(f"{own}/lines")
    member.sees("This is the one re-award after a shortfall.")
    member.inspect("awarded lines of the re-award")
    say(member, "accept")
    company.go(f"{own}/lines/own")
    say(company, "accept")
    company.go(f"{own}/lines")
    company.press("Close acceptance and draw the contracts")
    company.sees("Contracts")
    company.inspect("acceptance after the re-award")
