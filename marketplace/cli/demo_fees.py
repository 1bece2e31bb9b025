"""The demo's service fees: a published table, invoices by bank transfer, paid, late and credited.

Every figure is an example.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Stage, Story
from marketplace.domain.fee_words import REMINDERS, CreditReason
from marketplace.domain.lives import FeeState
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.schemas.fee_tables import NewFeeTableSchema
from marketplace.services.credit_fee import credit_fee
from marketplace.services.issue_fee import issue_due_fee
from marketplace.services.publish_fee_table import publish_fee_table
from marketplace.services.record_fee_e_invoice import record_fee_e_invoice
from marketplace.services.record_fee_transfer import record_fee_transfer
from marketplace.services.remind_fee import remind_fee

FIRST, NEXT = -124, -2
"Days from the seeding on which the two tables are published"
DUE_DAYS = 30
INVOICED, CLARIFIED = timedelta(minutes=1), timedelta(days=30)
"from the signatures; one invoice waited for a clarification"
PAID, E_INVOICED, CREDITED = timedelta(days=12), timedelta(days=14), timedelta(days=9)
"from the signatures"
SHARE = {
    "basis": "share",
    "share_bps": 80,
    "minimum_minor": 50_000,
    "cap_minor": 2_000_000,
    "carrier_bps": 7_000,
}
SDWAN = {"basis": "fixed", "amount_minor": 30_000, "product": "INTL_SDWAN", "carrier_bps": 10_000}
DIRECTED = SHARE | {"share_bps": 50, "mode": "directed"}


def schedule_tables(stage: Stage) -> None:
    """The table of every group buy of the demo, and the next one, announced."""
    stage.agenda.at(stage.calendar.at(FIRST, 10), lambda now: _publish_first(stage, now))
    stage.agenda.at(stage.calendar.at(NEXT, 10), lambda now: _publish_next(stage, now))


def _publish_first(stage: Stage, now: datetime) -> None:
    _publish(
        stage,
        now,
        rows=[SHARE, DIRECTED, SDWAN],
        effective_on=local_day(now).isoformat(),
        reason_zh="首次公布（示例标准）。",
        reason_en="First publication (example figures).",
    )


def _publish_next(stage: Stage, now: datetime) -> None:
    _publish(
        stage,
        now,
        rows=[SHARE | {"share_bps": 60}, DIRECTED, SDWAN],
        effective_on=(local_day(now) + timedelta(days=20)).isoformat(),
        major=True,
        reason_zh="园区团购的比例由 0.8% 降为 0.6%（示例）。",
        reason_en="The share in park group buys falls from 0.8 % to 0.6 % (example).",
    )


def _publish(stage: Stage, now: datetime, **body: Any) -> None:
    publish_fee_table(
        stage.session,
        given=checked(NewFeeTableSchema(), body | {"due_days": DUE_DAYS}),
        online=False,
        identity=stage.who("operator"),
        now=now,
    )


def schedule_invoices(story: Story, now: datetime) -> None:
    """The contracts were just signed: each fee is invoiced, and goes the way of its place."""
    stage = story.stage
    query = sa.select(ServiceFee.id).where(
        ServiceFee.group_buy_id == story.known_id, ServiceFee.state == FeeState.DUE
    )
    for number, fee_id in enumerate(stage.session.scalars(query.order_by(ServiceFee.number))):
        when = now + (CLARIFIED if number == 1 else INVOICED)
        _at(stage, when, _invoice(stage, fee_id))
        if number != 1:
            _schedule(stage, fee_id, number, when)


def _invoice(stage: Stage, fee_id: UUID) -> Any:
    return lambda now: issue_due_fee(
        stage.session, fee_id=fee_id, online=False, jobs=stage.jobs, now=now
    )


def _schedule(stage: Stage, fee_id: UUID, number: int, now: datetime) -> None:
    """Every third is reminded of and goes overdue; every fourth is credited a part."""
    if number % 3 == 2:
        for days in (*REMINDERS, 1):
            _at(stage, now + timedelta(days=DUE_DAYS + days), _remind(stage, fee_id))
        return
    if number % 4 == 0:
        _at(stage, now + CREDITED, _credit(stage, fee_id))
    _at(stage, now + PAID, _transfer(stage, fee_id, number))
    if number % 2 == 0:
        _at(stage, now + E_INVOICED, _e_invoice(stage, fee_id, number))


def _at(stage: Stage, when: datetime, act: Any) -> None:
    if when <= stage.calendar.start:
        stage.agenda.at(when, act)


def _remind(stage: Stage, fee_id: UUID) -> Any:
    return lambda now: remind_fee(stage.session, fee_id=fee_id, now=now)


def _credit(stage: Stage, fee_id: UUID) -> Any:
    return lambda now: credit_fee(
        stage.session,
        fee_id=fee_id,
        net_minor=10_000,
        why=CreditReason.AGREED,
        reason="专线晚交付，商定减收（示例）。A line came late: reduced by agreement (example).",
        jobs=stage.jobs,
        identity=stage.who("operator"),
        now=now,
    )


def _transfer(stage: Stage, fee_id: UUID, number: int) -> Any:
    return lambda now: record_fee_transfer(
        stage.session,
        fee_id=fee_id,
        transferred_on=local_day(now),
        bank_reference=f"示例流水-{local_day(now):%Y%m%d}-{number:03d}",
        jobs=stage.jobs,
        identity=stage.who("operator"),
        now=now,
    )


def _e_invoice(stage: Stage, fee_id: UUID, number: int) -> Any:
    return lambda now: record_fee_e_invoice(
        stage.session,
        fee_id=fee_id,
        number=f"{now:%y}310{fee_id.int % 10**12:012d}{number % 1000:03d}",
        issued_on=local_day(now),
        identity=stage.who("operator"),
        now=now,
    )
