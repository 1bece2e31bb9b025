"""What the reader was told: newest first, each with the page to act on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, has_request_context, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from marketplace.i18n.notices import notice
from marketplace.services.find_notifications import own_notifications
from marketplace.services.read_notification import read_all_notifications, read_notification
from marketplace.web.call import act, page
from marketplace.web.language import spoken
from marketplace.web.listing import listing

pages = Blueprint("notifications", __name__, url_prefix="/notifications")


def worded(told: Any) -> tuple[str, str]:
    """Subject and text in the reader's language."""
    return notice(told.event, told.params, spoken(), told.due_at)


def unread() -> int:
    """How many the reader has not read yet; 0 for a stranger."""
    if not has_request_context() or not current_user.is_authenticated:
        return 0
    return int(current_user.unread)


@pages.app_context_processor
def words_and_count() -> dict[str, Any]:
    return {"unread_notifications": unread, "worded": worded}


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    told = listing(session, own_notifications(identity))
    return render_template("notifications/listing.html", page=told, now=now)


pages.add_url_rule("", "listing", listed)


@pages.post("/<uuid:notification_id>/open")
@act(again=listed)
def open_one(notification_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Mark it as read and go to where it can be acted on."""
    told = read_notification(session, notification_id=notification_id, identity=identity, now=now)
    return redirect(told.path, 303)


@pages.post("/read-all")
@act(again=listed)
def read_all(*, session: Any, identity: Any, now: Any) -> Any:
    read_all_notifications(session, identity=identity, now=now)
    flash(_("All notifications are marked as read."))
    return redirect(url_for("notifications.listing"), 303)
