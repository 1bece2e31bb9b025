"""What a file's tests begin with is made once, and each of them finds it as it was made."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import Organisation
from tests.factories.kept import kept

made = []


@kept
def park(people, clock):
    clock.freeze(clock.now())
    made.append(people.park())
    made[-1].members = []
    return made[-1]


@pytest.mark.parametrize("time", range(2))
def test_rows_clock_and_thing_are_as_they_were_made(park, people, clock, database, time):
    with database.single_statements() as session:
        found = session.scalars(sa.select(Organisation.id)).all()
    frozen = clock.now()
    assert (found, park.members) == ([park.id], [])
    assert clock.now() == frozen

    park.members.append(people.enterprise(park))
    clock.release()


def test_it_was_made_once_and_works(park):
    assert len(made) == 1
    assert park is not made[0]
    assert park.get("/me").status_code == 200
