"""The two nodes of the tests of deadlines: they start once for all files that ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.config import Config
from tests.factories.scratch import scratch
from tests.jobs.apart import Apart, two_nodes


@pytest.fixture(scope="package")
def both_nodes(config: Config, database_url: str) -> Iterator[Apart]:
    with scratch(config, database_url) as app, two_nodes(app) as apart:
        yield apart


@pytest.fixture
def apart(both_nodes: Apart) -> Iterator[Apart]:
    """The nodes, with time running on again after the test."""
    yield both_nodes
    both_nodes.clock.release()
