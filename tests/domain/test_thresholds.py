"""Thresholds: which are missed, and how far the demand has come."""

from __future__ import annotations

from marketplace.domain.thresholds import KINDS, missed, thresholds

NONE = dict.fromkeys(KINDS)
HAVE = {"members": 3, "lines": 4, "mbps": 300, "spend": 1000}


def test_a_threshold_is_reached_at_its_number():
    wanted = NONE | {"members": 3, "mbps": 301}

    assert missed(wanted, HAVE) == ["mbps"]
    assert [t.reached for t in thresholds(wanted, HAVE)] == [True, False]


def test_without_thresholds_one_line_is_needed():
    assert missed(NONE, HAVE) == []
    assert missed(NONE, dict.fromkeys(KINDS, 0)) == ["lines"]


def test_what_may_not_be_told_is_neither_reached_nor_missed():
    (only,) = thresholds(NONE | {"lines": 2}, NONE)

    assert (only.at_least, only.have, only.reached) == (2, None, None)
