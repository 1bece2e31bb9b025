"""A notification reaches the right users once, carries no price, and rolls back with its fact."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.roles import Role
from marketplace.models import Notification, User
from marketplace.services.notify import notify


@pytest.fixture
def member(people):
    return people.enterprise(people.park())


def tell(session, member, about, **params):
    return notify(
        session,
        "group_buy_open",
        to=[member.id],
        roles=[Role.MEMBER],
        about=about,
        path="/group-buys",
        now=now_of(session),
        **params,
    )


def test_every_user_with_the_role_is_told(session, member):
    about = uuid4()

    told = tell(session, member, about, title_zh="团购", title_en="Group buy")

    users = sa.select(User.id).where(User.organisation_id == member.id)
    rows = session.scalars(sa.select(Notification).where(Notification.dedupe == str(about))).all()
    assert told == len(rows) > 0
    assert {row.user_id for row in rows} == set(session.scalars(users))


def test_the_same_fact_is_told_once(session, member):
    about = uuid4()
    tell(session, member, about)

    assert tell(session, member, about) == 0


def test_another_role_is_not_told(session, member):
    told = notify(
        session,
        "group_buy_open",
        to=[member.id],
        roles=[Role.CARRIER],
        about=uuid4(),
        path="/",
        now=now_of(session),
    )

    assert told == 0


@pytest.mark.parametrize("name", ["price_minor", "total", "rate_bps"])
def test_a_price_is_refused(session, member, name):
    with pytest.raises(ValueError, match="no price"):
        tell(session, member, uuid4(), **{name: 1})
