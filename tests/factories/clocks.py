"""The clock of a marketplace, moved by its tests."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from marketplace.db.session import Database


class MarketClock:
    """Moves the database's time, for every process alike."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def now(self) -> datetime:
        with self.database.single_statements() as session:
            return session.execute(sa.text("SELECT market_now()")).scalar_one()

    def freeze(self, at: datetime) -> datetime:
        with self.database.unit_of_work() as session:
            session.execute(sa.text("UPDATE clock SET frozen_at = :at"), {"at": at})
        return at

    def advance(self, **by: float) -> datetime:
        """Stop the clock so much later than now (`days=`, `hours=`, `seconds=`)."""
        return self.freeze(self.now() + timedelta(**by))

    def release(self) -> None:
        with self.database.unit_of_work() as session:
            session.execute(sa.text("UPDATE clock SET frozen_at = NULL, shift = '0'"))
