"""A commitment letter is signed anew every year; its company hears 30, 7 and 0 days before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.archive import letter_ends_on, masked, reminder_due
from marketplace.domain.lives import GroupBuyState, LineState
from marketplace.domain.working_days import local_day
from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import Commitment, GroupBuy, Line, Notification
from marketplace.services.remind_commitment import find_letters_to_renew, remind_commitment
from tests.factories.archives import a_letter
from tests.factories.locked import Locked

JOB = [due for due in DEADLINES if due.what == "remind_commitment"]


@pytest.fixture
def signed(people, database):
    """A locked line that had no letter; gives the member and how to let the letter have its age."""
    locked = Locked(people, [{}])
    (member,) = locked.members
    with database.unit_of_work() as session:
        session.execute(sa.delete(Commitment).where(Commitment.member_id == member.id))

    def letter(days_left: int) -> Commitment:
        with database.unit_of_work() as session:
            now = now_of(session)
            line = session.scalars(sa.select(Line).where(Line.member_id == member.id)).one()
            ends = local_day(now) + timedelta(days=days_left)
            signed_on = next(
                day
                for back in range(360, 372)
                if letter_ends_on(day := ends - timedelta(days=back), 12) == ends
            )
            made = a_letter(session, member, line, now - (local_day(now) - signed_on))
            session.add(made)
        return made

    return locked, member, letter


def due(database):
    with database.single_statements() as session:
        return find_letters_to_renew(session, now=now_of(session))


def remind(database, letter):
    with database.unit_of_work() as session:
        return remind_commitment(session, commitment_id=letter.id, now=now_of(session))


@pytest.mark.parametrize(("left", "is_due"), [(31, False), (30, True), (7, True), (0, True)])
def test_it_is_found_from_thirty_days_before(database, signed, left, is_due):
    letter = signed[2](left)

    assert (letter.id in due(database)) is is_due


def test_each_reminder_is_given_once_however_often_the_job_runs(app, database, signed):
    _, member, letter = signed
    made = letter(7)

    for _ in range(2):
        sweep_deadlines(app.extensions["marketplace"], JOB)

    with database.single_statements() as session:
        query = sa.select(Notification).where(Notification.user_id == member.identity.user_id)
        (told,) = session.scalars(query).all()
    assert (told.event, told.path) == ("commitment_renewal", "/archives/letter")
    assert remind(database, made) is None and made.id not in due(database)


def test_a_letter_that_was_signed_anew_is_not_asked_for(database, signed):
    old, new = signed[2](3), signed[2](360)

    assert {old.id, new.id} & set(due(database)) == set()


@pytest.mark.parametrize("over", ["failed", "withdrawn"])
def test_a_line_that_does_not_go_on_is_not_reminded(database, signed, over):
    locked, member, letter = signed
    made = letter(3)
    change = {
        "failed": sa.update(GroupBuy)
        .where(GroupBuy.id == locked.id)
        .values(state=GroupBuyState.FAILED),
        "withdrawn": sa.update(Line)
        .where(Line.member_id == member.id)
        .values(state=LineState.WITHDRAWN),
    }[over]
    with database.unit_of_work() as session:
        session.execute(change)

    assert made.id not in due(database)


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2024-02-29", "2025-02-28"), ("2026-11-28", "2027-11-28"), ("2026-12-31", "2027-12-31")],
)
def test_a_letter_holds_a_year(day, ends):
    assert letter_ends_on(date.fromisoformat(day), 12).isoformat() == ends


def test_the_nearest_reminder_is_the_one_that_is_due():
    ends = date(2027, 1, 31)

    assert reminder_due(ends, date(2026, 12, 31)) is None
    assert reminder_due(ends, date(2027, 1, 1)) == 30
    assert reminder_due(ends, date(2027, 1, 24)) == 7
    assert reminder_due(ends, date(2027, 6, 1)) == 0


@pytest.mark.parametrize(
    ("number", "shown"), [("11010519491231002X", "**************002X"), ("1234", "****"), ("", "")]
)
def test_a_masked_number_shows_its_last_four_at_most(number, shown):
    assert masked(number) == shown
