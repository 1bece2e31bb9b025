"""Who walks the path: a park, three of its companies, two carriers, and a reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from playwright.sync_api import Browser

from marketplace.app import create_app
from marketplace.config import Config
from tests.crash.clients import Client
from tests.e2e.browser import DESK, OTHER, PHONE, Person
from tests.e2e.faults_seen import Findings
from tests.e2e.serving import Served
from tests.factories.clocks import MarketClock
from tests.factories.people import Actor, People

SHANGHAI = ZoneInfo("Asia/Shanghai")


@contextmanager
def market_of(served: Served, browser: Browser, **how: bool) -> Iterator[Market]:
    """The market that these processes serve, prepared by an app of our own; `how` as in Market."""
    app = create_app(Config.from_environ(served.machine.env))
    database = app.extensions["marketplace"].database
    people, clock = People(app, database), MarketClock(database)
    yield Market(served, browser, people, clock, **how)
    database.close()


class Market:
    """The manager and the reviewer read Chinese, the companies and carriers English, at desks.

    `turned`: the other way round, on phones, dark. `mirrors` as in Person.
    """

    def __init__(
        self,
        served: Served,
        browser: Browser,
        people: People,
        clock: MarketClock,
        *,
        turned: bool = False,
        mirrors: bool = True,
    ) -> None:
        self.turned, self.mirrors = turned, mirrors
        self.served, self.browser, self.clock = served, browser, clock
        self.database, self.findings = people.database, Findings()
        self.app = people.app
        self.park = people.park()
        self.seats = [people.carrier(), people.carrier()]
        self.operator = self.api(people.operator())
        self.members = [people.enterprise(self.park), people.enterprise(self.park)]
        self.third = people.enterprise(self.park)
        "takes up an invitation by a link"
        self.manager = self.person("zh").sign_in(self.park)
        self.reviewer = self.person("zh").sign_in(people.reviewer())
        self.carriers = [self.person("en").sign_in(seat) for seat in self.seats]
        self.newcomer = self.person("en")
        "signs up on the way and joins by the form"
        self.sheet_user, self.api_user = [self.person("en").sign_in(m) for m in self.members]
        self.group_buy = self.rfq = self.notice = ""
        "their pages, once they are there"

    @property
    def companies(self) -> list[Person]:
        return [self.newcomer, self.sheet_user, self.api_user]

    def person(self, language: str) -> Person:
        return Person(
            self.browser,
            self.served.machine.url,
            OTHER[language] if self.turned else language,
            self.findings,
            size=PHONE if self.turned else DESK,
            mirrors=self.mirrors,
            dark=self.turned,
        )

    def api(self, actor: Actor) -> Client:
        port = urlsplit(self.served.machine.url).port
        assert port is not None
        return Client(port, actor.token)

    def day(self, days: int) -> str:
        """The date so many days from now, as a date field takes it."""
        return (self._now() + timedelta(days=days)).date().isoformat()

    def moment(self, days: int) -> str:
        """The same moment on a later day, as a field for day and time takes it."""
        return (self._now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    def _now(self) -> datetime:
        return self.clock.now().astimezone(SHANGHAI)

    def reach(self, column: str, table: str) -> None:
        """Go on to the time that the only row of `table` has in this column."""
        with self.database.single_statements() as session:
            due: Any = session.execute(sa.text(f"SELECT {column} FROM {table}")).scalar_one()
        self.advance(ceil((due - self.clock.now()).total_seconds()))

    def advance(self, seconds: int) -> None:
        """Set the clock forward, as the operator may here; it runs on."""
        moved = self.operator.send("POST", "/clock/advance", {"seconds": seconds})
        assert moved.status == 200, moved.json
