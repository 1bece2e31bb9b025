"""The picture of a search: two lines that come closer."""

from __future__ import annotations

import pytest

from marketplace.web.solve_charts import NEAR, search_chart


def test_the_best_total_falls_from_above_and_the_bound_rises_from_below():
    chart = search_chart([[0, 100, 10], [500, 90, 50], [1000, 80, 70]])

    assert chart.best.startswith("M4.0 ") and chart.best.count("H") == 2
    assert chart.best_y < chart.bound_y < chart.floor
    assert chart.seconds == 1.0


def test_the_room_between_is_closed():
    chart = search_chart([[0, 100, 10], [500, 90, 50]])

    assert chart.between.startswith(chart.best) and chart.between.endswith("H4.0Z")


def test_what_is_far_off_is_cut_at_the_edge():
    chart = search_chart([[0, 10**9, 0], [500, 1_000_100, 1_000_000]])

    assert f"M4.0 {34.0}" in chart.best
    assert chart.floor - chart.bound_y > (chart.floor - chart.best_y) / (2 * NEAR)


@pytest.mark.parametrize("steps", [[], [[0, None, 5]], [[0, 9, 5]], [[7, 9, 5], [7, 8, 5]]])
def test_before_there_is_a_line_there_is_no_picture(steps):
    assert search_chart(steps) is None


def test_a_proven_award_has_both_lines_meet():
    chart = search_chart([[0, 100, 10], [500, 90, 90]])

    assert chart.best_y == chart.bound_y
