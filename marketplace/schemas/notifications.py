"""A user's notifications, worded in both languages."""

from __future__ import annotations

from typing import Any

from marshmallow import pre_dump

from marketplace.i18n.notices import notice
from marketplace.schemas.fields import Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.time_fields import Instant


class NotificationSchema(Schema):
    """`path` is the page to act on; `due_at` until when. Never an amount of money."""

    id = Uuid()
    event = Text()
    subject_zh = Text()
    subject_en = Text()
    text_zh = Text()
    text_en = Text()
    path = Text()
    group_buy_id = Uuid(allow_none=True)
    due_at = Instant(allow_none=True)
    created_at = Instant()
    read_at = Instant(allow_none=True)

    @pre_dump
    def worded(self, told: Any, **_: Any) -> dict[str, Any]:
        """The row with its words."""
        words: dict[str, Any] = {}
        for language in ("zh", "en"):
            subject, text = notice(told.event, told.params, language, told.due_at)
            words |= {f"subject_{language}": subject, f"text_{language}": text}
        names = ("id", "event", "path", "group_buy_id", "due_at", "created_at", "read_at")
        return words | {name: getattr(told, name) for name in names}


class UnreadQuerySchema(Schema):
    unread = Flag(load_default=False)


class ReadAllSchema(Schema):
    read = Whole(0, 1_000_000)
