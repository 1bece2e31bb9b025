"""Sessions and the unit of work: the one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

MARKET_NOW = sa.func.market_now(type_=sa.DateTime(timezone=True))
"The database's time, moved or stopped in a demo or test (table clock)"
KEPT_STATEMENTS = 2000
"whose SQL is written once: the application has more than SQLAlchemy's usual 500"


class Database:
    """An engine and the two ways to use it."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        options = "-c timezone=UTC"
        self.engine = sa.create_engine(
            url,
            pool_size=pool_size,
            max_overflow=10,
            query_cache_size=KEPT_STATEMENTS,
            connect_args={"options": options},
            hide_parameters=True,  # an error's words go to the log; prices and names must not
        )
        self.at_once = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A transaction: committed on return, rolled back on raise."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def single_statements(self) -> Iterator[Session]:
        """A session in which each statement is a transaction of its own.

        For hot paths that do all their writing in one statement, and for reads: no lock and no
        snapshot is held across round trips.
        """
        with Session(self.at_once, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def real_now_of(session: Session) -> datetime:
    """The database's own time, which no demo moves: for what the outside world has timed."""
    now: datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now


def now_of(session: Session) -> datetime:
    """The time that deadlines are judged by, read from the database."""
    now: datetime = session.execute(sa.select(MARKET_NOW)).scalar_one()
    return now
