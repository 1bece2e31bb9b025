"""What a twin holds: objects by kind, answers by idempotency key, and webhooks not yet sent."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from marketplace.adapters.stripe_twin.faults import missing_object, shown
from marketplace.payment_settings import API_VERSION

KEPT_KEY_SECONDS = 24 * 3600
"Stripe may forget an idempotency key after a day; the twin does"
Object = dict[str, Any]


class TwinState:
    """Kept in `path` as JSON when one is given, so that it outlives a restart.

    `pages`: where the pages are on which people pay; without it they have Stripe's own addresses.
    """

    def __init__(
        self,
        path: Path | None = None,
        clock: Callable[[], float] = time.time,
        pages: str | None = None,
    ) -> None:
        self.path, self.clock, self.pages = path, clock, pages
        self.data: dict[str, Any] = {
            "salt": secrets.token_hex(4),
            "count": 0,
            "empty": False,  # nothing on the balance to give back from
            "objects": {},
            "keys": {},
            "waiting": [],
        }
        if path is not None and path.exists():
            self.data = json.loads(path.read_text(encoding="utf-8"))

    def now(self) -> int:
        return int(self.clock())

    def new_id(self, prefix: str) -> str:
        """Unlike any other of this twin, and of one that was emptied before."""
        self.data["count"] += 1
        return f"{prefix}_Twin{self.data['salt']}{self.data['count']:08d}"

    def page_url(self, kind: str, id_: str) -> str:
        """Where a person pays: `kind` is checkout or invoice."""
        if self.pages is not None:
            return f"{self.pages}/{kind}/{id_}"
        return f"https://{kind}.stripe.com/{'c/pay' if kind == 'checkout' else 'i'}/{id_}"

    def count(self, name: str) -> int:
        """The next number of a row of its own, from 1."""
        self.data[name] = self.data.get(name, 0) + 1
        return int(self.data[name])

    def add(self, kind: str, prefix: str, fields: Object, *, id_: str | None = None) -> Object:
        """A new object with its id, kind and time."""
        made = {"id": id_ or self.new_id(prefix), "object": kind, "created": self.now(), **fields}
        self.data["objects"][made["id"]] = made
        return made

    def get(self, id_: str, *kinds: str) -> Object:
        """The object itself, to be changed in place; TwinFault when there is none such."""
        found: Object | None = self.data["objects"].get(id_)
        if found is None or (kinds and found["object"] not in kinds):
            raise missing_object(kinds[0] if kinds else "object", id_)
        return found

    def find(self, id_: object) -> Object | None:
        return self.data["objects"].get(id_) if isinstance(id_, str) else None

    def drop(self, id_: str) -> None:
        del self.data["objects"][id_]

    def all(self, kind: str) -> Iterator[Object]:
        """Every object of the kind, the newest first."""
        return (
            each for each in reversed(list(self.data["objects"].values())) if each["object"] == kind
        )

    def emit(self, type_: str, object_: Object) -> None:
        """Tell by a webhook what has happened to the object, as it stands now."""
        event = self.add(
            "event",
            "evt",
            {
                "api_version": API_VERSION,
                "data": {"object": deepcopy(shown(object_))},
                "livemode": False,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": None},
                "type": type_,
            },
        )
        self.data["waiting"].append(event["id"])

    def save(self) -> None:
        """Write the file anew, whole or not at all."""
        if self.path is not None:
            beside = self.path.with_suffix(".new")
            beside.write_text(json.dumps(self.data), encoding="utf-8")
            beside.replace(self.path)
