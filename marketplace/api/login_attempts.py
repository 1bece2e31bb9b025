"""Failed log-ins are kept although the request that failed is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from marketplace.api.call import runtime
from marketplace.errors import WrongCredentials
from marketplace.services.log_in import note_login_failure


@contextmanager
def noting_failures(*, email: str, address: str, now: datetime) -> Iterator[None]:
    """Note wrong credentials raised in the block, in a transaction of its own."""
    try:
        yield
    except WrongCredentials:
        with runtime().database.unit_of_work() as session:
            note_login_failure(session, email=email, address=address, now=now)
        raise
