"""What is kept of a search on its way."""

from __future__ import annotations

from marketplace.domain.solve_course import MOST_STEPS, with_step


def course(*steps):
    kept = []
    for step in steps:
        kept = with_step(kept, list(step))
    return kept


def test_a_step_that_tells_nothing_new_moves_the_last_one_on():
    assert course((0, 9, 1), (1, 9, 1), (2, 9, 1), (3, 8, 1)) == [[0, 9, 1], [2, 9, 1], [3, 8, 1]]


def test_there_are_never_too_many_and_the_ends_stay():
    kept = course(*((at, 10_000 - at, at) for at in range(5 * MOST_STEPS)))

    assert len(kept) <= MOST_STEPS
    assert (kept[0][0], kept[-1][0]) == (0, 5 * MOST_STEPS - 1)
    assert [step[0] for step in kept] == sorted({step[0] for step in kept})
