"""The operator publishes the next version of the fee table, with its notice (PLAT-06)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_table import FeeRow, first_day_allowed, kept_row, row_faults
from marketplace.domain.lives import OrganisationState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import FeeTable, Organisation
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_fee_tables import fees_on, newest_table
from marketplace.services.find_platform import lock_platform
from marketplace.services.notify import notify

log = logging.getLogger(__name__)
TOLD = (Role.MEMBER, Role.LEAD_ENTERPRISE, Role.PARK_MANAGER, Role.CARRIER)


def publish_fee_table(
    session: Session, *, given: Mapping[str, Any], online: bool, identity: Identity, now: datetime
) -> FeeTable:
    """The version for group buys that open from its day on; earlier ones keep theirs (PLAT-14).

    `online`: keys of Stripe are set. Raises Forbidden, Invalid, Conflict `fees_off` for a table
    with a fee that nobody could pay.
    """
    require(Permission.FEE_TABLE_PUBLISH, identity)
    lock_platform(session)
    last, rows = newest_table(session), [FeeRow(**row) for row in given["rows"]]
    if faults := list(_faults(given, rows, last, local_day(now))):
        raise Invalid(faults)
    if not all(row.is_free for row in rows) and not fees_on(session, online=online):
        raise Conflict("fees_off")
    table = FeeTable(
        id=uuid4(),
        version=last.version + 1 if last else 1,
        kept_rows=[kept_row(row) for row in rows],
        **{name: value for name, value in given.items() if name != "rows"},
        published_at=now,
        published_by=identity.user_id,
    )
    session.add(table)
    session.flush()
    record(
        session,
        table,
        "publish",
        by=identity,
        now=now,
        version=table.version,
        effective_on=table.effective_on.isoformat(),
    )
    _tell(session, table, now)
    log.info("fee_table_published", extra={"version": table.version})
    return table


def _faults(
    given: Mapping[str, Any], rows: list[FeeRow], last: FeeTable | None, today: date
) -> Iterator[Fault]:
    yield from row_faults(rows)
    first = first_day_allowed(today, major=given["major"], first=last is None)
    if last is not None:
        first = max(first, last.effective_on)
    if given["effective_on"] < first:
        yield Fault("/effective_on", "fee_table_too_soon", {"first": first.isoformat()})


def _tell(session: Session, table: FeeTable, now: datetime) -> None:
    """Everybody who trades here is told of the change, and from when it holds."""
    confirmed = sa.select(Organisation.id).where(Organisation.state == OrganisationState.CONFIRMED)
    notify(
        session,
        "fee_table_published",
        to=session.scalars(confirmed).all(),
        roles=TOLD,
        about=table.id,
        path=f"/fee-table/{table.version}",
        now=now,
        version=table.version,
        effective_on=table.effective_on.isoformat(),
    )
