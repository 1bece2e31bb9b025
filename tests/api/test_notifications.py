"""The API of notifications: one's own, worded in both languages, read once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from marketplace.db.session import now_of
from marketplace.domain.roles import Role
from marketplace.i18n.notices import NOTICES
from marketplace.services.notify import notify


@pytest.fixture
def member(people, database):
    member = people.enterprise(people.park())
    with database.unit_of_work() as session:
        notify(
            session,
            "group_buy_open",
            to=[member.id],
            roles=[Role.MEMBER],
            about=uuid4(),
            path="/group-buys",
            now=now_of(session),
            title_zh="临港",
            title_en="Lingang",
        )
    return member


def test_own_notifications_come_worded_in_both_languages(member):
    told = member.get("/notifications").json[0]

    assert "临港" in told["subject_zh"]
    assert "Lingang" in told["subject_en"]
    assert told["read_at"] is None


def test_a_notification_that_was_read_is_no_longer_new(member):
    told = member.get("/notifications?unread=true").json[0]

    member.post(f"/notifications/{told['id']}/read")

    assert member.get("/notifications?unread=true").json == []


def test_all_are_read_at_once(member):
    assert member.post("/notifications/read-all").json == {"read": 1}
    assert member.post("/notifications/read-all").json == {"read": 0}


@pytest.mark.parametrize("event", sorted(NOTICES))
def test_every_notice_has_words_in_both_languages(event):
    class Any(dict):
        def __missing__(self, key):
            return f"<{key}>"

    for language in ("zh", "en"):
        subject, body = NOTICES[event][language]
        assert subject.format_map(Any()).strip()
        assert body.format_map(Any()).strip()
