"""The twin as the SDK's way to the network: no sockets, and a network that fails when asked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import stripe
from stripe._http_client import HTTPClient

from marketplace.adapters.stripe_twin.twin import StripeTwin


class NetworkFault(StrEnum):
    """When the connection breaks: before Stripe has the request, or after it has done it."""

    BEFORE = "before"
    AFTER = "after"


class TwinClient(HTTPClient):
    """`fail` is asked at each request; it gives when the network fails, or None.

    `asked` keeps what was requested: method, path, form.
    """

    name = "twin"

    def __init__(
        self,
        twin: StripeTwin,
        fail: Callable[[str, str], NetworkFault | None] = lambda _method, _path: None,
    ) -> None:
        super().__init__()
        self.twin, self.fail = twin, fail
        self.asked: list[tuple[str, str, str]] = []

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        **_more: Any,
    ) -> tuple[str, int, Mapping[str, str]]:
        parts = urlsplit(url)
        self.asked.append((method, parts.path, post_data or parts.query))
        fault = self.fail(method, parts.path)
        if fault is NetworkFault.BEFORE:
            raise stripe.APIConnectionError("The network failed.", should_retry=True)
        named = {name.lower(): value for name, value in (headers or {}).items()}
        answer = self.twin.handle(method, parts.path, parts.query, named, post_data or "")
        if fault is NetworkFault.AFTER:
            raise stripe.APIConnectionError("The network failed.", should_retry=True)
        return answer.body, answer.status, answer.headers

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is open."""
