"""The simulated clock of the demo: what happens when, played in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.working_days import SHANGHAI, local_day
from marketplace.models import DemoClock

Act = Callable[[datetime], object]
"Gets the market's time, as every service does"


def hold_clock(session: Session) -> None:
    """Lock the clock's row until the transaction ends: one seeding at a time."""
    session.execute(sa.select(DemoClock.one).with_for_update())


class Agenda:
    """Acts in the past of a demo; acts may put further ones on the agenda."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = 0
        self._reached: datetime | None = None

    def at(self, when: datetime, act: Act) -> None:
        """Do this at that time, after what was put there earlier for the same time.

        A time before the act that is being played becomes that act's: time never runs back.
        """
        when = when if self._reached is None else max(when, self._reached)
        heapq.heappush(self._acts, (when, self._count, act))
        self._count += 1

    def play(self) -> None:
        """Do everything, the market's clock standing at the time of each act; then set it free.

        What the session knows is forgotten after each act, as between two requests.
        """
        before = self._session.execute(sa.select(DemoClock.frozen_at, DemoClock.shift)).one()
        while self._acts:
            when, _, act = heapq.heappop(self._acts)
            self._reached = when
            self._set(frozen_at=when)
            act(now_of(self._session))
            self._session.flush()
            self._session.expire_all()
        self._set(frozen_at=before.frozen_at, shift=before.shift)

    def _set(self, **columns: object) -> None:
        self._session.execute(sa.update(DemoClock).values(columns))


@dataclass(frozen=True)
class Calendar:
    """Days counted from the day of the seeding."""

    start: datetime
    "the time of the seeding"

    def at(self, days: float, hour: int = 10) -> datetime:
        """So many days from the seeding: whole days at that hour in Shanghai, others exactly."""
        if days != int(days):
            return self.start + timedelta(days=days)
        day = local_day(self.start) + timedelta(days=int(days))
        return self.on(day, hour)

    def on(self, day: date, hour: int) -> datetime:
        """That day at that hour in Shanghai."""
        return datetime.combine(day, time(hour), SHANGHAI)

    def spread(self, since: datetime, until: datetime, count: int) -> list[datetime]:
        """So many times, evenly between the two and never in the future."""
        span = min(until, self.start) - since
        return [since + span * (i + 1) / (count + 1) for i in range(count)]
