"""The glossary: every word in both languages, each reachable by its own address."""

from __future__ import annotations

import pytest

from marketplace.i18n.glossary import SUBJECTS
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
