"""The glossary: every word in both languages, each reachable by its own address."""

from __future__ import annotations

import pytest

from marketplace.i18n.glossary import SUBJECTS
from marketplace.web.terms import EXPLAINED, terms
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

TERMS = [term for subject in SUBJECTS for term in subject.terms]


def test_no_word_and_no_address_stands_twice():
    keys = [subject.key for subject in SUBJECTS] + [term.key for term in TERMS]

    assert len(set(keys)) == len(keys)
    assert len({term.zh for term in TERMS}) == len({term.en for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_a_meaning_is_one_sentence_in_each_language(term):
    assert term.meaning_zh.endswith("。") and term.meaning_zh.count("。") == 1
    assert term.meaning_en.endswith(".") and term.meaning_en[0].isupper()


def test_the_page_is_tidy_and_leads_to_every_word(people):
    park = people.park()
    assert_tidy_in_both_languages(park, "/glossary")

    page = Visitor(park).get("/glossary").text

    assert all(f'id="{term.key}"' in page and term.zh in page and term.en in page for term in TERMS)


@pytest.fixture
def said(app):
    """A text as a page shows it, in a language."""

    def show(language, *texts):
        with app.test_request_context("/", headers={"Cookie": f"lang={language}"}):
            return [str(terms(text)) for text in texts]

    return show


def test_the_first_use_of_a_term_leads_to_its_meaning_the_next_do_not(said):
    first, second = said("en", "A ladder has tiers.", "Each tier of the ladder is half-open.")

    assert 'href="/glossary#ladder"' in first and 'href="/glossary#tier"' in first
    assert second == "Each tier of the ladder is half-open."


def test_a_longer_word_hides_the_shorter_one_within_it(said):
    (shown,) = said("zh", "成交方案一经公布即进入公示期。")

    assert "#scenario" not in shown and 'href="/glossary#standstill"' in shown


def test_a_text_with_terms_stays_escaped(said):
    (shown,) = said("en", "<b>ceiling</b>")

    assert shown.startswith("&lt;b&gt;<a ") and shown.endswith("</a>&lt;/b&gt;")


def test_no_text_has_more_than_three_links(said):
    (shown,) = said("en", "ladder, tier, ceiling, lot, scenario, standstill")

    assert shown.count("<a ") == 3


def test_what_is_explained_is_in_the_glossary():
    assert {term.key for term in TERMS} >= EXPLAINED
