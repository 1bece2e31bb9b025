"""What the contracts of an award would owe the platform in all, for its notice (PLAT-16)."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_table import fee_parts
from marketplace.models import Award, AwardLine, Line
from marketplace.services.find_fee_tables import find_fee_table


def expected_fees(session: Session, award: Award) -> int:
    """Fen without VAT, by the table that was agreed, as the lines were awarded; 0 without one."""
    version = award.group_buy.fee_table
    if version is None:
        return 0
    rows = find_fee_table(session, version).rows
    contracts: dict[tuple[UUID, UUID], list[tuple[str, int]]] = defaultdict(list)
    for member, carrier, product, value in session.execute(_values(award.id)):
        if carrier is not None:
            contracts[member, carrier].append((product, value))
    mode = award.group_buy.mode
    return sum(
        part.fee_minor for lines in contracts.values() for part in fee_parts(rows, mode, lines)
    )


def _values(award_id: UUID) -> sa.Select[UUID, UUID | None, str, int]:
    """By member, carrier and product: what the awarded lines are worth."""
    key = (Line.member_id, AwardLine.carrier_id, Line.product)
    worth = sa.cast(sa.func.sum(AwardLine.price_minor), sa.BigInteger)
    return (
        sa.select(*key, worth)
        .join(Line, Line.id == AwardLine.line_id)
        .where(AwardLine.award_id == award_id, AwardLine.carrier_id.is_not(None))
        .group_by(*key)
    )
