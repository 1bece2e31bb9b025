"""The organiser's and the members' pages from the locked demand to drawn contracts, by forms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.locked import Awarded, Locked, Opened, two_quotes
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture
def awarded(people, clock):
    return Awarded(people, clock)


def test_the_pages_are_tidy_in_both_languages_before_the_due_time(people):
    people.carrier()
    locked = Locked(people, [{}], [{"corridor": "SHA-SIN"}])

    assert_tidy_in_both_languages(locked.park, f"/group-buys/{locked.id}/rfq", "/notices")
    rfq = locked.issue()
    assert_tidy_in_both_languages(locked.park, f"/rfqs/{rfq['id']}/room")
    assert_tidy_in_both_languages(people.observer(), f"/rfqs/{rfq['id']}/room")


def test_the_pages_are_tidy_in_both_languages_after_the_opening(people, clock):
    opened = Opened(people, clock, [{}], [{"corridor": "SHA-SIN"}])
    rooms = [f"/rfqs/{opened.rfq['id']}/{room}" for room in ("room", "award-room")]

    assert_tidy_in_both_languages(opened.park, *rooms)
    opened.park.post(f"/rfqs/{opened.rfq['id']}/solves")
    assert_tidy_in_both_languages(opened.park, *rooms)
    opened.solve()
    assert_tidy_in_both_languages(opened.park, *rooms)
    assert_tidy_in_both_languages(people.observer(), *rooms)


def test_the_pages_are_tidy_in_both_languages_after_the_award(awarded, people):
    notice, lines = f"/notices/{awarded.award_['id']}", f"/awards/{awarded.award_['id']}/lines"
    for reader in (awarded.park, awarded.members[0], awarded.carriers[0], people.observer()):
        assert_tidy_in_both_languages(reader, "/notices", notice, lines)
    first = awarded.line_of(awarded.members[0])
    assert_tidy_in_both_languages(awarded.members[0], f"{lines}/{first['id']}/decline")
    awarded.contracts()
    for reader in (awarded.park, awarded.members[0], awarded.carriers[0], people.observer()):
        assert_tidy_in_both_languages(reader, lines)
