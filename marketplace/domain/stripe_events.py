"""What an event of Stripe is about: which object has to be looked at, never what it says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

LOOKED_AT = ("checkout.session", "payment_intent", "refund", "dispute", "invoice", "credit_note")
"Kinds of objects that are read anew when an event names one"
LONGEST = 255


@dataclass(frozen=True)
class EventNote:
    """An event, as far as we believe it: it only says where to look."""

    id: str
    type: str
    object_kind: str
    object_id: str
    livemode: bool
    happened_at: datetime


class NoEvent(ValueError):
    """The body is signed, but is no event as Stripe sends them."""


def read_event(document: Any) -> EventNote:
    """Raises NoEvent."""
    try:
        kind, id_ = _subject(document["data"]["object"])
        note = EventNote(
            id=_text(document["id"]),
            type=_text(document["type"]),
            object_kind=kind,
            object_id=id_,
            livemode=document["livemode"] is True,
            happened_at=datetime.fromtimestamp(int(document["created"]), UTC),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise NoEvent from error
    if document.get("object") != "event":
        raise NoEvent
    return note


def _subject(object_: Mapping[str, Any]) -> tuple[str, str]:
    """Kind and id: of a charge its payment, which carries what is known of it."""
    if object_["object"] == "charge" and isinstance(object_.get("payment_intent"), str):
        return "payment_intent", _text(object_["payment_intent"])
    if object_["object"] == "invoice_payment" and isinstance(object_.get("invoice"), str):
        return "invoice", _text(object_["invoice"])
    return _text(object_["object"]), _text(object_.get("id") or "-")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST or "\0" in value:
        raise ValueError("a short text is expected")
    return value
