"""Awards that go round, and bidders that never win."""

from __future__ import annotations

import pytest

from tests.domain.screens.quotes import a_quote, about, asked, past

NOW = (a_quote("A", 1000), a_quote("B", 1100), a_quote("C", 1200))


@pytest.mark.parametrize(
    ("winners", "found"),
    [
        pytest.param("BCABC", ["ABC"], id="three in turn, twice round with the lowest of now"),
        pytest.param("CABC", [], id="not yet twice round"),
        pytest.param("BCACB", [], id="out of order"),
        pytest.param("BABAB", ["AB"], id="two in turn"),
        pytest.param("AAAAA", [], id="one wins always"),
        pytest.param("CCCCBCABC", ["ABC"], id="only the last ones count"),
    ],
)
def test_rotation(winners, found):
    assert about("rotation", *NOW, past=[past(winner) for winner in winners]) == found


def test_winning_in_turn_when_the_others_stayed_away_is_none():
    history = [past(winner, bidders=winner + "A") for winner in "BCABC"]

    assert about("rotation", *NOW, past=history) == []


def test_a_request_without_an_award_breaks_no_order():
    history = [past(winner) for winner in ("B", "C", None, "A", "B", "C")]

    (hit,) = asked("rotation", *NOW, past=history)

    assert hit.figures["sequence"] == ["B", "C", "A", "B", "C", "A"]


@pytest.mark.parametrize(
    ("winners", "found"),
    [
        pytest.param("AAAAAA", ["B", "C"], id="six without a win: the boundary"),
        pytest.param("AAAAA", [], id="five"),
        pytest.param("AAAAAB", ["C"], id="one win clears"),
    ],
)
def test_frequent_loser(winners, found):
    assert about("frequent_loser", *NOW, past=[past(winner) for winner in winners]) == found
