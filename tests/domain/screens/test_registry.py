"""All screens together: honest quotes have no hit, and the same facts give the same hits."""

from __future__ import annotations

import json

from marketplace.domain.screens import HOUSE, SCREENS, Effect, Kind, ScreenFacts, run_screens
from tests.domain.screens.quotes import a_quote, past


def test_honest_different_quotes_have_no_hit():
    honest = (
        a_quote("A", 2_410_000, 3_950_000, 9_120_000),
        a_quote("B", 2_525_000, 3_870_000, 9_640_000),
        a_quote("C", 2_480_000, 4_210_000, 9_300_000),
    )

    facts = ScreenFacts(honest, past=[past(w) for w in "ABCAACBB"])

    assert run_screens(facts) == []


def test_hits_do_not_hang_on_the_order_of_the_quotes():
    quotes = [a_quote(c, 100, 200) for c in "ABC"]

    found = run_screens(ScreenFacts(quotes))

    assert [(h.screen, h.carriers) for h in found] == [
        (h.screen, h.carriers) for h in run_screens(ScreenFacts(quotes[::-1]))
    ]


def test_figures_are_whole_numbers_and_texts():
    (first, *_) = run_screens(ScreenFacts([a_quote(c, 100) for c in "AB"]))

    assert json.loads(json.dumps(first.figures)) == first.figures


def test_the_settings_of_a_run_can_be_kept():
    kept = json.loads(json.dumps(HOUSE.document()))

    assert (kept["identical_share"], kept["points"]["same_address"]) == ("1/2", 30)


def test_deemed_facts_come_first_and_hold():
    kinds = [screen.kind for screen in SCREENS.values()]

    assert kinds == sorted(kinds, key=list(Kind).index)
    assert {s.effect for s in SCREENS.values() if s.kind != Kind.HINT} == {Effect.HOLD}


def test_an_article_is_named_only_where_it_was_read():
    assert all(s.source.evidence == "T" for s in SCREENS.values() if s.source.article)
