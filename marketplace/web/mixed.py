"""Chinese within an English page, marked as such: read aloud it sounds right (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from marketplace.web.language import spoken

CHINESE = re.compile(
    r"[\u3400-\u9fff](?:[\u3000-\u9fff\uff00-\uff5e\d\-]*[\u3400-\u9fff\u3015\uff09])?"
)
MARKED = Markup('<span lang="zh">{}</span>')


def mixed(text: object) -> Markup:
    """The text with its Chinese parts marked where the page is English."""
    whole = str(text or "")
    if spoken() == "zh" or not CHINESE.search(whole):
        return escape(whole)
    parts, end = [], 0
    for found in CHINESE.finditer(whole):
        parts += [escape(whole[end : found.start()]), MARKED.format(found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(whole[end:])])


def own_half(text: str) -> str:
    """Of "中文 · English" the half that the reader speaks; any other text as it is."""
    halves = text.split(" · ")
    chinese = [bool(CHINESE.search(half)) for half in halves]
    return halves[chinese.index(spoken() == "zh")] if sorted(chinese) == [False, True] else text
