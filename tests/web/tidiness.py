"""What every page owes its reader, whatever it is about."""

from __future__ import annotations

import re

from tests.factories.people import Actor
from tests.factories.visitors import Page, Visitor

TENDER_WORDS = re.compile("招标|投标|中标|标书")
"A group buy is no tender under the Tendering Law: 询比, 报价, 成交"
INSTRUMENT = re.compile("《[^》]*》")
"A law that a rule comes from is called by its own name"


def assert_tidy(page: Page, language: str) -> None:
    """It came, in this language, with labels, a heading, no tender words, nothing inline."""
    assert page.status == 200, (page.path, page.status, page.text[:500])
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in page.text, page.path
    assert page.text.count("<h1") == 1, page.path
    assert not TENDER_WORDS.search(INSTRUMENT.sub("", page.text)), page.path
    assert not page.unlabelled(), page.path
    assert not re.search(r"<[^>]+ (style|on\w+)=", page.text), page.path
    assert not re.search(r"<script(?![^>]* src=)", page.text), page.path


def assert_tidy_in_both_languages(actor: Actor, *paths: str) -> None:
    """The pages as this user reads them in Chinese and in English."""
    texts = {}
    for language in ("zh", "en"):
        visitor = Visitor(actor, language)
        for path in paths:
            page = visitor.get(path)
            assert_tidy(page, language)
            texts[language, path] = page.text
    for path in paths:
        assert texts["zh", path] != texts["en", path], path
