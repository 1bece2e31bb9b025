"""People at Chromium: each with a context of their own, whose every page is watched."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.e2e.faults_seen import Findings, bare_pictures, broken_rules
from tests.e2e.tongues import said, seen
from tests.factories.enrolled import PDF
from tests.factories.people import PASSWORD, Actor

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE_SECONDS = 120
"what a busy machine may take; nothing here asserts how fast a page is"
expect.set_options(timeout=60_000)
SIGN_IN = {"zh": ("登录", "邮箱", "密码"), "en": ("Sign in", "E-mail address", "Password")}
OTHER = {"zh": "en", "en": "zh"}
REFUSED = "the server responded with a status of 422"
"What the browser says of a form that came back with its faults: the page's own, meant answer"


class Person:
    """Someone at a browser, in one language; finds things by what stands on the page.

    Names and texts may be given in either language: each is looked for in the person's own.
    `mirrors`: the pages it inspects are visited on a phone in the other language too; a path that
    is walked twice, by others in the other language on phones, needs no such visits. `dark`: they
    see it dark, as the mirrors do.
    `also`: where else its pages may lead, such as to where a person pays.
    """

    def __init__(
        self,
        browser: Browser,
        base: str,
        language: str,
        findings: Findings,
        *,
        size: ViewportSize = DESK,
        mirrors: bool = True,
        dark: bool = False,
        also: tuple[str, ...] = (),
    ) -> None:
        self.browser, self.base, self.language = browser, base, language
        self.findings, self.size, self.mirrors, self.dark = findings, size, mirrors, dark
        self.hosts = tuple(f"{one}/" for one in (base, *also))
        self.page = self._page(language, size)
        self._mirror: Page | None = None

    def _page(self, language: str, size: ViewportSize, like: BrowserContext | None = None) -> Page:
        context = self.browser.new_context(
            base_url=self.base,
            viewport=size,
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if self.dark or like else "light",
            storage_state=like.storage_state() if like else None,
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        context.add_cookies([{"name": "lang", "value": language, "url": self.base}])
        context.on("request", lambda request: self._requested(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.findings.errors.append(str(error.error)))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def _requested(self, url: str) -> None:
        if not url.startswith((*self.hosts, "data:", "blob:")):
            self.findings.other_hosts.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and REFUSED not in message.text:
            where = message.location.get("url", "")
            self.findings.errors.append(f"{where}: {message.text}")

    def sign_in(self, who: Actor | str) -> Person:
        button, email, password = SIGN_IN[self.language]
        self.page.goto("/login")
        self.fill(email, who if isinstance(who, str) else who.email)
        self.fill(password, PASSWORD)
        self.press(button)
        self.page.wait_for_url("**/home")
        self._mirror = None
        return self

    def go(self, path: str) -> None:
        self.page.goto(path)

    def fill(self, label: str | re.Pattern[str], value: str, number: int = 0) -> None:
        """Fill the field of this label, on a page with several the one of this number."""
        self.field(label).nth(number).fill(value)

    def choose(self, label: str | re.Pattern[str], value: str, number: int = 0) -> None:
        self.field(label).nth(number).select_option(value)

    def bring(self, label: str, sheet: str) -> None:
        """Choose a CSV file with this text."""
        file: FilePayload = {
            "name": "sheet.csv",
            "mimeType": "text/csv",
            "buffer": sheet.encode(),
        }
        self.field(label).set_input_files(file)

    def bring_scan(self, label: str | re.Pattern[str]) -> None:
        """Choose a PDF that stands for a scanned paper."""
        file: FilePayload = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": PDF}
        self.field(label).set_input_files(file)

    def press(self, name: str, number: int = 0) -> None:
        self.button(name).nth(number).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """The first link of that name; one that stands in a closed menu of the top is opened."""
        links = self.link(name)
        if not links.count():
            self._open_menu_with(name)
        links.first.click()

    def field(self, label: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_label(said(label, self.language), exact=True)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=said(name, self.language), exact=True)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=said(name, self.language), exact=True)

    def follow_row(self) -> None:
        """The link that heads the only row of the page's table."""
        self.page.get_by_role("main").get_by_role("rowheader").get_by_role("link").click()

    def lacks(self, text: str) -> None:
        expect(self.page.get_by_text(seen(text, self.language))).to_have_count(0)

    def _open_menu_with(self, name: str | re.Pattern[str]) -> None:
        menus = self.page.locator(".nav details")
        entry = self.page.get_by_text(said(name, self.language), exact=True)
        for menu in menus.filter(has=entry).all():
            if menu.locator("summary").is_visible():
                menu.locator("summary").click()
                return

    def sees(self, *texts: str) -> None:
        """These texts stand on the page, or come without anybody's doing."""
        for text in texts:
            expect(self.text(text)).to_be_visible()

    def text(self, text: str) -> Locator:
        return self.page.get_by_text(seen(text, self.language)).locator("visible=true").first

    def sees_state(self, text: str) -> None:
        """This is the state beside the page's heading."""
        expect(self._state(text)).to_be_visible()

    def waits_for_state(self, text: str) -> None:
        self._wait_for(self._state(text), text)

    def waits_for(self, text: str) -> None:
        """Look at the page again and again until this stands there: a job brings it about."""
        self._wait_for(self.text(text), text)

    def _state(self, text: str) -> Locator:
        told = said(text, self.language)
        return self.page.locator(".page-head .badge").get_by_text(told, exact=True)

    def _wait_for(self, wanted: Locator, text: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not wanted.is_visible():
            assert time.monotonic() < end, (self.page.url, text, self.page.inner_text("main"))
            time.sleep(0.5)
            self._look_again()

    def waits_until_gone(self, text: str) -> None:
        """Look again and again until this no longer stands on a whole page.

        A page that shows itself anew is empty for a moment: that it lacks a text then says nothing.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        told = seen(text, self.language)
        wanted = told if isinstance(told, re.Pattern) else re.escape(told)
        while True:
            self._look_again()
            main = self.page.inner_text("main")
            if not re.search(wanted, main):
                return
            assert time.monotonic() < end, (self.page.url, text, main)
            time.sleep(0.5)

    def _look_again(self) -> None:
        """Load the page once more, which it may be doing by itself at this very moment."""
        try:
            self.page.reload()
        except Error as error:
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.wait_for_load_state()

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def inspect(self, name: str) -> None:
        """Test this page by the rules: as it stands, and where it is mirrored."""
        self.inspect_here(name)
        if not self.mirrors:
            return
        if self._mirror is None:
            self._mirror = self._page(OTHER[self.language], PHONE, self.page.context)
        self._mirror.goto(self.page.url)
        self._check(self._mirror, name, OTHER[self.language])
        self._check_width(self._mirror, name, OTHER[self.language])
        # A page that shows itself anew would cut off the next visit.
        self._mirror.goto("about:blank")

    def inspect_here(self, name: str) -> None:
        """The same in this language alone: for an answer to a form, which has no address."""
        self._check(self.page, name, self.language)
        self.page.set_viewport_size(PHONE)
        self._check_width(self.page, name, self.language)
        self.page.set_viewport_size(self.size)

    def _check(self, page: Page, name: str, language: str) -> None:
        spoken = page.locator("html").get_attribute("lang")
        assert spoken == {"zh": "zh-CN", "en": "en"}[language], (name, spoken)
        # Neither language nor width changes a colour: each page once light and once dark.
        light = page is self.page and not self.dark
        broken = broken_rules(page, colours=not light or self.size == DESK)
        self.findings.accessibility += [f"{name} ({language}): {rule}" for rule in broken]
        self.findings.bare_pictures += [f"{name}: {bare}" for bare in bare_pictures(page)]

    def _check_width(self, page: Page, name: str, language: str) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.findings.too_wide.append(f"{name} ({language}): {width} px")
