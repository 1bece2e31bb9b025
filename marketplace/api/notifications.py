"""API: what the caller was told, and what it has read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading
from marketplace.api.paging import PageSchema, page
from marketplace.schemas.notifications import NotificationSchema, ReadAllSchema, UnreadQuerySchema
from marketplace.services.find_notifications import own_notifications
from marketplace.services.read_notification import read_all_notifications, read_notification

blp = Blueprint("notifications_api", __name__, description="Notifications · 通知")
Body = dict[str, Any]


@blp.route("/notifications")
@reading
@blp.response(200, NotificationSchema(many=True))
@blp.arguments(UnreadQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_notifications(chosen: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Your own notifications, newest first; `?unread=true` for those not read yet."""
    return page(session, own_notifications(identity, **chosen), **paging)


@blp.route("/notifications/<uuid:notification_id>/read", methods=["POST"])
@creating
@blp.response(200, NotificationSchema)
def post_read(notification_id: UUID, **call: Any) -> Any:
    """Mark one as read."""
    return read_notification(notification_id=notification_id, **call)


@blp.route("/notifications/read-all", methods=["POST"])
@creating
@blp.response(200, ReadAllSchema)
def post_read_all(**call: Any) -> Any:
    """Mark all as read; the answer says how many there were."""
    return {"read": read_all_notifications(**call)}
