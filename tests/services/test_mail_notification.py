"""A notification is mailed once, in the reader's language, with its due time and its page."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.roles import Role
from marketplace.models import MailMessage, Notification, User
from marketplace.services.mail_notification import find_unmailed, mail_notification
from marketplace.services.notify import notify

BASE = "https://market.example"
DUE = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def told(session, people):
    member = people.enterprise(people.park())
    about = str(uuid4())
    notify(
        session,
        "group_buy_open",
        to=[member.id],
        roles=[Role.MEMBER],
        about=about,
        path="/group-buys/7",
        due_at=DUE,
        now=now_of(session),
        title_zh="临港团购",
        title_en="Lingang group buy",
    )
    return session.scalars(sa.select(Notification).where(Notification.dedupe == about)).one()


def mailed(session, app, told):
    jobs = app.extensions["marketplace"].jobs
    mail_notification(
        session, notification_id=told.id, base_url=BASE, jobs=jobs, now=now_of(session)
    )
    user = session.get_one(User, told.user_id)
    found = sa.select(MailMessage).where(MailMessage.recipient == user.email)
    return session.scalars(found).all()


def test_the_mail_names_the_fact_the_due_time_and_the_page(session, app, told):
    mail = mailed(session, app, told)[0]

    assert "临港团购" in mail.subject
    assert "2026-12-01 12:00（上海时间）" in mail.body
    assert f"{BASE}/group-buys/7" in mail.body


def test_a_reader_of_english_gets_english(session, app, told):
    session.get_one(User, told.user_id).locale = "en"
    session.flush()

    mail = mailed(session, app, told)[0]

    assert "Lingang group buy" in mail.subject
    assert "Due: 2026-12-01 12:00 (Shanghai time)" in mail.body


def test_a_second_sweep_mails_nothing(session, app, told):
    mailed(session, app, told)

    assert len(mailed(session, app, told)) == 1
    assert told.id not in find_unmailed(session)


def test_what_was_read_meanwhile_needs_no_mail(session, app, told):
    told.read_at = now_of(session)
    session.flush()

    assert mailed(session, app, told) == []
