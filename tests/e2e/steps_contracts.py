"""The path's last part: answers after the standstill, signatures, lines in service."""

from __future__ import annotations

import re

from tests.e2e.browser import Person
from tests.e2e.market import Market
from tests.factories.people import Actor

REASON = "The branch closes."


def answer(market: Market) -> None:
    """Two accept, one declines with its reason."""
    market.reach("acceptance_opens_at", "awards")
    lines = market.newcomer.path()
    for company in market.companies:
        company.go(lines)
        company.sees("Waiting for the member")
    market.newcomer.inspect("awarded lines of a member")
    market.newcomer.follow("Read the contract beforehand")
    market.newcomer.inspect("contract beforehand")
    market.newcomer.go(lines)
    for company in market.companies[:2]:
        say(company, "accept")
    third = market.api_user
    third.fill("Reason (optional); the organiser reads it, the carrier does not", REASON)
    third.press("Send my answers")
    third.sees("One answer is kept. You may change it until the window closes.")


def say(person: Person, answer: str) -> None:
    """`accept` or `decline` to the person's one line."""
    person.page.locator(f"input[type=radio][value={answer}]").check()
    person.press("Send my answers")
    person.sees("One answer is kept. You may change it until the window closes.")


def settle(market: Market) -> None:
    manager = market.manager
    manager.go(market.newcomer.path())
    manager.sees(REASON)
    manager.press("结束确认并生成合同")
    manager.sees("成员确认已结束")
    manager.inspect("acceptance of all")


def approve_archives(market: Market) -> None:
    """Each carrier approves its line's user archive; the worker prints the documents."""
    for carrier in market.carriers:
        carrier.go("/contract-archives")
        if carrier is market.carriers[0]:
            carrier.inspect("user archives to decide")
        carrier.button(re.compile("^Approve ")).click()
        carrier.sees("The user archive is approved.")
        carrier.waits_for("Chinese (PDF)")


def sign_contracts(market: Market) -> None:
    """Each contract by its company, then by its carrier."""
    for person in (*market.companies[:2], *market.carriers):
        _open_contract(person)
        person.press("Sign for my organisation")
        person.sees("Signed for your side.")
    market.carriers[0].sees_state("In force")
    market.carriers[0].inspect("contract of a carrier")


def _open_contract(person: Person) -> None:
    person.follow("Contracts")
    person.follow_row()


def report_live(market: Market) -> None:
    """Installed by the carriers' systems, then reported live on the page."""
    market.advance(86_400)
    for seat, carrier in zip(market.seats, market.carriers, strict=True):
        install(market, seat)
        carrier.page.reload()
        carrier.page.locator("input[type=date]").fill(market.day(0))
        carrier.press("Report live")
        carrier.sees("The line is reported live.")
        carrier.sees_state("All lines live")


def install(market: Market, seat: Actor) -> None:
    """Each of the carrier's lines tested and every step reported done today."""
    api, day = market.api(seat), market.day(0)
    for line in api.send("GET", "/contract-lines").json:
        rtt = line["promised_rtt_us"] or line["rtt_floor_us"]
        test = {"tested_on": day, "rtt_us": rtt, "throughput_mbps": line["mbps"]}
        assert api.send("POST", f"/contract-lines/{line['id']}/tests", test).status == 201
        for step in line["steps"]:
            path = f"/milestones/{step['milestone']['id']}/finish"
            assert api.send("POST", path, {"done_on": day}).status == 200


def conclude(market: Market) -> None:
    manager = market.manager
    manager.go(market.group_buy)
    manager.waits_for_state("已完成")
    manager.inspect("concluded group buy")
    market.newcomer.follow("Contracts")
    market.newcomer.sees("All lines live")
    market.newcomer.inspect("contracts")
