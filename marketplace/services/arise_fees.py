"""A contract that comes into force owes the service fee that was agreed: once for each payer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.fee_table import (
    FeePart,
    Payer,
    fee_parts,
    kept_row,
    owed,
    vat_bps_on,
)
from marketplace.domain.lives import FeeState
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, FeeTable, ServiceFee
from marketplace.models.audit import record
from marketplace.services.find_fee_tables import find_fee_table
from pricing.terms import vat

log = logging.getLogger(__name__)


def arise_fees(session: Session, contract: Contract, *, now: datetime) -> list[ServiceFee]:
    """The fees of a contract that both have just signed, by the table its group buy opened under.

    Nothing without such a table, and for a side that pays nothing. The sweep invoices them.
    """
    version = contract.group_buy.fee_table
    if version is None:
        return []
    table = find_fee_table(session, version)
    lines = [(line.line.product, line.price_minor) for line in contract.standing_lines]
    parts = fee_parts(table.rows, contract.group_buy.mode, lines)
    return [
        _arise(session, contract, table, parts, payer, net_minor, now)
        for payer, net_minor in owed(parts).items()
    ]


def _arise(
    session: Session,
    contract: Contract,
    table: FeeTable,
    parts: Sequence[FeePart],
    payer: Payer,
    net_minor: int,
    now: datetime,
) -> ServiceFee:
    vat_bps = vat_bps_on(local_day(now))
    fee = ServiceFee(
        id=uuid4(),
        number=f"SF-{contract.number}-{payer[0].upper()}",
        contract_id=contract.id,
        group_buy_id=contract.group_buy_id,
        payer=payer,
        organisation_id=_who(contract, payer),
        fee_table=table.version,
        parts=[_kept(part, payer) for part in parts],
        net_minor=net_minor,
        vat_bps=vat_bps,
        vat_minor=vat(net_minor, vat_bps),
        due_days=table.due_days,
        state=FeeState.DUE,
        arisen_at=now,
    )
    session.add(fee)
    session.flush()
    record(session, fee, "arise", by=None, now=now, to_state=str(fee.state), number=fee.number)
    log.info("fee_arisen", extra={"fee_id": fee.id, "contract_id": contract.id})
    return fee


def _who(contract: Contract, payer: Payer) -> UUID:
    return contract.member_id if payer is Payer.MEMBER else contract.carrier_id


def _kept(part: FeePart, payer: Payer) -> dict[str, Any]:
    return {
        "row": kept_row(part.row),
        "value_minor": part.value_minor,
        "fee_minor": part.fee_minor,
        "part_minor": part.shares[payer],
    }
