"""The award in a real browser: scenarios chosen and compared, a member's lines answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import broken_rules
from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.e2e.test_rfq_pages import faults
from tests.factories.locked import Awarded
from tests.factories.weighed import Weighed

__all__ = ["browser", "pytestmark", "site"]


@pytest.fixture
def seen(browser, site):
    made = Watched(browser, site)
    yield made
    assert made.complaints == []
    made.close()


def test_an_organiser_chooses_what_stands_side_by_side(people, clock, browser, site, seen):
    market = Weighed(people, clock)
    market.weigh(4000)
    compare = f"{market.path}/award-room/compare"
    seen.sign_in(market.park)

    page = seen.open(compare)
    expect(page.locator("input[name=side]:checked")).to_have_count(3)
    page.locator("input[name=side]:not(:checked)").first.check()
    expect(page.locator("input[name=side]:disabled").first).to_be_disabled()
    page.get_by_role("button", name="Put them side by side").click()

    expect(page.locator(".sides").first.locator("thead th")).to_have_count(4)
    expect(page.get_by_role("heading", name="Who gains and who loses")).to_be_visible()
    assert broken_rules(page) == []
    assert faults(browser, site, market.park, compare, f"{market.path}/award-room") == []


def test_a_written_reason_outlives_the_results_that_come(people, clock, seen):
    market = Weighed(people, clock)
    market.solved("cheapest")
    asked = market.park.post(f"{market.path}/scenarios", json={"share_caps": []})
    assert asked.status_code == 201
    seen.sign_in(market.park)

    page = seen.open(f"{market.path}/award-room")
    page.locator("main [name=reason]").fill("One supplier is easier to run.")
    page.get_by_role("heading", name="Publish this award").click()
    market.solve_all()

    expect(page.get_by_text("A result is there.")).to_be_visible()
    expect(page.locator("main [name=reason]")).to_have_value("One supplier is easier to run.")


def test_a_member_answers_with_the_keyboard_and_reads_the_contract(
    people, clock, browser, site, seen
):
    market = Awarded(people, clock, [{}, {}], [{}])
    lines = f"/awards/{market.award_['id']}/lines"
    seen.sign_in(market.members[0])

    page = seen.open(lines)
    accept = page.get_by_role("radio", name="Accept ")
    accept.first.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-chosen]")).to_contain_text(
        "1 of 2 lines answered, together ¥241,000"
    )
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Award notice", exact=True).click()
    assert asked.value.type == "beforeunload"
    page.get_by_label("Reason (optional)").last.fill("Renewed.")
    expect(page.get_by_role("radio", name="Decline this line").last).to_be_checked()
    page.get_by_role("button", name="Send my answers").press("Enter")

    expect(page.get_by_text("2 answers are kept.")).to_be_visible()
    page.get_by_role("link", name="Read the contract beforehand").click()
    expect(page.get_by_role("heading", name="Schedule 3. Prices (CNY)")).to_be_visible()
    assert faults(browser, site, market.members[1], lines, f"{lines}/contracts") == []
