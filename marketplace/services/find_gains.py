"""What the caller has gained by the marketplace so far, in a few figures for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import LEAST_COMPANIES
from marketplace.domain.lives import ContractState, GroupBuyState
from marketplace.domain.roles import Role
from marketplace.models import Contract, ContractLine, GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.services.find_decision_figures import find_decision_figures
from marketplace.services.find_own_savings import find_own_savings

SIGNED = (ContractState.IN_FORCE, ContractState.COMPLETED)
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
    found: list[Gain] = []
    for role, ask in _BY_ROLE.items():
        if identity.has(role):
            found += [gain for gain in ask(session, identity, now) if gain not in found]
    return found


def _of_member(session: Session, identity: Identity, _now: datetime) -> Iterator[Gain]:
    own = find_own_savings(session, identity=identity)
    for kind, cell in (
        (GainKind.SAVED, own.realised_list),
        (GainKind.EXPECTED, own.expected_list),
    ):
        if cell:
            yield Gain(kind, cell.saving_minor, cell.saving_bps, cell.lines)


def _of_organiser(session: Session, identity: Identity, _now: datetime) -> Iterator[Gain]:
    query = _signed_lines(
        sa.func.sum(Line.list_minor),
        sa.func.sum(ContractLine.price_minor),
        sa.func.count(),
        sa.func.count(Contract.member_id.distinct()),
    ).where(GroupBuy.organiser_id == identity.organisation_id)
    listed, agreed, lines, members = session.execute(query).one()
    if members >= LEAST_COMPANIES:
        saved = int(listed - agreed)
        yield Gain(GainKind.GROUP_SAVED, saved, saved * 10_000 // int(listed), lines)


def _of_carrier(session: Session, identity: Identity, _now: datetime) -> Iterator[Gain]:
    query = _signed_lines(sa.func.sum(ContractLine.price_minor), sa.func.count()).where(
        Contract.carrier_id == identity.organisation_id
    )
    total, lines = session.execute(query).one()
    if lines:
        yield Gain(GainKind.CONTRACTED, int(total))
        yield Gain(GainKind.LINES, count=lines)


def _of_reviewer(session: Session, identity: Identity, now: datetime) -> Iterator[Gain]:
    figures = find_decision_figures(session, identity=identity, now=now)
    yield Gain(GainKind.DECIDED, count=figures.decided, hours=figures.median_decided_hours)


def _of_overseer(session: Session, _identity: Identity, _now: datetime) -> Iterator[Gain]:
    running = sa.select(sa.func.count()).where(GroupBuy.state.in_(RUNNING))
    yield Gain(GainKind.RUNNING, count=session.scalar(running))
    yield Gain(GainKind.LINES_SIGNED, count=session.scalar(_signed_lines(sa.func.count())))


def _signed_lines(*columns: Any) -> sa.Select[Any]:
    """Lines under contracts that both signed."""
    return (
        sa.select(*columns)
        .select_from(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .join(Line, Line.id == ContractLine.line_id)
        .join(GroupBuy, GroupBuy.id == Contract.group_buy_id)
        .where(Contract.state.in_(SIGNED))
    )


_BY_ROLE = {
    Role.MEMBER: _of_member,
    Role.PARK_MANAGER: _of_organiser,
    Role.LEAD_ENTERPRISE: _of_organiser,
    Role.CARRIER: _of_carrier,
    Role.REVIEWER: _of_reviewer,
    Role.OPERATOR: _of_overseer,
    Role.OBSERVER: _of_overseer,
}
