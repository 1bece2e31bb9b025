"""Markets with deposits and with service fees, as the files of their tests begin with them.

Each file has one in a database of its own, for its tests share what they have made.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.config import Config
from tests.factories.deposited import Deposits, deposits_on
from tests.factories.fees import FeeMarket, fee_market
from tests.model.signed_deposit import Signed


@pytest.fixture(scope="module")
def deposits(config: Config, database_url: str) -> Iterator[Deposits]:
    with deposits_on(config, database_url) as made:
        yield made


@pytest.fixture
def signed(deposits: Deposits) -> Signed:
    """A member whose deposit is held and whose contract has just come into force."""
    return Signed(deposits)


@pytest.fixture(scope="module")
def fees(config: Config, database_url: str) -> Iterator[FeeMarket]:
    """A market with one contract, in force, that owes fees."""
    with fee_market(config, database_url) as made:
        made.sign()
        yield made
