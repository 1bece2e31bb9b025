"""`make screenshots`: every page of every role into var/screenshots; fails when any looks wrong.

Zh and en, 1280 and 390 px wide, some dark. `--at URL` looks at a demo that runs already, `--role`
and `--path` (the start of one) at a part; then nothing of an earlier run is cleared away.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from marketplace.cli.demo_people import PASSWORD
from marketplace.config import ROOT
from tests.e2e import chromium
from tests.e2e.running import running
from tests.screenshots.faults import faults_of, typed_in_the_demo
from tests.screenshots.shots import Shot, write_index
from tests.screenshots.tour import PUBLIC, Tour, kind_of

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (1280, 390)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
DARK = {"/", "/home", "/design", "/group-buys/<>", "/savings", "/price-books/<>", "/findings"}
DARK |= {"/rfqs/<>/room", "/rfqs/<>/awards", "/awards/<>/lines", "/notices/<>", "/screens"}
EXAMPLES = {"/design"}
"pages whose links lead to things that do not exist"
OPEN = """() => {
    const closed = [...document.querySelectorAll('main details:not([open])')];
    closed.forEach(part => { part.open = true });
    return closed;
}"""


class Photographer:
    """Goes round as one role, in both languages."""

    def __init__(self, browser: Browser, base: str, role: str, email: str, pictures: bool) -> None:
        self.base, self.role, self.pictures = base, role, pictures
        self.shots: list[Shot] = []
        self.pages = {code: self._page(browser, code) for code in LANGUAGES}
        if email:
            for page in self.pages.values():
                sign_in(page, email)

    def _page(self, browser: Browser, language: str) -> Page:
        context: BrowserContext = browser.new_context(
            base_url=self.base, locale=LANGUAGES[language], timezone_id="Asia/Shanghai"
        )
        context.add_cookies([{"name": "lang", "value": language, "url": self.base}])
        return context.new_page()

    def go_round(self, only: str) -> list[Shot]:
        """Every page that can be got to; with `only`, those whose path begins so."""
        start = PUBLIC if self.role == "anyone" else ("/home", "/account", "/notifications")
        tour = Tour(self.base, start, 2 if self.pictures else 1)
        for path in tour.stops():
            if path.startswith(only) or self.role != "anyone":
                self._visit(path, tour, path.startswith(only))
        return self.shots

    def _visit(self, path: str, tour: Tour, wanted: bool) -> None:
        for language, page in self.pages.items():
            status = opened(page, path)
            if not status:
                return
            if language == "zh" and path not in EXAMPLES:
                tour.note(page)
            if wanted:
                self._look(page, path, language, () if status < 400 else (f"answers {status}",))

    def _look(self, page: Page, path: str, language: str, wrong: tuple[str, ...]) -> None:
        themes = ("light", "dark") if kind_of(path) in DARK and self.pictures else ("light",)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults = (*wrong, *self._faults(page, language))
            for theme in themes:
                page.emulate_media(color_scheme=theme)
                file = self._shoot(page, f"{language}-{width}-{theme}")
                self.shots.append(Shot(self.role, path, language, width, theme, file, faults))
                faults = ()
            page.emulate_media(color_scheme="light")

    def _faults(self, page: Page, language: str) -> list[str]:
        """Of the page with all its parts open, which then stands as it was."""
        closed = page.evaluate_handle(OPEN)
        found = faults_of(page, language, typed_in_the_demo())
        page.evaluate("parts => parts.forEach(part => { part.open = false })", closed)
        return found

    def _shoot(self, page: Page, about: str) -> str:
        name = f"{self.role}-{len(self.shots):04}-{about}.jpg"
        if not self.pictures:
            return ""
        page.screenshot(path=FOLDER / name, full_page=True, type="jpeg", quality=70)
        return name

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


def opened(page: Page, path: str) -> int:
    """Go there; the status of the answer, 0 when a file comes instead of a page."""
    try:
        answer = page.goto(path, wait_until="load")
    except Error as error:
        if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
            return 0
        raise
    return answer.status if answer else 0


def sign_in(page: Page, email: str) -> None:
    page.goto("/login")
    page.locator("main input[type=email], main input[name=email]").first.fill(email)
    page.locator("main input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit], main input[type=submit]").first.click()
    page.wait_for_url("**/home")


def roles() -> dict[str, str]:
    """A mail address of the demo for each role; nobody's for the public pages."""
    with (ROOT / "demo" / "logins.csv").open(encoding="utf-8") as file:
        people = [row["email"] for row in csv.DictReader(file)]
    return {"anyone": ""} | {email.replace("@", "-").split(".")[0]: email for email in people}


@contextmanager
def demo(at: str) -> Iterator[str]:
    if at:
        yield at
        return
    with tempfile.TemporaryDirectory() as var:
        Path(var).chmod(0o755)
        with running(Path(var)) as environ:
            yield environ["BASE"]


def main() -> int:
    wanted = argparse.ArgumentParser(description="Every page of every role, to look at")
    for option in ("--at", "--role", "--path"):
        wanted.add_argument(option, default="")
    wanted.add_argument("--no-pictures", action="store_true", help="only say what is wrong")
    asked = wanted.parse_args()
    if not (asked.role or asked.path or asked.no_pictures):
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    shots: list[Shot] = []
    with demo(asked.at) as base, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for role, email in roles().items():
            if asked.role in role:
                photographer = Photographer(browser, base, role, email, not asked.no_pictures)
                shots += photographer.go_round(asked.path)
                photographer.close()
                print(f"{role}: {len(photographer.shots)} views", flush=True)
                told(shots)
        browser.close()
    return told(shots)


def told(shots: list[Shot]) -> int:
    """Write the page of all pictures and say what is wrong; 1 when anything is."""
    write_index(FOLDER, shots)
    wrong = [(shot, fault) for shot in shots for fault in shot.faults]
    lines = [f"{s.role} {s.path} ({s.about}): {fault}" for s, fault in wrong]
    (FOLDER / "faults.txt").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    print(f"{len(shots)} pictures, {len(wrong)} faults: {FOLDER / 'index.html'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
