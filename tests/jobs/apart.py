"""One market on two nodes whose own clocks are wrong, and the one clock that counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests.factories.archives import ready
from tests.factories.clocks import MarketClock
from tests.factories.demand import Market, a_line
from tests.factories.people import Actor, People
from tests.factories.solving import solve_here
from tests.jobs.host import Host, host

WEEKS = 6
"how far each node's clock is off"
Code = tuple[int, str | None]


class Apart:
    """Two nodes: the first believes that it is later than it is, the second that it is earlier."""

    def __init__(self, app: Flask, ahead: Host, behind: Host) -> None:
        self.nodes = ahead, behind
        runtime = app.extensions["marketplace"]
        app.extensions["marketplace"] = replace(runtime, solver=solve_here)
        self.people = People(app, runtime.database)
        self.clock = MarketClock(runtime.database)

    def ask(
        self, node: int, actor: Actor, path: str, body: Any = None, method: str = "POST"
    ) -> Code:
        """What this node answers."""
        told = {"method": method, "path": path, "token": actor.token, "body": body or {}}
        answer = self.nodes[node].ask(**told)
        return answer["status"], answer["code"]

    def both(self, actor: Actor, path: str, *bodies: Any, method: str = "POST") -> list[Code]:
        """What each node answers, to its own body of the request or to the same."""
        own = bodies if len(bodies) == 2 else (bodies or (None,)) * 2
        return [self.ask(node, actor, path, body, method) for node, body in enumerate(own)]

    def sweep(self) -> None:
        """Both at once."""
        for node in self.nodes:
            node.tell(sweep=True)
        assert [node.hear() for node in self.nodes] == [{"swept": True}] * 2

    def events(self, subject: str, id_: Any) -> list[str]:
        """What the audit log holds of this thing so far."""
        query = "SELECT event FROM audit_entries WHERE subject = :subject AND subject_id = :id"
        named = {"subject": subject, "id": id_}
        with self.people.database.single_statements() as session:
            return list(session.scalars(sa.text(f"{query} ORDER BY seq"), named))


class Story:
    """One group buy with two members to be, told to both nodes."""

    def __init__(self, apart: Apart, **draft: Any) -> None:
        self.apart, self.people, self.clock = apart, apart.people, apart.clock
        self.market = Market(self.people, **draft)
        self.carriers = [self.market.carrier, self.people.carrier()]
        self.inside = [self.market.member() for _ in range(2)]

    def due(self, column: str, table: str, key: str = "group_buy_id") -> Any:
        with self.people.database.single_statements() as session:
            query = sa.text(f"SELECT {column} FROM {table} WHERE {key} = :id")
            return session.execute(query, {"id": self.market.id}).scalar_one()

    def locks_at(self) -> datetime:
        at: datetime = self.due("locks_at", "group_buys", "id")
        return at

    def moves(self) -> list[str]:
        """The group buy's own moves so far."""
        return self.apart.events("group_buy", self.market.id)

    def join(self, node: int, member: Actor) -> Code:
        body = {"lines": self.market.shown(member, [a_line()])}
        joined = self.apart.ask(node, member, f"{self.market.path}/participation", body)
        ready(self.people.database, member)
        return joined


@contextmanager
def two_nodes(app: Flask) -> Iterator[Apart]:
    """One node six weeks ahead in Los Angeles, one six weeks behind in Auckland."""
    config, hours = app.extensions["marketplace"].config, WEEKS * 7 * 24
    env = {
        **os.environ,
        "DATABASE_URL": config.database_url,
        "MARKETPLACE_VAR": str(config.var),
        "MARKETPLACE_SECRET_KEY": config.secret_key,
        "MARKETPLACE_SEALING_KEY": config.sealing_key,
        "MARKETPLACE_PERSONAL_KEY": config.personal_key,
        "MARKETPLACE_DEMO_CLOCK": "1",
    }
    with (
        host(hours, env | {"TZ": "America/Los_Angeles"}) as ahead,
        host(-hours, env | {"TZ": "Pacific/Auckland"}) as behind,
    ):
        yield Apart(app, ahead, behind)
