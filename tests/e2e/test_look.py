"""How the pages that matter most look: both widths, both languages, zoomed, printed, by keyboard.

`make screenshots` looks at all pages of all roles; this is the part small enough for every run.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.faults_seen import bare_pictures, broken_rules
from tests.e2e.test_pages import browser, pytestmark, site
from tests.factories.demand import Market
from tests.factories.people import PASSWORD, People
from tests.screenshots.faults import faults_of

__all__ = ["browser", "pytestmark", "site"]
PUBLIC = ("/", "/login", "/sign-up", "/savings", "/how-awards-are-computed", "/design")
DESK, PHONE = 1280, 390
MOST_SHIFT = 0.05


@pytest.fixture(scope="module")
def market(app, database) -> Market:
    market = Market(People(app, database))
    for _ in range(3):
        market.join()
    return market


class Reader:
    """A member at a browser, who reads one language and takes what a page does to the eye."""

    def __init__(self, browser: Browser, site: str, email: str, language: str) -> None:
        self.language = language
        context = browser.new_context(base_url=site, viewport={"width": DESK, "height": 900})
        context.add_cookies([{"name": "lang", "value": language, "url": site}])
        context.add_init_script(SHIFTS)
        self.page: Page = context.new_page()
        self.page.goto("/login")
        self.page.locator("main [name=email]").fill(email)
        self.page.locator("main [name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit], main input[type=submit]").first.click()
        self.page.wait_for_url("**/home")

    def see(self, path: str, width: int, scale: int = 1) -> Page:
        self.page.set_viewport_size({"width": width // scale, "height": 900 // scale})
        self.page.goto(path)
        return self.page


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({ type: "layout-shift", buffered: true });
window.waits = [];
for (const kind of ["pointerdown", "click", "keydown", "input", "paste"]) {
  addEventListener(kind, (event) => requestAnimationFrame(() => {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => window.waits.push(performance.now() - event.timeStamp);
    drawn.port2.postMessage(0);
  }), true);
}
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.waits.push(one.duration);
}).observe({ type: "longtask" });
"""


@pytest.fixture(scope="module")
def readers(browser, site, market) -> Iterator[dict[str, Reader]]:
    member = market.member()
    market.join(member)
    both = {code: Reader(browser, site, member.email, code) for code in ("zh", "en")}
    yield both
    for reader in both.values():
        reader.page.context.close()


@pytest.fixture(scope="module")
def pages(market) -> tuple[str, ...]:
    path = market.path
    own = ("/home", "/group-buys", path, f"{path}/lines", "/archives", "/account")
    return PUBLIC + own


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), ("en", PHONE), ("en", DESK)])
def test_nothing_is_cut_covered_too_small_or_in_the_other_language(readers, pages, language, width):
    reader, found = readers[language], []
    for path in pages:
        page = reader.see(path, width)
        found += [f"{path}: {fault}" for fault in faults_of(page, language)]
        shifts = page.evaluate("window.shifts")
        found += [f"{path} moves by {shifts:.3f}"] if shifts > MOST_SHIFT else []

    assert found == []


def test_twice_as_large_everything_is_still_there(readers, pages):
    reader = readers["zh"]
    found = [(path, faults_of(reader.see(path, DESK, scale=2), "zh")) for path in pages]

    assert [one for one in found if one[1]] == []


def test_dark_pages_keep_the_rules_of_accessibility(readers, pages):
    reader, found = readers["zh"], []
    reader.page.emulate_media(color_scheme="dark")
    for path in pages:
        found += [f"{path}: {rule}" for rule in broken_rules(reader.see(path, DESK))]
    reader.page.emulate_media(color_scheme="light")

    assert found == []


FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const seen = box.bottom > 0 && box.top < innerHeight && box.width > 1;
  const x = box.left + box.width / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const over = document.elementFromPoint(x, y);
  const mine = over?.closest("label")?.control === e;
  const bare = over && (mine || e.contains(over) || over.contains(e));
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const all = [...document.querySelectorAll("*")];
  return { at: all.indexOf(e), ok: seen && ringed && bare, what: e.outerHTML.slice(0, 120),
           body: e === document.body };
}"""


@pytest.mark.parametrize(
    ("part", "width", "scale"),
    [("", DESK, 1), ("/lines", DESK, 1), ("/lines", PHONE, 1), ("/lines", DESK, 2)],
)
def test_the_keyboard_goes_through_a_page_in_order_and_is_always_seen(
    readers, market, part, width, scale
):
    """What is tabbed to is not covered either, by a bar that stays or by anything else."""
    page = readers["en"].see(market.path + part, width, scale)
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            break
        stops.append(stop)

    assert 'class="skip"' in stops[0]["what"]
    assert [stop["what"] for stop in stops if not stop["ok"]] == []
    assert [stop["at"] for stop in stops] == sorted(stop["at"] for stop in stops)
    page.evaluate("document.activeElement.blur()")


def test_the_skip_link_leads_to_the_content(readers, market):
    page = readers["en"].see(market.path, DESK)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_every_picture_has_its_figures_beside_it(readers, market):
    for path in ("/", market.path, "/how-awards-are-computed"):
        assert bare_pictures(readers["en"].see(path, DESK)) == []


def test_print_is_light_and_leaves_out_what_only_a_screen_can_use(readers, market):
    page = readers["en"].see(market.path, DESK)

    page.emulate_media(media="print", color_scheme="dark")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.querySelector('main .card')).color")
    assert ground == "rgb(255, 255, 255)" and ink in ("rgb(0, 0, 0)", "rgb(20, 35, 43)")
    assert not page.locator("header.top").is_visible() and not page.locator("footer").is_visible()
    page.emulate_media(media="screen", color_scheme="light")
