"""The path's second part: sealed quotes, their opening, the award and its notice."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.browser import Person
from tests.e2e.market import Market
from tests.e2e.steps_demand import say_no_to_all

LATE = "Compensation for each late day, percent of the installation fee"


def issue_rfq(market: Market) -> None:
    manager = market.manager
    manager.follow("准备询比")
    manager.inspect("preparation of the RFQ")
    manager.fill("报价截止（上海时间）", market.moment(10))
    manager.press("发出询比")
    manager.sees("已邀请基础电信企业报价。截止前任何人不能读取报价。")
    manager.sees_state("报价中")
    market.rfq = manager.path().removesuffix("/room")
    manager.inspect("RFQ room before the opening")


def seal_quotes(market: Market) -> None:
    """One from the own price book, cheaper to Singapore; one typed, with a ladder."""
    first, second = market.carriers
    _open_form(first)
    expect(first.field("Monthly, yuan")).to_have_count(3)
    first.fill("Monthly, yuan", "33000", 2)
    _seal(first, market)
    _open_form(second)
    for number, monthly in enumerate(("24000", "75000", "41000")):
        _fill_row(second, number, monthly, rtt="60" if number == 2 else "24")
    second.press("Add a ladder")
    second.choose("The discount follows the", "mbps")
    second.fill("From", "200", 1)
    second.fill("Discount in percent", "10", 1)
    second.inspect("quote form")
    second.press("Check and preview")
    second.sees("What stays hidden, and from whom")
    second.inspect("preview of a quote")
    second.follow("Back to the prices")
    _seal(second, market)
    second.inspect("receipt of a quote")


def _open_form(carrier: Person) -> None:
    carrier.go("/rfqs")
    carrier.follow_row()
    carrier.follow("Seal a quote")


def _fill_row(carrier: Person, number: int, monthly: str, rtt: str) -> None:
    cells = {
        "One-off, yuan": "3000",
        "Monthly, yuan": monthly,
        "Round trip, ms": rtt,
        "Availability, %": "99.9",
        "Delivery, days": "30",
    }
    for label, value in cells.items():
        carrier.fill(label, value, number)


def _seal(carrier: Person, market: Market) -> None:
    carrier.fill("The quote is valid until", market.day(200))
    carrier.fill("Time to activation that you publish, days", "120")
    carrier.fill(LATE, "1")
    carrier.fill("Time to repair, hours", "24")
    say_no_to_all(carrier)
    carrier.field(re.compile("^These answers are true for this quote")).check()
    carrier.press("Seal the quote")
    carrier.sees("This quote stands.", "SHA-256 of the sealed envelope")


def open_quotes(market: Market) -> None:
    """At the due time, by the worker; the hashes are those of the receipts."""
    receipts = [carrier.page.locator("main code").inner_text() for carrier in market.carriers]
    manager = market.manager
    market.reach("quotes_due_at", "rfqs")
    manager.go(f"{market.rfq}/room")
    manager.waits_for("公布总价")
    manager.sees("与回执一致", *receipts)
    manager.inspect("RFQ room after the opening")
    carrier = market.carriers[0]
    carrier.go(market.rfq)
    carrier.sees_state("Quotes opened")
    carrier.inspect("RFQ of a carrier")


def compute_award(market: Market) -> None:
    """The page says that it waits, and shows the result by itself."""
    manager = market.manager
    manager.follow("成交方案")
    manager.waits_for("已证明最优：不存在更低成本的方案")
    with market.served.worker_held():
        manager.press("比较各方案")
        manager.sees("个方案等待计算")
        manager.inspect("scenarios being computed")
    manager.waits_for("已证明最优：不存在更低成本的方案")
    manager.waits_until_gone("计算中")
    manager.inspect("award computed")


def publish_award(market: Market) -> None:
    manager, company = market.manager, market.newcomer
    manager.press("发布成交方案")
    manager.sees("公示期开始", "公布总价")
    manager.inspect("award notice")
    company.follow("Award notices")
    company.follow_row()
    company.sees("Standstill until", "Winners", "wins lines")
    company.follow("Awarded lines")
    company.sees("You can answer from")
    expect(company.button("Send my answers")).to_have_count(0)
