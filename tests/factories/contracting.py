"""Contracts on their way into force: archives approved, documents printed, both signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from marketplace.jobs.render_contract import render_contract
from marketplace.models import Notification
from tests.factories.locked import Awarded
from tests.factories.people import Actor, People


def approve(carrier: Actor, contract_id: str) -> None:
    """The carrier approves every archive that waits."""
    answer = carrier.post(f"/contracts/{contract_id}/approve-archives")
    assert answer.status_code == 200 or answer.json["code"] == "archives_decided", answer.json


def printed(carrier: Actor, contract_id: str) -> dict[str, Any]:
    """The contract with its documents, made by the real job from approved archives."""
    approve(carrier, contract_id)
    render_contract(carrier.app.extensions["marketplace"], contract_id=contract_id)
    contract: dict[str, Any] = carrier.get(f"/contracts/{contract_id}").json
    assert contract["document_sha256"], contract
    return contract


def sign(party: Actor, contract_id: str) -> TestResponse:
    """The party signs what it sees."""
    path = f"/contracts/{contract_id}"
    return party.post(f"{path}/sign", json={"document_sha256": seen(party, contract_id)})


def seen(party: Actor, contract_id: str) -> str:
    return str(party.get(f"/contracts/{contract_id}").json["document_sha256"])


def in_force(member: Actor, carrier: Actor, contract_id: str) -> dict[str, Any]:
    """The contract, printed and signed by both."""
    printed(carrier, contract_id)
    sign(member, contract_id)
    answer = sign(carrier, contract_id)
    assert answer.json["state"] == "in_force", answer.json
    return dict(answer.json)


class Drawn:
    """One drawn contract of a market that others share: its parties, nothing decided yet."""

    def __init__(self, market: Awarded, member: Actor, contract_id: str) -> None:
        self.market, self.people, self.park = market, market.people, market.park
        self.member = member
        self.carrier, self.rival = market.carriers
        self.id, self.path = contract_id, f"/contracts/{contract_id}"
        self.runtime = market.people.app.extensions["marketplace"]

    def now(self) -> dict[str, Any]:
        """The contract as its member sees it."""
        return dict(self.member.get(self.path).json)

    def lines(self) -> list[dict[str, Any]]:
        return list(self.now()["lines"])

    def told(self, who: Actor, event: str, path: str | None = None) -> list[Notification]:
        """What the actor was told of an event of this contract."""
        with self.people.database.single_statements() as session:
            query = sa.select(Notification).where(
                Notification.user_id == who.identity.user_id,
                Notification.event == event,
                Notification.path == (path or self.path),
            )
            return list(session.scalars(query))


def drawn(people: People, count: int, lines: int = 1, **actors: Any) -> Iterator[Drawn]:
    """So many contracts of one market, each with another member, all with the same carrier."""
    market = Awarded(people, None, *([{}] * lines for _ in range(count)), **actors)
    for member, contract in zip(market.members, market.contracts(), strict=True):
        yield Drawn(market, member, contract["id"])
