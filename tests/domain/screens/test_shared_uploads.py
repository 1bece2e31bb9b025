"""Points of coincidence between two uploads: one alone is mostly no hit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.domain.screens import HOUSE, QuoteDocument
from tests.domain.screens.quotes import about, asked, uploading, with_files

HERE, NEAR, FAR = "101.80.1.1", "101.80.1.9", "101.80.2.1"
UA = "Browser 1"
SCREEN = "upload_coincidence"


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        pytest.param({"address": HERE}, {"address": HERE}, 30, id="one address: the boundary"),
        pytest.param({"address": HERE}, {"address": NEAR}, None, id="one network alone: 15"),
        pytest.param({"address": HERE, "agent": UA}, {"address": NEAR, "agent": UA}, None, id="25"),
        pytest.param(
            {"address": HERE, "agent": UA, "minutes": 0},
            {"address": NEAR, "agent": UA, "minutes": 10},
            35,
            id="network, browser and ten minutes",
        ),
        pytest.param(
            {"address": HERE, "agent": UA, "minutes": 0},
            {"address": NEAR, "agent": UA, "minutes": 11},
            None,
            id="eleven minutes are not close",
        ),
        pytest.param({"address": HERE}, {"address": FAR}, None, id="another network"),
        pytest.param({"agent": UA, "minutes": 0}, {"agent": UA, "minutes": 0}, None, id="20"),
        pytest.param({"address": "10.0.0.1"}, {"address": "10.0.0.1"}, None, id="private"),
        pytest.param({"address": "127.0.0.1"}, {"address": "127.0.0.1"}, None, id="the host"),
        pytest.param({"address": "?"}, {"address": "?"}, None, id="no address"),
        pytest.param({"address": HERE}, {"address": "::ffff:" + HERE}, 30, id="mapped"),
        pytest.param(
            {"address": "2408:8000:1:2::1", "agent": UA, "minutes": 1},
            {"address": "2408:8000:1:2::9", "agent": UA, "minutes": 2},
            35,
            id="an IPv6 network",
        ),
    ],
)
def test_points(one, other, points):
    hits = asked(SCREEN, uploading("A", **{"minutes": 0} | one), uploading("B", **other))

    assert [hit.figures["sum"] for hit in hits] == ([points] if points else [])


def test_one_producer_of_files_tips_the_scale():
    files = [QuoteDocument("x", letter * 64, producer="WPS 12") for letter in "ab"]
    settings = replace(HOUSE, coincidence_points=5)

    quotes = with_files("A", files[0]), with_files("C", files[1])

    assert about(SCREEN, *quotes) == []
    assert about(SCREEN, *quotes, settings=settings) == ["AC"]


def test_the_figures_say_what_counted():
    (hit,) = asked(SCREEN, uploading("A", 0, address=HERE), uploading("B", 3, address=HERE))

    assert hit.figures["points"] == [
        {"what": "same_address", "points": 30},
        {"what": "close_in_time", "points": 10},
    ]
    assert hit.figures["apart_seconds"] == 180
