"""When a duty is due next, from the day it was last done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from marketplace.domain.compliance.duties import DUTIES
from marketplace.domain.compliance.duties.duty import (
    AfterEvent,
    EveryDays,
    EveryMonths,
    InMonths,
    Once,
)
from marketplace.domain.compliance.words import Text

LAUNCH = date(2026, 11, 28)
HALF_YEARLY, QUARTERLY = InMonths((1, 7)), InMonths((1, 4, 7, 10))


def duty(code: str, on: date = LAUNCH):
    return next(one for one in DUTIES if one.code == code and one.in_force(on))


@pytest.mark.parametrize(
    ("rhythm", "last_done", "due"),
    [
        (Once(), None, LAUNCH),
        (Once(), date(2026, 11, 1), None),
        (EveryMonths(6), None, LAUNCH),
        (EveryMonths(6), date(2026, 8, 31), date(2027, 2, 28)),
        (EveryDays(1), date(2026, 12, 31), date(2027, 1, 1)),
        (HALF_YEARLY, None, date(2027, 1, 31)),
        (HALF_YEARLY, date(2027, 1, 15), date(2027, 7, 31)),
        (HALF_YEARLY, date(2027, 7, 31), date(2028, 1, 31)),
        (QUARTERLY, date(2027, 1, 31), date(2027, 4, 30)),
        (QUARTERLY, date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_next_day_follows_the_rhythm(rhythm, last_done, due):
    assert rhythm.next_due(last_done, LAUNCH) == due


def test_a_duty_of_a_later_law_is_due_when_that_is_in_force():
    risk = duty("SEC-10")

    assert risk.next_due(None, date(2026, 1, 1)) == date(2026, 8, 20)
    assert risk.next_due(None, LAUNCH) == LAUNCH


def test_an_incident_is_reported_within_four_hours():
    incident = duty("SEC-07")
    happened = datetime(2026, 11, 28, 22, 30, tzinfo=UTC)

    assert incident.next_due(None, LAUNCH) is None
    assert incident.rhythm.due_at(happened) == datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


def test_sellers_are_verified_every_six_months_and_reported_in_january_and_july():
    assert duty("PLAT-05").next_due(date(2026, 11, 28), LAUNCH) == date(2027, 5, 28)
    assert duty("PLAT-05b").next_due(date(2026, 7, 10), LAUNCH) == date(2027, 1, 31)


@pytest.mark.parametrize(
    "rhythm", [Once(), EveryMonths(6), EveryDays(1), HALF_YEARLY, AfterEvent(4, Text("发生", "it"))]
)
def test_every_rhythm_is_told_in_both_languages(rhythm):
    assert rhythm.words.zh and rhythm.words.en


def test_every_duty_says_what_to_do_and_from_which_source():
    assert all(one.task.zh and one.task.en and one.sources and one.subject for one in DUTIES)
