"""A browser without scripts: every page is read, and the essential forms are filled in and sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_pages import browser, pytestmark, site
from tests.factories.demand import Market, publish_prices
from tests.factories.locked import FAIR_FORM, Locked
from tests.factories.people import PASSWORD, Actor, People
from tests.web.test_group_buy_pages import fields

__all__ = ["browser", "pytestmark", "site"]
IDLE = "button[type=button]"
"what only a script makes do anything"


class Plain:
    """Someone at a browser that runs no scripts, on a phone."""

    def __init__(self, browser: Browser, site: str, actor: Actor) -> None:
        self.context = browser.new_context(
            base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 844}
        )
        self.context.add_cookies([{"name": "lang", "value": "en", "url": site}])
        self.page: Page = self.context.new_page()
        self.page.goto("/login")
        self.fill({"email": actor.email, "password": PASSWORD})
        self.press("Sign in")
        self.page.wait_for_url("**/home")

    def fill(self, values: Mapping[str, str]) -> None:
        """Fields by their names; of radio buttons and choices, the one of this value."""
        for name, value in values.items():
            field = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
            kind = field.first.evaluate("e => e.type")
            if kind == "radio":
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "checkbox":
                field.set_checked(value == "true")
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def idle_buttons(self, path: str) -> list[str]:
        """Buttons of the page that stand there and would do nothing."""
        self.page.goto(path)
        expect(self.page.locator("main h1")).to_be_visible()
        shown = self.page.locator(IDLE).locator("visible=true")
        return [f"{path}: {text.strip()}" for text in shown.all_inner_texts()]


@pytest.fixture
def plain(browser: Browser, site: str, people: People) -> Iterator[type[Plain]]:
    """Makes people; their windows are closed in the end."""
    made: list[Plain] = []

    def sit_down(actor: Actor) -> Plain:
        made.append(Plain(browser, site, actor))
        return made[-1]

    yield sit_down  # type: ignore[misc]
    for one in made:
        one.context.close()


def test_a_company_sees_its_price_joins_changes_and_leaves(plain, people) -> None:
    market = Market(people)
    member = plain(market.member())
    member.page.goto(market.path)
    member.page.get_by_role("link", name="See my price and join").first.click()
    member.fill(fields())

    member.press("Add a line")
    expect(member.page.locator('[name="lines-1-corridor"]')).to_be_visible()
    member.page.locator("main .line-card").nth(1).get_by_role("button", name="Remove").click()
    expect(member.page.locator('[name="lines-1-corridor"]')).to_have_count(0)
    member.page.locator('[name="lines-0-z_city"]').press("Enter")
    member.sees("Your price now")
    member.press("Join at this price")
    member.sees("You are in. What you may be asked to pay can only fall.")

    member.page.goto(f"{market.path}/lines")
    member.fill({"lines-0-mbps": "200"})
    member.press("See my price")
    member.press("Keep these lines")
    member.sees("Your lines are changed.")
    member.press("Leave the group buy")
    member.press("Yes, go on")
    member.sees("You have left the group buy.")


def test_a_carrier_types_rates_and_a_ladder_seals_and_withdraws(plain, people) -> None:
    seat = people.carrier()
    publish_prices(people, seat)
    carrier = plain(seat)
    carrier.page.goto(f"/rfqs/{Locked(people, [{}]).issue()['id']}")
    carrier.page.get_by_role("link", name="Seal a quote").first.click()

    form = carrier.page.url

    carrier.press("Add a ladder")
    carrier.press("Add a tier")
    carrier.fill({"ladders-0-tiers-1-from": "2", "ladders-0-tiers-1-discount_bps": "5"})
    carrier.fill({"valid_until": "2034-12-31", **FAIR_FORM})
    carrier.press("Seal the quote")

    carrier.sees("This quote stands.")
    carrier.page.goto(form)
    carrier.press("Withdraw my quote")
    carrier.sees("Put an empty envelope in place of your quote?")
    carrier.page.get_by_role("link", name="No, back").click()
    carrier.press("Withdraw my quote")
    carrier.press("Yes, go on")
    carrier.sees("Withdrawn: your envelope is empty.")


def test_enter_in_a_title_sends_the_draft_with_all_its_tiers(plain, people) -> None:
    manager = plain(Market(people).park)
    manager.page.goto("/group-buys/new")
    manager.fill({"ladder-tiers-1-from": "3", "ladder-tiers-1-discount_bps": "5"})

    manager.page.locator('[name="title_en"]').press("Enter")

    manager.sees("nothing was saved")
    expect(manager.page.locator('[name="ladder-tiers-0-from"]')).to_have_value("0")
    expect(manager.page.locator('[name="ladder-tiers-1-from"]')).to_have_value("3")
    expect(manager.page.locator('[name="ladder-tiers-1-discount_bps"]')).to_have_value("5")


def test_nothing_that_needs_a_script_stands_idle_on_a_page(plain, people) -> None:
    market = Market(people)
    actor = market.member()
    market.join(actor)
    member, manager, carrier = plain(actor), plain(market.park), plain(people.carrier())

    idle = [
        *(one for path in ("/", "/home", market.path) for one in member.idle_buttons(path)),
        *(
            one
            for path in (f"{market.path}/lines", "/archives")
            for one in member.idle_buttons(path)
        ),
        *(one for path in ("/group-buys/new", market.path) for one in manager.idle_buttons(path)),
        *(one for path in ("/price-books", "/rfqs") for one in carrier.idle_buttons(path)),
    ]

    assert idle == []
