"""The gate of operation about every carrier with lines in service: its licence (SELL-07b)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import SupplyFacts
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import find_rule
from marketplace.domain.lives import LicenceState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractLine, Licence
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_new
from marketplace.services.notify import notify

EVENT = "carrier_licence_ends"


def ask_carriers(session: Session, *, now: datetime) -> list[dict[str, Any]]:
    """Every answer about them, as rows; a carrier is told of what holds or warns anew.

    As many queries for a thousand lines as for one.
    """
    facts = find_supplies(session, on=local_day(now))
    things = [(about_carrier(carrier_id), [one]) for carrier_id, one in facts.items()]
    rows = judge(session, things, gates=[Gate.OPERATE], by=None, now=now).rows
    fresh = keep_new(session, rows)
    for row in rows:
        if row["id"] in fresh and row["outcome"] != Outcome.PASS:
            _tell(session, row, now)
    return rows


def about_carrier(carrier_id: UUID) -> About:
    return About("carrier", carrier_id, carrier_id, path="/licences")


def find_supplies(session: Session, *, on: date) -> dict[UUID, SupplyFacts]:
    """The facts of each carrier with a line in service that day; two queries."""
    serving = (
        sa.select(Contract.carrier_id, sa.func.max(ContractLine.ends_on))
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            ContractLine.live_on <= on,
            ContractLine.ends_on >= on,
            ContractLine.ended_at.is_(None),
        )
        .group_by(Contract.carrier_id)
        .order_by(Contract.carrier_id)
    )
    ends = {row[0]: row[1] for row in session.execute(serving)}
    valid_to = find_last_days(session, ends, on=on) if ends else {}
    return {
        carrier_id: SupplyFacts(
            ref=str(carrier_id),
            licence_valid_to=valid_to.get(carrier_id),
            contract_ends_on=ends_on,
        )
        for carrier_id, ends_on in ends.items()
    }


def find_last_days(
    session: Session, carrier_ids: Collection[UUID], *, on: date
) -> dict[UUID, date]:
    """Until when their verified licences run or ran, by carrier; the longest of several."""
    query = (
        sa.select(Licence.carrier_id, sa.func.max(Licence.valid_to))
        .where(
            Licence.carrier_id.in_(carrier_ids),
            Licence.state == LicenceState.VERIFIED,
            Licence.valid_from <= on,
        )
        .group_by(Licence.carrier_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _tell(session: Session, row: dict[str, Any], now: datetime) -> None:
    rule = find_rule(row["code"], row["version"])
    said = row["says"][0]
    notify(
        session,
        EVENT,
        to=[UUID(row["organisation_id"])],
        roles=[Role.CARRIER],
        about=row["id"],
        path=row["path"],
        now=now,
        rule_zh=rule.title.zh,
        rule_en=rule.title.en,
        says_zh=said["message_zh"],
        says_en=said["message_en"],
    )
