"""People at Chromium: each with a context of their own, whose every page is watched."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.factories.enrolled import PDF
from tests.factories.people import PASSWORD, Actor

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
PATIENCE_SECONDS = 30
AXE = Axe()
expect.set_options(timeout=20_000)
SIGN_IN = {"zh": ("登录", "邮箱", "密码"), "en": ("Sign in", "E-mail address", "Password")}
OTHER = {"zh": "en", "en": "zh"}
REFUSED = "the server responded with a status of 422"
"What the browser says of a form that came back with its faults: the page's own, meant answer"


@dataclass
class Findings:
    """What was seen wrong on the way, by kind; all empty is what the tests want."""

    accessibility: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    other_hosts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Person:
    """Someone at a browser, in one language; finds things by what stands on the page."""

    def __init__(self, browser: Browser, base: str, language: str, findings: Findings) -> None:
        self.browser, self.base, self.language = browser, base, language
        self.findings = findings
        self.page = self._page(language, DESK)
        self._mirror: Page | None = None

    def _page(self, language: str, size: ViewportSize, like: BrowserContext | None = None) -> Page:
        context = self.browser.new_context(
            base_url=self.base,
            viewport=size,
            timezone_id="Asia/Shanghai",
            storage_state=like.storage_state() if like else None,
        )
        context.add_cookies([{"name": "lang", "value": language, "url": self.base}])
        context.on("request", lambda request: self._requested(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.findings.errors.append(str(error.error)))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def _requested(self, url: str) -> None:
        if not url.startswith((f"{self.base}/", "data:", "blob:")):
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
        self.page.get_by_label(label, exact=True).nth(number).fill(value)

    def choose(self, label: str | re.Pattern[str], value: str, number: int = 0) -> None:
        self.page.get_by_label(label, exact=True).nth(number).select_option(value)

    def bring(self, label: str, sheet: str) -> None:
        """Choose a CSV file with this text."""
        file: FilePayload = {
            "name": "sheet.csv",
            "mimeType": "text/csv",
            "buffer": sheet.encode(),
        }
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def bring_scan(self, label: str | re.Pattern[str]) -> None:
        """Choose a PDF that stands for a scanned paper."""
        file: FilePayload = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": PDF}
        self.page.get_by_label(label).set_input_files(file)

    def press(self, name: str, number: int = 0) -> None:
        self.page.get_by_role("button", name=name, exact=True).nth(number).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """The first link of that name; one that stands in a closed menu of the top is opened."""
        links = self.page.get_by_role("link", name=name, exact=True)
        if not links.count():
            self._open_menu_with(name)
        links.first.click()

    def _open_menu_with(self, name: str | re.Pattern[str]) -> None:
        menus = self.page.locator(".nav details")
        for menu in menus.filter(has=self.page.get_by_text(name, exact=True)).all():
            if menu.locator("summary").is_visible():
                menu.locator("summary").click()
                return

    def sees(self, *texts: str) -> None:
        """These texts stand on the page, or come without anybody's doing."""
        for text in texts:
            expect(self.text(text)).to_be_visible()

    def text(self, text: str) -> Locator:
        return self.page.get_by_text(text).locator("visible=true").first

    def sees_state(self, text: str) -> None:
        """This is the state beside the page's heading."""
        expect(self._state(text)).to_be_visible()

    def waits_for_state(self, text: str) -> None:
        self._wait_for(self._state(text), text)

    def waits_for(self, text: str) -> None:
        """Look at the page again and again until this stands there: a job brings it about."""
        self._wait_for(self.text(text), text)

    def _state(self, text: str) -> Locator:
        return self.page.locator(".page-head .badge").get_by_text(text, exact=True)

    def _wait_for(self, wanted: Locator, text: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not wanted.is_visible():
            assert time.monotonic() < end, (self.page.url, text, self.page.inner_text("main"))
            time.sleep(0.5)
            self.page.reload()

    def waits_until_gone(self, text: str) -> None:
        """Look again and again until this no longer stands on a whole page.

        A page that shows itself anew is empty for a moment: that it lacks a text then says nothing.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.page.reload()
            main = self.page.inner_text("main")
            if text not in main:
                return
            assert time.monotonic() < end, (self.page.url, text, main)
            time.sleep(0.5)

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def inspect(self, name: str) -> None:
        """Test this page by the rules: as it stands, and on a phone in the other language."""
        self.inspect_here(name)
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
        self.page.set_viewport_size(DESK)

    def _check(self, page: Page, name: str, language: str) -> None:
        spoken = page.locator("html").get_attribute("lang")
        assert spoken == {"zh": "zh-CN", "en": "en"}[language], (name, spoken)
        self.findings.accessibility += [f"{name} ({language}): {b}" for b in broken_rules(page)]

    def _check_width(self, page: Page, name: str, language: str) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.findings.too_wide.append(f"{name} ({language}): {width} px")


def broken_rules(page: Page) -> list[str]:
    """Each rule of WCAG 2.2 A and AA that the page breaks, with the places."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{rule['id']} {[node['html'][:200] for node in rule['nodes'][:4]]}" for rule in found]
