"""The first use of a term on a page leads to its meaning in the glossary."""

from __future__ import annotations

import re
from functools import cache

from flask import g, url_for
from markupsafe import Markup, escape

from marketplace.i18n.glossary import SUBJECTS, Term
from marketplace.web.language import spoken

EXPLAINED = frozenset(
    {
        "acceptance", "activation", "ceiling", "commitment-letter", "deposit", "due-item",
        "finding", "firm-down-to", "ladder", "list-price", "live-price", "lot", "outside-option",
        "payee-account", "price-book", "proven", "remittance", "rfq", "scenario", "sealed",
        "standstill", "tier", "user-archive", "waiting-list",
    }
)  # fmt: skip
"Words that an outsider does not know; company, carrier and line explain themselves"
MOST = 3
"links in one text: more would be harder to read than the words"


def terms(text: object) -> Markup:
    """The text with a link at each term's first use on this page; escaped, unless it is markup."""
    if isinstance(text, Markup) or not text:
        return escape(text or "")
    used: set[str] = g.setdefault("terms_used", set())
    before = len(used)
    parts, end, whole = [], 0, str(text)
    for found in _pattern(spoken()).finditer(whole):
        term = _by_word(spoken())[found.group().lower().removesuffix("s")]
        if term.key not in EXPLAINED or term.key in used or len(used) - before >= MOST:
            continue
        used.add(term.key)
        parts += [escape(whole[end : found.start()]), _link(term, found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(whole[end:])])


def term_link(key: str) -> Markup:
    """The term itself as a link. KeyError: no such term."""
    term = _by_key()[key]
    return _link(term, term.zh if spoken() == "zh" else term.en)


def _link(term: Term, said: str) -> Markup:
    meaning = term.meaning_zh if spoken() == "zh" else term.meaning_en
    address = f"{url_for('public.glossary')}#{term.key}"
    return Markup('<a class="term" href="{}" title="{}">{}</a>').format(address, meaning, said)


@cache
def _by_key() -> dict[str, Term]:
    return {term.key: term for subject in SUBJECTS for term in subject.terms}


@cache
def _by_word(language: str) -> dict[str, Term]:
    """All terms by their word in lower case, without a plural's s: a longer one hides a shorter."""
    known = _by_key().values()
    return {
        (one.zh if language == "zh" else one.en.lower().removesuffix("s")): one for one in known
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Any of the words, the longest first; English ones whole and in either number."""
    words = "|".join(map(re.escape, sorted(_by_word(language), key=len, reverse=True)))
    return re.compile(words if language == "zh" else rf"\b(?:{words})s?\b", re.IGNORECASE)
