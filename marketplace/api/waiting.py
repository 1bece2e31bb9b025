"""API: the waiting list of a locked group buy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, writing
from marketplace.api.versions import require_match, tagged
from marketplace.schemas.waiting import NewWaitingSchema, WaitingEntrySchema, WaitingSchema
from marketplace.services.find_waiting import find_waiting_entries, find_waiting_entry
from marketplace.services.join_waiting_list import join_waiting_list, leave_waiting_list

blp = Blueprint("waiting", __name__, description="Waiting for a place · 候补")
PATH = "/group-buys/<uuid:group_buy_id>/waiting-entries"
ONE = PATH + "/<uuid:entry_id>"


@blp.route(PATH)
@reading
@blp.response(200, WaitingSchema(many=True))
def list_waiting(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Your own waiting lines with their places; the organiser reads the whole list"""
    return find_waiting_entries(session, group_buy_id=group_buy_id, identity=identity)


@blp.route(PATH, methods=["POST"])
@creating
@blp.response(201, WaitingEntrySchema)
@blp.arguments(NewWaitingSchema)
def wait(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Put a line on the waiting list, from the lock to the end of the group buy"""
    entry = join_waiting_list(
        session, group_buy_id=group_buy_id, line=body["line"], identity=identity, now=now
    )
    here = f"/api/v1/group-buys/{group_buy_id}/waiting-entries/{entry.id}"
    return tagged(entry, Location=here)


@blp.route(ONE)
@reading
@blp.response(200, WaitingEntrySchema)
def read_waiting(*, group_buy_id: UUID, entry_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """One of your own waiting lines"""
    found = find_waiting_entry(
        session, group_buy_id=group_buy_id, entry_id=entry_id, identity=identity
    )
    return tagged(found)


@blp.route(ONE, methods=["DELETE"])
@writing
@blp.response(200, WaitingEntrySchema)
def withdraw(*, group_buy_id: UUID, entry_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Wait no longer (If-Match)"""
    which: dict[str, Any] = {"group_buy_id": group_buy_id, "entry_id": entry_id}
    which["identity"] = identity
    require_match(find_waiting_entry(session, **which, for_update=True))
    return tagged(leave_waiting_list(session, **which, now=now))
