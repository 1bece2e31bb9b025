"""Curves of price books and ladders: where each step and label lies."""

from __future__ import annotations

import re
from itertools import pairwise

from marketplace.services.find_price_curves import CurvePoint
from marketplace.web.charts import ladder_chart, rates_at_bounds
from marketplace.web.price_charts import price_chart

LADDER = {
    "measure": "mbps",
    "style": "graduated",
    "tiers": [{"from": 0, "discount_bps": 0}, {"from": 100, "discount_bps": 1000}],
}


def test_a_curve_keeps_a_rows_price_up_to_its_bandwidth():
    chart = price_chart({12: [CurvePoint(10, 100, 0), CurvePoint(100, 400, 0)]})

    (curve,) = chart.curves
    xs = re.findall(r"H([\d.]+)", curve.path)
    assert [float(x) for x in xs] == [mark.at for mark in chart.bandwidths]
    assert curve.path.index("V") > curve.path.index("H")


def test_terms_have_different_strokes_and_labels_apart():
    curves = {term: [CurvePoint(10, 100, 0)] for term in (12, 24, 36)}

    chart = price_chart(curves)

    assert len({curve.style for curve in chart.curves}) == 3
    heights = sorted(curve.label_y for curve in chart.curves)
    assert all(b - a >= 16 for a, b in pairwise(heights))


def test_prices_are_marked_at_round_figures():
    chart = price_chart({12: [CurvePoint(10, 226_069_778, 0)]})

    assert [mark.value for mark in chart.prices] == [n * 50_000_000 for n in range(6)]


def test_one_row_and_a_price_of_nothing_can_be_drawn():
    assert price_chart({12: [CurvePoint(1, 0, 0)]}).bandwidths[0].value == 1


def test_many_bandwidths_are_marked_by_a_few():
    points = [CurvePoint(mbps, mbps, 0) for mbps in range(1, 100)]

    marks = price_chart({12: points}).bandwidths

    assert len(marks) <= 8
    assert marks[-1].value == 99


def test_figures_on_the_axis_keep_off_each_other():
    points = [CurvePoint(mbps, mbps, 0) for mbps in (10, 20, 50, 100, 200, 500, 1_000)]

    marks = price_chart({12: points}).bandwidths

    assert marks[-1].value == 1_000
    assert all(z.at - a.at > 45 for a, z in pairwise(marks))


def test_a_graduated_ladder_has_a_curve_that_rises_only_above_the_first_bound():
    path = ladder_chart(LADDER).curve

    heights = [float(y) for y in re.findall(r" ([\d.]+)", path)]
    assert len(set(heights[:13])) == 1
    assert heights[13:] == sorted(heights[13:], reverse=True)


def test_a_whole_ladder_has_none():
    assert ladder_chart(LADDER | {"style": "whole"}).curve is None


def test_the_mean_at_a_bound_is_below_its_step():
    assert rates_at_bounds(LADDER) == [0.0, 0.0]
