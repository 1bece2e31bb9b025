"""What the caller has gained by the marketplace so far, in a few figures for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import LEAST_COMPANIES
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.roles import Role
from marketplace.domain.savings import Cell
from marketplace.models import Contract, ContractLine, GroupBuy
from marketplace.security.identity import Identity
from marketplace.services.caller_parameters import anyone_like, values_of
from marketplace.services.find_decision_figures import find_decision_figures
from marketplace.services.gains_by_role import (
    CARRIED,
    EXPECTED,
    GROUP,
    SAVED,
    SIGNED,
    gains_of,
)

RUNNING = (
    GroupBuyState.OPEN,
    GroupBuyState.LOCKED,
    GroupBuyState.QUOTING,
    GroupBuyState.OPENED,
    GroupBuyState.AWARDED,
)


class GainKind(StrEnum):
    SAVED = "saved"
    EXPECTED = "expected"
    GROUP_SAVED = "group_saved"
    CONTRACTED = "contracted"
    LINES = "lines"
    DECIDED = "decided"
    RUNNING = "running"
    LINES_SIGNED = "lines_signed"


@dataclass(frozen=True)
class Gain:
    """One figure: an amount in fen with its share of the list price, or a count."""

    kind: GainKind
    minor: int | None = None
    bps: int | None = None
    count: int | None = None
    hours: int | None = None
    "the median that a decision took"


def find_gains(session: Session, *, identity: Identity, now: datetime) -> list[Gain]:
    """By role; none before anything was gained, and nothing that would tell on fewer than three."""
    if not identity.confirmed:
        return []
    found = list(_in_lines(session, identity, now))
    for role, ask in _BY_ROLE.items():
        if identity.has(role):
            found += [gain for gain in ask(session, identity, now) if gain not in found]
    return found


def _in_lines(session: Session, identity: Identity, now: datetime) -> Iterator[Gain]:
    """What prices and lines say, in one statement."""
    statement = _statement(anyone_like(identity))
    rows = session.execute(statement, values_of(identity, now)) if statement is not None else ()
    for row in rows:
        yield from _told(row)


@cache
def _statement(caller: Identity) -> Any:
    parts = list(gains_of(caller))
    return sa.union_all(*parts) if parts else None


def _told(row: Any) -> Iterator[Gain]:
    listed, agreed = int(row.list_minor), int(row.agreed_minor)
    if row.kind == CARRIED:
        yield Gain(GainKind.CONTRACTED, agreed)
        yield Gain(GainKind.LINES, count=row.lines)
    elif row.kind != GROUP or row.members >= LEAST_COMPANIES:
        cell = Cell(row.members, row.lines, listed, agreed)
        yield Gain(_OF_PRICES[row.kind], cell.saving_minor, cell.saving_bps, cell.lines)


_OF_PRICES = {
    SAVED: GainKind.SAVED,
    EXPECTED: GainKind.EXPECTED,
    GROUP: GainKind.GROUP_SAVED,
}


def _of_reviewer(session: Session, identity: Identity, now: datetime) -> Iterator[Gain]:
    figures = find_decision_figures(session, identity=identity, now=now)
    yield Gain(GainKind.DECIDED, count=figures.decided, hours=figures.median_decided_hours)


def _of_overseer(session: Session, _identity: Identity, _now: datetime) -> Iterator[Gain]:
    running = sa.select(sa.func.count()).where(GroupBuy.state.in_(RUNNING)).scalar_subquery()
    signed = (
        sa.select(sa.func.count())
        .select_from(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(Contract.state.in_(SIGNED))
        .scalar_subquery()
    )
    under_way, lines = session.execute(sa.select(running, signed)).one()
    yield Gain(GainKind.RUNNING, count=under_way)
    yield Gain(GainKind.LINES_SIGNED, count=lines)


_BY_ROLE = {
    Role.REVIEWER: _of_reviewer,
    Role.OPERATOR: _of_overseer,
    Role.OBSERVER: _of_overseer,
}
