"""Three companies are the fewest of which anything is told."""

from __future__ import annotations

import pytest

from marketplace.domain.anonymity import may_tell, place_told, told


@pytest.mark.parametrize("companies, shown", [(0, False), (1, False), (2, False), (3, True)])
def test_figures_are_told_from_three_companies_on(companies, shown):
    assert may_tell(companies) is shown
    assert told(companies, 7) == (7 if shown else None)


def test_the_organiser_is_told_at_any_number():
    assert told(0, 7, to_organiser=True) == 7


@pytest.mark.parametrize(
    "ahead, place, said",
    [([], 1, None), (["a"], 2, None), (["a"] * 5, 6, None), (["a", "b", "c"], 4, 4)],
)
def test_a_place_is_told_behind_three_other_companies(ahead, place, said):
    assert place_told(ahead, place) == said
