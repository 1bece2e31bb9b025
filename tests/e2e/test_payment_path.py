"""Deposit, service fee and line invoice from the home page to the receipt, by a person."""

from __future__ import annotations

import re

import pytest

from tests.e2e.browser import Person
from tests.e2e.paying import Asking, Paying, paying
from tests.e2e.test_pages import browser, pytestmark
from tests.factories.fees import FeeMarket
from tests.factories.paying import Served, e_invoice_number, served

__all__ = ["browser", "pytestmark"]


@pytest.fixture(scope="module")
def money(config, database_url, browser):
    with paying(config, database_url, browser) as made:
        yield made


@pytest.fixture(scope="module")
def walked(money) -> Paying:
    """After all three; what went wrong beside them stands in the findings."""
    pay_a_deposit_and_have_it_back(money)
    line = served(money.people, days_ago=40)
    invoice_a_line(money, line)
    pay_for_the_line(money, line)
    pay_a_fee(money)
    return money


def pay_a_deposit_and_have_it_back(money: Paying) -> None:
    market = Asking(money.people)
    member = market.member()
    assert market.join(member).status_code == 201
    person = money.person().sign_in(member)
    person.follow(re.compile("^Pay the deposit of"))
    person.inspect("deposit to be paid")
    person.page.get_by_role("button", name=re.compile("^Pay ¥")).click()
    person.sees("The page to pay on is being prepared")
    money.work()
    person.waits_for("Go to the page of Stripe")
    person.follow("Go to the page of Stripe")
    pay(person)
    person.page.wait_for_url(f"{money.base}/deposits/**")
    money.work()
    person.waits_for_state("Held")
    person.sees("Receipts", "visa 4242", "Back at the latest")
    person.inspect("deposit held")
    member.delete(f"{market.path}/participation", etag='"1"')
    money.work(market)
    person.waits_for_state("Returned")
    person.sees("you left before the lock", "Over: all of it has gone back.")
    person.inspect("deposit returned")


def pay(person: Person) -> None:
    """On the trial's page, by the way that it offers first."""
    person.page.get_by_role("button", name=re.compile("^(Pay|支付)$")).click()


def pay_a_fee(money: Paying) -> None:
    market = FeeMarket(money.app)
    fee = market.invoiced()
    market.settle(fee["id"])
    person = money.person().sign_in(market.members[0])
    person.follow(re.compile(f"^Pay the service fee {fee['number']}"))
    person.sees_state("To be paid")
    person.inspect("service fee to be paid")
    person.follow("Pay at Stripe")
    pay(person)
    person.page.get_by_text("已支付").or_(person.page.get_by_text("Paid")).first.wait_for()
    person.go(f"/fees/{fee['id']}")
    wait_for_paid(money, person)
    person.inspect("service fee paid")


def wait_for_paid(money: Paying, person: Person) -> None:
    """The trial's courier brings the webhook, the job asks Stripe and books it."""
    for _ in range(20):
        money.work()
        person.page.reload()
        if person.text("Paid online").is_visible():
            break
        person.page.wait_for_timeout(500)
    person.sees_state("Paid online")


def invoice_a_line(money: Paying, line: Served) -> None:
    carrier = money.person().sign_in(line.carrier)
    carrier.follow(re.compile("can be invoiced"))
    item = next(one for one in line.items(ready=1))
    carrier.go(f"/line-money/contracts/{line.id}/new-invoice?item_ids={item['id']}")
    carrier.fill("E-invoice number", e_invoice_number(line.today))
    carrier.inspect("new line invoice")
    carrier.press("Put it on record")
    carrier.sees("The invoice is on record")
    carrier.page.context.close()


def pay_for_the_line(money: Paying, line: Served) -> None:
    member, carrier = (money.person().sign_in(one) for one in (line.member, line.carrier))
    member.follow(re.compile("^Pay one invoice of contract"))
    member.page.get_by_role("main").get_by_role("link", name=re.compile(r"^\d{20}$")).first.click()
    member.fill("Reference of the bank's receipt", "HD-1")
    member.inspect("line invoice to be paid")
    member.press("Record the transfer")
    member.sees("The carrier confirms the payment")
    carrier.go(member.path())
    carrier.press("I have it")
    carrier.sees("Received in full")
    carrier.inspect("line invoice received")


def test_money_comes_goes_and_is_told_at_each_step(walked):
    assert walked.findings.accessibility == []
    assert walked.findings.too_wide == []


def test_nobody_else_is_asked_and_nothing_fails_on_the_way(walked):
    assert walked.findings.other_hosts == []
    assert walked.findings.errors == []
