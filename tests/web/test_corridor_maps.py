"""The corridor map: no city's name covers another, however near the cities are."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import pytest

from marketplace.domain.corridors import CITIES, corridor_values
from marketplace.domain.geography import rtt_floor_us
from marketplace.web.corridor_maps import FORMULA, NARROW, WIDE, corridor_map

SHEETS = [WIDE, NARROW]


def drawn(app, *codes, language="en", sheet=WIDE):
    chosen = [city for city in CITIES if not codes or city.code in codes]
    with app.test_request_context(headers={"Cookie": f"lang={language}"}):
        app.preprocess_request()
        return corridor_map([SimpleNamespace(**corridor_values(c)) for c in chosen], sheet)


def box(name, letter):
    """Of a name as it is drawn; letters are a little smaller than the room that they get."""
    size = letter - 0.5
    wide = sum(size if ord(one) > 0x2E7F else 0.54 * size for one in name.text)
    left = name.x - wide if name.left else name.x
    return left, name.y - 0.8 * size, left + wide, name.y + 0.2 * size


def names(picture):
    return [arc.name for arc in picture.arcs] + [home[2] for home in picture.homes]


def overlapping(picture):
    boxes = [(name.text, box(name, picture.sheet.letter)) for name in names(picture)]
    return [
        (one, two)
        for (one, a), (two, z) in combinations(boxes, 2)
        if a[0] < z[2] and z[0] < a[2] and a[1] < z[3] and z[1] < a[3]
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("codes", [(), ("AMS", "FRA", "LON"), ("HKG", "MFM", "TPE"), ("SIN",)])
def test_no_name_covers_another(app, codes, language, sheet):
    assert overlapping(drawn(app, *codes, language=language, sheet=sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_ends_stay_on_the_map(app, language, sheet):
    picture = drawn(app, language=language, sheet=sheet)

    for name in names(picture):
        left, top, right, bottom = box(name, sheet.letter)
        assert left >= 0 and right <= sheet.width, name
        assert top >= 0 and bottom <= picture.height, name
    assert all(0 < arc.y < picture.height for arc in picture.arcs)


def test_near_corridors_fill_the_map(app):
    hong_kong = drawn(app, "HKG").arcs[0]

    assert abs(hong_kong.x - drawn(app, "HKG").homes[0][0]) > 80


def test_the_formula_that_is_told_gives_the_floor(app):
    index, light_km_s = FORMULA

    told_us = 2 * 1232.5 * index / light_km_s * 1_000_000

    assert rtt_floor_us(1232.5) - 1 <= told_us <= rtt_floor_us(1232.5)
