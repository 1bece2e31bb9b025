"""The people of the random lives, and one way to do anything: a service in a unit of work."""

from __future__ import annotations

import inspect
import json
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.db.session import Database, now_of
from marketplace.errors import Invalid, MarketplaceError
from marketplace.jobs.sweep_deadlines import sweep_deadlines
from marketplace.runtime import Runtime
from tests.factories.archives import ready_company, ready_lines
from tests.factories.demand import publish_prices
from tests.factories.people import Actor, People
from tests.factories.solving import solve_here

START = datetime(2026, 11, 23, 2, tzinfo=UTC)
"a Monday morning in Shanghai; every life begins there"
CORRIDORS = ("SHA-HKG", "SHA-SIN")


class Failures(logging.Handler):
    """Keeps what a sweep recorded as failed and went on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.found.append(f"{record.__dict__.get('what')}: {record.exc_info[1]!r}")


class PlainDocuments:
    """Prints contracts without setting them: what a page looks like is tested elsewhere."""

    def contract(self, document: dict[str, Any]) -> bytes:
        return b"%PDF-1.7\n" + json.dumps(document, default=str, sort_keys=True).encode()

    export_record = contract
    archive = contract


@dataclass
class World:
    """Made once; every life has group buys of its own among the same companies."""

    app: Flask
    database: Database
    done: Counter[str] = field(default_factory=Counter)
    "how often each act was carried out"
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    "and refused, with which code"
    kept: dict[str, list[Any]] = field(default_factory=dict)
    "rows read since anything was last done: rules are asked often whether they apply"

    def __post_init__(self) -> None:
        # One connection for all looking: a session for each look would cost more than the look.
        self.eyes = self.database.at_once.connect()
        self.failures = Failures()
        logging.getLogger(sweep_deadlines.__module__).addHandler(self.failures)
        people = People(self.app, self.database)
        self.at = START
        runtime: Runtime = self.app.extensions["marketplace"]
        self.runtime = replace(runtime, solver=solve_here, documents=PlainDocuments())
        self.parks = [people.park(), people.park()]
        self.members = [people.enterprise(self.parks[n % 2]) for n in range(8)]
        self.leads = self.members[:2]
        # By credit code, as equal awards are decided: the same acts lead to the same ends.
        carriers = [people.carrier() for _ in range(4)]
        codes = self.rows("SELECT id, uscc FROM organisations")
        by_code = {row.id: row.uscc for row in codes}
        self.carriers = sorted(carriers, key=lambda carrier: by_code[carrier.id])
        self.unlicensed = people.carrier(scopes=())
        self.reviewer, self.observer = people.reviewer(), people.observer()
        self.operator = people.operator()
        for member in self.members:
            ready_company(self.database, member)
        for carrier in self.carriers[:2]:
            publish_prices(people, carrier, CORRIDORS)

    def prove(self, who: Actor, group_buy_id: Any) -> None:
        """The papers of the member's lines: what the lock and the contract ask for."""
        ready_lines(self.database, who, group_buy_id)
        self.kept.clear()

    @property
    def everybody(self) -> list[Actor]:
        others = [self.unlicensed, self.reviewer, self.observer, self.operator]
        return [*self.parks, *self.members, *self.carriers, *others]

    def now(self) -> datetime:
        return self.at

    def set_clock(self, at: datetime) -> None:
        """The time stands still there until it is set again."""
        self.at = at
        with self.doing() as session:
            session.execute(sa.text("UPDATE clock SET frozen_at = :at"), {"at": at})

    @contextmanager
    def doing(self) -> Iterator[Session]:
        """A unit of work, after which whatever was read is read anew."""
        try:
            with self.database.unit_of_work() as session:
                yield session
        finally:
            self.kept.clear()

    def rows(self, query: str, **parameters: Any) -> list[Any]:
        """What the query finds; `:people` stands for everybody, in one order for every run."""
        if ":people" in query:
            parameters["people"] = [actor.id for actor in self.everybody]
        asked = f"{query} {sorted(parameters.items())}"
        if asked not in self.kept:
            self.kept[asked] = list(self.eyes.execute(sa.text(query), parameters))
        return self.kept[asked]

    def row(self, query: str, **parameters: Any) -> Any:
        (found,) = self.rows(query, **parameters)
        return found

    def ports(self, act: Callable[..., Any]) -> dict[str, Any]:
        known = {"config": self.runtime.config, "jobs": self.runtime.jobs}
        return {name: known[name] for name in known if name in asked_by(act)}

    def attempt(
        self,
        name: str,
        reasons: Collection[str],
        act: Callable[..., Any],
        *,
        perhaps: Collection[str] = (),
        **arguments: Any,
    ) -> Any:
        """Do it: refused with one of the reasons when there are any, carried out when none is.

        Settings and the job queue are given to services that ask for them.
        `perhaps`: reasons that hang on more than is modelled here; they may refuse or not. Comes
        back with what the service gave, or None when it was refused.
        """
        try:
            with self.doing() as session:
                given = act(session, now=now_of(session), **self.ports(act), **arguments)
        except MarketplaceError as error:
            codes = codes_of(error)
            expected = {*reasons, *perhaps}
            assert codes & expected, (name, "refused", codes, error.params, "expected", expected)
            for code in codes:
                self.refused[name, code] += 1
            return None
        assert not reasons, (name, "was allowed in spite of", reasons)
        self.done[name] += 1
        return given


@cache
def asked_by(act: Callable[..., Any]) -> set[str]:
    """The names of the service's parameters."""
    return set(inspect.signature(act).parameters)


def codes_of(error: MarketplaceError) -> set[str]:
    if isinstance(error, Invalid):
        return {fault.code for fault in error.faults}
    return {error.code}


def pick(things: list[Any], number: int) -> Any:
    """One of the things, by any number."""
    return things[number % len(things)]
