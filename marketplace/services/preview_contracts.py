"""The contracts that a member's answers, as they stand, would lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.config import Config
from marketplace.domain.lives import AcceptanceState
from marketplace.models import Award, AwardLine, Contract, Organisation
from marketplace.services.draw_contracts import Agreed, agreed_of, drafted

STILL = (AcceptanceState.PENDING, AcceptanceState.ACCEPTED, AcceptanceState.CHOSEN)
"A line with one of these answers is, or may still be, contracted"


def preview_contracts(
    session: Session, award: Award, rows: Sequence[AwardLine], *, config: Config, now: datetime
) -> list[Contract]:
    """One per carrier, the lines that still wait among them; nothing of it is kept.

    The rows are one member's, with their lines, members and carriers loaded. Asks no right.
    """
    agreed = [agreed_of(row) for row in rows if row.acceptance in STILL]
    contracts = drafted(session, award, agreed, config=config, now=now)
    carriers = {one.id: one for row in rows for one in (row.carrier, row.taken_carrier) if one}
    for contract in contracts:
        _named(contract, award, agreed, carriers[contract.carrier_id])
    return contracts


def _named(
    contract: Contract, award: Award, agreed: Sequence[Agreed], carrier: Organisation
) -> None:
    """Parties, group buy and lines as a load from the database would set them."""
    lines = {one.line.id: one.line for one in agreed}
    member = next(one.member for one in lines.values() if one.member_id == contract.member_id)
    for name, value in {
        "member": member,
        "carrier": carrier,
        "group_buy": award.group_buy,
    }.items():
        set_committed_value(contract, name, value)
    for row in contract.lines:
        set_committed_value(row, "line", lines[row.line_id])
