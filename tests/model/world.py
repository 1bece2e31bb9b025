"""The people of the random lives, and one way to do anything: a service in a unit of work."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from marketplace.db.session import Database, now_of
from marketplace.errors import Invalid, MarketplaceError
from marketplace.runtime import Runtime
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.solver import decide
from tests.factories.demand import publish_prices
from tests.factories.people import Actor, People

START = datetime(2026, 11, 23, 2, tzinfo=UTC)
"a Monday morning in Shanghai; every life begins there"
CORRIDORS = ("SHA-HKG", "SHA-SIN")


def solve_here(problem: dict[str, Any], *, time_limit: float) -> dict[str, Any]:
    """The solver without its child process: the problems are small and there are many."""
    started = time.monotonic()
    known = parse_problem(problem)
    outcome = decide(known, deadline=started + time_limit)
    return result_document(known, outcome, time.monotonic() - started)


@dataclass
class World:
    """Made once; every life has group buys of its own among the same companies."""

    app: Flask
    database: Database
    done: Counter[str] = field(default_factory=Counter)
    "how often each act was carried out"
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    "and refused, with which code"

    def __post_init__(self) -> None:
        people = People(self.app, self.database)
        self.runtime: Runtime = replace(self.app.extensions["marketplace"], solver=solve_here)
        self.parks = [people.park(), people.park()]
        self.members = [people.enterprise(self.parks[n % 2]) for n in range(8)]
        self.leads = self.members[:2]
        self.carriers = [people.carrier() for _ in range(4)]
        self.unlicensed = people.carrier(scopes=())
        self.reviewer, self.observer = people.reviewer(), people.observer()
        self.operator = people.operator()
        for carrier in self.carriers[:2]:
            publish_prices(people, carrier, CORRIDORS)

    @property
    def everybody(self) -> list[Actor]:
        others = [self.unlicensed, self.reviewer, self.observer, self.operator]
        return [*self.parks, *self.members, *self.carriers, *others]

    def now(self) -> datetime:
        with self.database.single_statements() as session:
            return now_of(session)

    def set_clock(self, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            session.execute(sa.text("UPDATE clock SET frozen_at = :at"), {"at": at})

    def rows(self, query: str, **parameters: Any) -> list[Any]:
        with self.database.single_statements() as session:
            return list(session.execute(sa.text(query), parameters).all())

    def row(self, query: str, **parameters: Any) -> Any:
        (found,) = self.rows(query, **parameters)
        return found

    def attempt(
        self, name: str, reasons: Collection[str], act: Callable[..., Any], **arguments: Any
    ) -> Any:
        """Do it: refused with one of the reasons when there are any, carried out when none is.

        Comes back with what the service gave, or None when it was refused.
        """
        try:
            with self.database.unit_of_work() as session:
                given = act(session, now=now_of(session), **arguments)
        except MarketplaceError as error:
            codes = codes_of(error)
            assert codes & set(reasons), (name, "refused", codes, error.params, "expected", reasons)
            for code in codes:
                self.refused[name, code] += 1
            return None
        assert not reasons, (name, "was allowed in spite of", reasons)
        self.done[name] += 1
        return given


def codes_of(error: MarketplaceError) -> set[str]:
    if isinstance(error, Invalid):
        return {fault.code for fault in error.faults}
    return {error.code}


def pick(things: list[Any], number: int) -> Any:
    """One of the things, by any number."""
    return things[number % len(things)]


numbers = itertools.count(1)
