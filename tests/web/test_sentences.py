"""Every sentence of a page stands in both languages."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog

from marketplace.web.extract import WEB, kept, said, untranslated

PLACES = re.compile(r"%\((\w+)\)s")
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
SHOWN_AS_CODE = re.compile(r"<code>.*?</code>", re.S)
WIRING = re.compile(r"""[\w-]+="[^"]*\"""")
TAG = re.compile(r"<[^>]*>", re.S)
LOCALES = ("zh_Hans_CN", "en")


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    """Those of all pages, which take seconds to collect."""
    return said()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_in_the_catalogue(locale: str, sentences: Catalog) -> None:
    catalogue = kept(locale)

    missing = [message.id for message in sentences if message.id and message.id not in catalogue]

    assert not missing, "run: python -m marketplace.web.extract"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_translated(locale: str) -> None:
    assert not untranslated(kept(locale))


def test_translations_name_the_same_things_as_their_sentences() -> None:
    for message in kept("zh_Hans_CN"):
        ids = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        wanted = set(PLACES.findall(" ".join(ids)))
        assert all(set(PLACES.findall(text)) <= wanted | {"num"} for text in strings), ids


def test_no_sentence_hides_from_the_catalogue_in_an_f_string() -> None:
    hidden = re.compile(r"""f["'][^"'\n]*\{(_|gettext|ngettext)\(""")

    for path in WEB.rglob("*.py"):
        assert not hidden.search(path.read_text()), path


def test_no_template_holds_sentences_of_its_own() -> None:
    """Only names of things may stand in a template outside a call for a translation."""
    allowed = {"English", "中文", "Mbps", "RTT", "CSV", "PDF", "XLSX", "openapi", "json", "nbsp"}
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text()
        for unread in (CODE, SHOWN_AS_CODE, TAG, WIRING):
            text = unread.sub("\n", text)
        words = set(re.findall(r"[A-Za-z]{3,}|[一-鿿]+", text))
        assert words <= allowed, (path, words - allowed)
