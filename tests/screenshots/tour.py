"""Which pages a role can get to: links are followed from its home page, each kind a few times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

PUBLIC = ("/", "/login", "/sign-up", "/reset", "/how-awards-are-computed", "/savings", "/design")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/|$)")
FILES = re.compile(r"\.(csv|xlsx|pdf|json|zip)$|^/static/|^/api/|/files?/|/scan\b|/evidence/")
ACTS = re.compile(r"^/(language|theme|logout)/?")
MORE = {"/group-buys/<>": 9}
"A group buy looks otherwise in every state"
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"


def kind_of(path: str) -> str:
    """The path with what names a single thing left out."""
    return ID.sub("<>", path)


class Tour:
    """Paths to visit, found on the pages visited, at most a few of each kind."""

    def __init__(self, base: str, start: tuple[str, ...], examples: int) -> None:
        self.base, self.queue, self.examples = base, list(start), examples
        self.seen: set[str] = set(start)
        self.kinds: Counter[str] = Counter(kind_of(path) for path in start)

    def stops(self) -> Iterator[str]:
        while self.queue:
            yield self.queue.pop(0)

    def note(self, page: Page) -> None:
        """Queue what this page links to."""
        for link in page.evaluate(LINKS):
            path = self._path(link)
            kind = kind_of(path)
            wanted = self.kinds[kind] < max(self.examples, MORE.get(kind, 0))
            if path and path not in self.seen and wanted:
                self.seen.add(path)
                self.kinds[kind] += 1
                self.queue.append(path)

    def _path(self, link: str) -> str:
        """The path within this site that a page is at, else nothing."""
        if not link.startswith(self.base + "/"):
            return ""
        path = urlsplit(link).path
        return "" if FILES.search(path) or ACTS.search(path) else path
