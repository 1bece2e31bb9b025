"""Findings that hold or reject, made by true facts, and reviewers that decide on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from werkzeug.test import TestResponse

from marketplace.db.session import now_of
from marketplace.domain.lives import OrganisationState
from marketplace.models import KeptFinding, Organisation
from marketplace.services.lock_demand import lock_demand
from tests.factories.demand import Market, a_line
from tests.factories.people import Actor, People, fresh_uscc

SOLE_TRADER, ORGAN = "92310115", "11310115"
"Prefixes of credit codes that a reviewer looks at (BUY-03)"
UNRELATED = {"z_relation": "contract_partner"}
"holds (BUY-06)"
NOT_INTERNAL = {"purpose": "not_internal"}
"rejects (USE-01)"


def applicant(people: People, park: Actor, prefix: str = "91310115", **changes: Any) -> Actor:
    """A company that waits for its confirmation, with a credit code of this kind."""
    actor = people.enterprise(park, confirmed=False)
    with people.database.unit_of_work() as session:
        row = session.get_one(Organisation, actor.id)
        row.uscc, row.state = fresh_uscc(prefix), OrganisationState.PENDING
        for name, value in changes.items():
            setattr(row, name, value)
    return actor


def lock_now(market: Market, clock: Any) -> Any:
    """The group buy, locked at its time by the marketplace itself."""
    clock.freeze(datetime.fromisoformat(market.park.get(market.path).json["locks_at"]))
    with market.people.database.unit_of_work() as session:
        return lock_demand(session, group_buy_id=UUID(market.id), now=now_of(session))


def findings(actor: Actor, **query: Any) -> list[dict[str, Any]]:
    """What the actor reads, all pages of it that fit."""
    answer = actor.get("/findings", query_string={"limit": 200} | query)
    assert answer.status_code == 200, answer.json
    return answer.json


def one(actor: Actor, rule: str, **query: Any) -> dict[str, Any]:
    """The one finding of this rule that the actor reads."""
    (found,) = findings(actor, rule=rule, **query)
    return found


def decide(reviewer: Actor, finding: dict[str, Any], verdict: str = "allow", **more: Any) -> Any:
    body = {"verdict": verdict, "reason": "looked into it"} | more
    return reviewer.post(f"/findings/{finding['id']}/decisions", json=body)


def confirm(reviewer: Actor, finding: dict[str, Any], verdict: str = "allow") -> Any:
    body = {"verdict": verdict, "reason": "looked into it too"}
    return reviewer.post(f"/findings/{finding['id']}/confirmations", json=body)


def kept(market: Market, rule: str) -> list[KeptFinding]:
    """Every answer of the rule on record in the group buy, oldest first."""
    query = sa.select(KeptFinding).where(
        KeptFinding.group_buy_id == UUID(market.id), KeptFinding.code == rule
    )
    with market.people.database.single_statements() as session:
        return list(session.scalars(query.order_by(KeptFinding.number)))


def rejected(market: Market, member: Actor) -> dict[str, Any]:
    """The finding that stopped the member's line, as reviewers read it."""
    stopped = market.join(member, a_line(**NOT_INTERNAL))
    assert stopped.status_code == 409, stopped.json
    return one(member, "USE-01", standing="rejected")


def rules_in(answer: TestResponse) -> set[str]:
    """The rules that a stopped step names."""
    return {error["finding"]["rule"] for error in answer.json["errors"]}


def change(people: People, model: Any, key: Any, **values: Any) -> None:
    """Rows changed behind the services' back."""
    with people.database.unit_of_work() as session:
        session.execute(sa.update(model).where(key).values(**values))
