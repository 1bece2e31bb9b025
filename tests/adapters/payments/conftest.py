"""Each contract test runs against the twin and against localstripe, through the real SDK."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from stripe import StripeClient

from marketplace.adapters.stripe_calls import new_client
from marketplace.adapters.stripe_twin.client import TwinClient
from marketplace.adapters.stripe_twin.twin import StripeTwin
from tests.factories.localstripe import localstripe


@dataclass(frozen=True)
class Peer:
    """One Stripe to talk to; `url` None: the twin, without sockets."""

    name: str
    client: StripeClient
    url: str | None
    twin: StripeTwin | None


@pytest.fixture(scope="session")
def localstripe_url() -> Iterator[str]:
    with localstripe() as url:
        yield url


@pytest.fixture(params=["twin", "localstripe"])
def peer(request: pytest.FixtureRequest) -> Peer:
    """Skips what localstripe cannot show, with the reason that the test gives."""
    marker = request.node.get_closest_marker("localstripe_lacks")
    if request.param == "localstripe":
        if marker is not None:
            pytest.skip(f"localstripe: {marker.args[0]}")
        url = request.getfixturevalue("localstripe_url")
        return Peer("localstripe", new_client("sk_test_local", url=url), url, None)
    twin = StripeTwin()
    return Peer("twin", new_client(twin.key, http_client=TwinClient(twin)), None, twin)
