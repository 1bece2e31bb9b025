"""The twin itself: takes a request as Stripe would, gives the answer Stripe would give."""

from __future__ import annotations

import hmac
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from marketplace.adapters.stripe_twin.answers import written_out
from marketplace.adapters.stripe_twin.checkout import expire_old
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.forms import decode
from marketplace.adapters.stripe_twin.mailbag import Mailbag
from marketplace.adapters.stripe_twin.routes import ROUTES
from marketplace.adapters.stripe_twin.state import KEPT_KEY_SECONDS, TwinState
from marketplace.payment_settings import API_VERSION, TRIAL_KEY, TRIAL_SECRET


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    headers: Mapping[str, str]


class StripeTwin:
    """One account of a Stripe where no money moves.

    `state` holds everything, `mail` the webhooks to be delivered. One request at a time.
    """

    def __init__(
        self,
        *,
        path: Path | None = None,
        clock: Callable[[], float] = time.time,
        key: str = TRIAL_KEY,
        webhook_secret: str = TRIAL_SECRET,
        pages: str | None = None,
    ) -> None:
        self.state = TwinState(path, clock, pages)
        self.mail = Mailbag(self.state, webhook_secret)
        self.key = key
        self.lock = threading.RLock()

    def handle(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: str
    ) -> Answer:
        """`headers` by names in lower case."""
        with self.lock:
            number = self.state.count("requests")
            try:
                status, value = 200, self._answered(method, path, query, headers, body)
            except TwinFault as fault:
                status, value = fault.status, {"error": fault.error}
            if method != "get":  # what a look changes, pages that ran out, the next look does again
                self.state.save()
        said = {"request-id": f"req_Twin{number:08d}", "content-type": "application/json"}
        return Answer(status, json.dumps(value), said)

    def _answered(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: str
    ) -> dict[str, Any]:
        self._admit(headers)
        expire_old(self.state)
        text = body if method == "post" else query
        key = headers.get("idempotency-key") if method == "post" else None
        if key is None:
            return self._run(method, path, decode(text))
        return self._run_once(method, path, text, key)

    def _admit(self, headers: Mapping[str, str]) -> None:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.key.encode()):
            hidden = f"{given[:8]}{'*' * 8}{given[-4:]}"
            raise TwinFault(f"Invalid API Key provided: {hidden}", status=401)
        version = headers.get("stripe-version", API_VERSION)
        if version != API_VERSION:
            raise TwinFault(f"The twin speaks {API_VERSION}, not {version}.", code="api_version")

    def _run_once(self, method: str, path: str, text: str, key: str) -> dict[str, Any]:
        """The same key gives the same answer; with anything else asked it is refused."""
        asked = sha256(f"{method} {path} {text}".encode()).hexdigest()
        kept = self.state.data["keys"].get(key)
        if kept and self.state.clock() - kept["at"] < KEPT_KEY_SECONDS:
            if kept["asked"] != asked:
                raise TwinFault(
                    "Keys for idempotent requests can only be used with the same parameters they "
                    "were first used with.",
                    type_="idempotency_error",
                )
            if kept["status"] != 200:
                raise _again(kept)
            return dict(kept["value"])
        try:
            status, value = 200, self._run(method, path, decode(text))
        except TwinFault as fault:
            if fault.kept:
                self._keep(key, asked, fault.status, fault.error)
            raise
        self._keep(key, asked, status, value)
        return value

    def _keep(self, key: str, asked: str, status: int, value: dict[str, Any]) -> None:
        self.state.data["keys"][key] = {
            "asked": asked,
            "at": self.state.clock(),
            "status": status,
            "value": value,
        }

    def _run(self, method: str, path: str, given: dict[str, Any]) -> dict[str, Any]:
        for route in ROUTES:
            if route.method == method and (found := re.match(route.path, path)):
                id_ = found.groupdict().get("id", "")
                expand = given.pop("expand", [])
                return written_out(self.state, route.handler(self.state, id_, given), expand)
        raise TwinFault(f"Unrecognized request URL ({method.upper()}: {path}).", status=404)


def _again(kept: dict[str, Any]) -> TwinFault:
    fault = TwinFault(kept["value"]["message"], status=kept["status"])
    fault.error = kept["value"]
    return fault
