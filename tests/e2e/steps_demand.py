"""The path's first part: a price book, a company signed up, a group buy filled and locked."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.browser import Person
from tests.e2e.market import Market
from tests.e2e.steps_archives import prove
from tests.e2e.tongues import said
from tests.factories.people import PASSWORD, fresh_uscc

BOOK = """\
corridor,product,term_months,protection,mbps,one_off_yuan,monthly_yuan,rtt_ms,availability_percent,delivery_days
SHA-HKG,IPLC,12,none,100,3000,26000.00,24,99.9,30
SHA-HKG,IPLC,12,none,500,6000,80000,24,99.9,30
SHA-SIN,IPLC,12,none,100,3000,38000.00,60,99.9,30
"""
FAULTY_BOOK = BOOK.replace("SHA-HKG,IPLC,12,none,500", "SHA-XXX,IPLC,12,none,500").replace(
    "80000", "abc"
)
FAULTS = {
    "zh": ("第 3 行，“corridor”列", "第 3 行，“monthly_yuan”列"),
    "en": ("Row 3, column corridor", "Row 3, column monthly_yuan"),
}
TITLE = {"zh": "临港跨境专线团购", "en": "Lingang cross-border lines"}
NAME = {"zh": "蓝港公司", "en": "Blue Harbour Ltd"}
EMAIL = "first@blue-harbour.example.com"


def publish_price_book(market: Market) -> None:
    """By CSV; a faulty file is refused whole, with row and column."""
    carrier = market.carriers[0]
    carrier.inspect("home of a carrier")
    carrier.follow("Price books")
    carrier.fill("Name", "2026")
    carrier.fill("Valid from", "2026-01-01")
    carrier.fill("Last day", market.day(400))
    carrier.press("Draft it")
    carrier.sees("The price book is drafted. Bring its rows next.")
    book = carrier.path()
    carrier.bring("XLSX or CSV file", FAULTY_BOOK)
    carrier.press("Bring the rows")
    carrier.sees(*FAULTS[carrier.language])
    carrier.inspect_here("price book with faults")
    carrier.go(book)
    expect(carrier.field("Monthly, yuan").nth(0)).to_have_value("")
    carrier.bring("XLSX or CSV file", BOOK)
    carrier.press("Bring the rows")
    carrier.sees("3 rows are saved.")
    expect(carrier.field("Monthly, yuan")).to_have_count(3)
    carrier.go(book)
    carrier.inspect("price book")
    carrier.press("Publish")
    carrier.sees("Published: group buys opened from now on take their list prices from it.")


def sign_up_company(market: Market) -> None:
    """A company signs up; the reviewer confirms it."""
    company, reviewer = market.newcomer, market.reviewer
    company.go("/login")
    company.inspect("log-in")
    company.follow("Sign up an organisation")
    company.inspect("sign-up")
    company.fill("Unified social credit code", fresh_uscc())
    company.fill("Name in Chinese", NAME["zh"])
    company.fill("Name in English", NAME["en"])
    company.choose(re.compile("^Park"), str(market.park.id))
    company.fill("Your name", "Lan")
    company.fill("E-mail address", EMAIL)
    company.fill("Password", PASSWORD)
    company.press("Sign up")
    company.sees("Thank you. Sign in now; a reviewer will confirm your organisation.")
    company.sign_in(EMAIL)
    company.sees("Your organisation waits for confirmation.")
    _fill_enrolment(company)
    reviewer.follow("机构")
    reviewer.follow(NAME[reviewer.language])
    _check_enrolment(reviewer)
    reviewer.inspect("organisation")
    reviewer.press("确认")
    reviewer.sees("决定已记录。", "已确认")
    company.go("/home")
    company.lacks("Your organisation waits for confirmation.")


def _fill_enrolment(company: Person) -> None:
    """Part by part, until only what the reviewer records is missing."""
    company.follow("Complete your enrolment file")
    company.sees("For a reviewer to check")
    company.fill("Name of the legal representative", "张示例")
    company.choose("As what", "legal_representative")
    company.fill("Mobile phone of the person acting", "13800000000")
    company.press("Save the persons")
    company.sees("Saved. What is still missing stands at the top.")
    company.bring_scan(re.compile("^Scan of the business licence"))
    company.press("Upload")
    company.sees("scan.pdf")
    company.choose("Is the company state-owned or state-controlled?", "false")
    company.choose("Are lines paid from fiscal funds (财政性资金)?", "false")
    company.press("Save how you buy")
    company.field(re.compile("^I have read the privacy notice")).check()
    company.press("Keep this")
    company.sees("Saved. What is still missing stands at the top.")
    expect(company.link("Mend it")).to_have_count(0)
    company.inspect("enrolment file")


def _check_enrolment(reviewer: Person) -> None:
    """What a person looks at, and the register."""
    reviewer.choose(re.compile("^经办人是否为资料所载本人"), "true")
    reviewer.choose(re.compile("^核验方式"), "video")
    reviewer.choose(re.compile("^手机号是否能联系到本人"), "true")
    reviewer.choose(re.compile("^登记状态"), "active")
    reviewer.choose(re.compile("^是否有涉诈或制裁风险提示"), "false")
    reviewer.press("登记核查结果")
    reviewer.sees("核查结果已登记。", "资料齐全。")


def open_group_buy(market: Market) -> None:
    """With a ladder by bandwidth and a cap."""
    manager = market.manager
    manager.follow("新建团购")
    manager.inspect("draft of a group buy")
    manager.fill("中文标题", TITLE["zh"])
    manager.fill("英文标题", TITLE["en"])
    manager.fill("需求锁定时间（上海时间）", market.moment(10))
    manager.choose("折扣依据", "mbps")
    manager.fill("起点", "300", 1)
    manager.fill("折扣百分比", "8", 1)
    manager.choose(re.compile("^需求上限按"), "mbps")
    manager.fill(re.compile("^上限"), "1000")
    manager.fill(re.compile("^最少企业数"), "3")
    manager.press("保存草稿")
    manager.sees("草稿已保存。请核对后向企业开放。")
    manager.follow("组织方声明")
    manager.inspect("organiser's statement")
    say_no_to_all(manager)
    manager.press("记录声明")
    manager.sees("声明已记录。")
    manager.press("向企业开放")
    manager.sees("团购已开放，目录价与阶梯已冻结。", "1,000 Mbps")
    manager.sees_state("募集中")
    market.group_buy = manager.path()


def say_no_to_all(organiser: Person) -> None:
    """Nothing is answered beforehand: each question by its own answer."""
    noes = organiser.page.locator('input[type="radio"][value="false"]')
    expect(noes.first).to_be_attached()  # on the page that was just asked for,
    organiser.page.wait_for_load_state("domcontentloaded")  # and all of it: all() does not wait
    expect(organiser.page.locator('input[type="radio"][value="false"]:checked')).to_have_count(0)
    for one in noes.all():
        one.check()


def join_by_form(market: Market) -> None:
    """The price is shown first; the company joins at it, and keeps the page open."""
    company = market.newcomer
    company.follow("Group buys")
    company.follow(TITLE[company.language])
    company.follow("See my price and join")
    company.fill(re.compile("^Your name for it"), "R&D line")
    company.choose("Corridor", "SHA-HKG")
    company.choose("Product", "IPLC")
    company.fill("Bandwidth", "100")
    company.choose("Term", "12")
    company.fill("Wanted on", market.day(330))
    company.fill("Building in the park", "临港新片区环湖西二路 888 号")
    company.fill(re.compile("^Floor and room"), "301")
    company.fill("City at the far end", "Hong Kong")
    company.fill("Address at the far end", "1 Harbour Road")
    company.fill("Who uses it there", "Blue Harbour HK")
    company.press("See my price")
    company.sees("Your price now", "¥315,000")
    company.press("Join at this price")
    company.sees("You are in. What you may be asked to pay can only fall.")
    company.sees("The group is forming.")
    company.page.evaluate("window.stayed = true")


def join_by_sheet(market: Market) -> None:
    company = market.sheet_user
    company.go(f"{market.group_buy}/lines")
    company.text("Bring the lines from a spreadsheet").click()
    company.bring("XLSX or CSV file", line_sheet(market))
    company.press("Read and price the file")
    company.sees("Your price now", "¥459,000")
    company.press("Join at this price")
    company.sees("You are in.")


def line_sheet(market: Market) -> str:
    return (
        "label,corridor,product,mbps,term_months,protection,interface,availability_percent,"
        "rtt_limit_ms,wanted_on,a_building,a_room,z_city,z_address,z_occupant,z_relation\n"
        "Office,SHA-SIN,IPLC,100,12,none,1000BASE-LX,99.9,90,"
        f"{market.day(330)},Lingang,302,Singapore,1 Marina Road,SG Branch,branch\n"
    )


def join_by_api(market: Market) -> None:
    client, line = market.api(market.members[1]), _line(market)
    path = f"{market.group_buy}/price-check"
    (priced,) = client.send("POST", path, {"lines": [line]}).json["lines"]
    line["price_shown_minor"] = priced["price_minor"]
    joined = client.send("POST", f"{market.group_buy}/participation", {"lines": [line]})
    assert joined.status == 201, joined.json


def _line(market: Market) -> dict[str, Any]:
    return {
        "label": "Data centre",
        "corridor": "SHA-HKG",
        "product": "IPLC",
        "mbps": 100,
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


def see_live_price_change(market: Market) -> None:
    """On the page that the first company left open, without loading it again."""
    page = market.newcomer.page
    assert_tile(market.newcomer, "Companies in", "3")
    assert_tile(market.newcomer, "Discount today", "8%")
    assert page.evaluate("window.stayed") is True


def assert_tile(person: Person, label: str, value: str) -> None:
    told = said(label, person.language)
    tile = person.page.locator(".tile").filter(has=person.page.get_by_text(told, exact=True))
    expect(tile).to_contain_text(value)


def change_lines(market: Market) -> None:
    company = market.newcomer
    company.inspect("open group buy, joined")
    company.follow("Change my lines")
    company.fill("Bandwidth", "200")
    company.press("See my price")
    company.sees("¥888,720")
    company.press("Keep these lines")
    company.sees("Your lines are changed.", "¥888,720")
    company.go(f"{market.group_buy}/lines")
    company.inspect("lines of a member")


def leave_and_come_back(market: Market) -> None:
    company = market.sheet_user
    company.press("Leave the group buy")
    company.sees("You have left the group buy. You may join again until the lock.")
    join_by_sheet(market)


def sign_record(market: Market) -> None:
    """The organiser's record of the effect on competition, begun from the figures."""
    manager = market.manager
    manager.go(market.group_buy)
    manager.follow("签署竞争影响说明")
    manager.inspect("record of the effect on competition")
    manager.fill("参团企业占本地同类专线需求的百分比", "4")
    manager.fill("估计依据", "园区统计")
    manager.press("签署说明")
    manager.sees("说明已签署。")


def lock(market: Market) -> None:
    """At its time, by the worker, with nobody's help."""
    manager = market.manager
    prove(market)
    sign_record(market)
    market.reach("locks_at", "group_buys")
    manager.go(market.group_buy)
    manager.waits_for_state("需求锁定")
    company = market.newcomer
    company.go(market.group_buy)
    company.sees_state("Demand locked")
    company.sees("¥888,720")
