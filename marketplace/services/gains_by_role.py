"""What each role can have gained: sums of list and agreed prices, kind by kind.

Each query gives rows of kind, list_minor, agreed_minor, lines and members; no row for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from marketplace.domain.lives import ContractState
from marketplace.domain.roles import Role
from marketplace.models import Award, AwardLine, Contract, ContractLine, GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.services.find_own_savings import is_current, of_open_award

SIGNED = (ContractState.IN_FORCE, ContractState.COMPLETED)
SAVED, EXPECTED, GROUP, CARRIED = "saved", "expected", "group", "carried"


def gains_of(caller: Identity) -> Iterator[sa.Select[Any]]:
    """What a caller of these roles can have gained in lines and prices."""
    if caller.has(Role.MEMBER):
        yield _added_up(sa.union_all(_contracted(caller), _awarded(caller)).subquery())
    if caller.has(Role.PARK_MANAGER) or caller.has(Role.LEAD_ENTERPRISE):
        mine = GroupBuy.organiser_id == caller.organisation_id
        yield _added_up(_signed(GROUP).where(mine).subquery())
    if caller.has(Role.CARRIER):
        mine = Contract.carrier_id == caller.organisation_id
        yield _added_up(_signed(CARRIED).where(mine).subquery())


def _added_up(lines: Any) -> sa.Select[Any]:
    return sa.select(
        lines.c.kind,
        sa.func.sum(lines.c.list_minor).label("list_minor"),
        sa.func.sum(lines.c.agreed_minor).label("agreed_minor"),
        sa.func.count().label("lines"),
        sa.func.count(lines.c.member_id.distinct()).label("members"),
    ).group_by(lines.c.kind)


def _lines(kind: Any, agreed_minor: Any) -> sa.Select[Any]:
    return sa.select(
        kind.label("kind"),
        Line.list_minor.label("list_minor"),
        agreed_minor.label("agreed_minor"),
        Line.member_id.label("member_id"),
    )


def _contracted(caller: Identity) -> sa.Select[Any]:
    """The company's lines under contract; one that both signed counts as saved."""
    kind = sa.case((Contract.state != ContractState.DRAWN, SAVED), else_=EXPECTED)
    return (
        _lines(kind, ContractLine.price_minor)
        .select_from(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .join(Line, Line.id == ContractLine.line_id)
        .where(is_current(caller.organisation_id))
    )


def _awarded(caller: Identity) -> sa.Select[Any]:
    """The company's lines of awards that are not settled, without those under contract."""
    contracted = sa.exists().where(
        ContractLine.line_id == Line.id,
        Contract.id == ContractLine.contract_id,
        is_current(caller.organisation_id),
    )
    return (
        _lines(sa.literal(EXPECTED), AwardLine.agreed_minor())
        .select_from(AwardLine)
        .join(Award, Award.id == AwardLine.award_id)
        .join(Line, Line.id == AwardLine.line_id)
        .where(
            of_open_award(caller.organisation_id),
            AwardLine.agreed_minor().is_not(None),
            ~contracted,
        )
    )


def _signed(kind: str) -> sa.Select[Any]:
    """Lines under contracts that both signed."""
    return (
        _lines(sa.literal(kind), ContractLine.price_minor)
        .select_from(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .join(Line, Line.id == ContractLine.line_id)
        .join(GroupBuy, GroupBuy.id == Contract.group_buy_id)
        .where(Contract.state.in_(SIGNED))
    )
