"""Data exports that were checked, filed and printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.data_export.table import VERSION
from marketplace.domain.working_days import local_day
from marketplace.jobs.print_export_record import print_export_record
from marketplace.models import DataExport, DataExportCheck, DataExportFiling
from marketplace.services.save_export_answers import facts_of
from tests.factories.people import Actor

FACTS: dict[str, Any] = {
    "state_secret": False,
    "core_data": False,
    "foreign_authority_request": False,
    "important_data": "none",
    "collected_abroad_transit": False,
    "personal_information": True,
    "business_scenario": "other",
    "contract_necessity": False,
    "hr_necessity": False,
    "emergency": False,
    "ftz_list": "none",
    "ftz_procedure": None,
    "ciio_notified": False,
    "persons_since_january": 100,
    "sensitive_persons_since_january": 0,
}
"An export that needs none of the three procedures (D9)"
DONE: dict[str, Any] = {
    "assessed_on": "2026-01-05",
    "individuals_told": True,
    "consent_is_basis": False,
    "critical_industry": False,
    "lingang_report": "LG-1",
}
"What activation asks of a D9 export besides its path"


def checked(member: Actor, scenario: str | None = None, **facts: Any) -> dict[str, Any]:
    """A recorded check of the member, of a scenario of its own unless named."""
    body = {"scenario": scenario or f"scenario {uuid4().hex[:8]}", "facts": FACTS | facts}
    made = member.post("/compliance/data-export-checks", body)
    assert made.status_code == 201, made.json
    found: dict[str, Any] = made.json
    return found


def filed(member: Actor, export_id: str, **given: Any) -> dict[str, Any]:
    """What the member puts on record of its filing."""
    made = member.post(f"/compliance/data-exports/{export_id}/filings", DONE | given)
    assert made.status_code == 201, made.json
    found: dict[str, Any] = made.json
    return found


def printed(app: Flask, check_id: str) -> None:
    """Do the printing job."""
    print_export_record(app.extensions["marketplace"], check_id=check_id)


TRADE: dict[str, Any] = FACTS | {
    "personal_information": False,
    "business_scenario": "trade",
    "persons_since_january": None,
    "sensitive_persons_since_january": None,
}
"An export of trade alone, without persons (D3): no count, so no quarter asks again"


def settle_export(session: Session, member: Actor, now: datetime) -> None:
    """A settled data export for all lines of the member, put straight in place."""
    by, day = member.identity.user_id, local_day(now)
    export = DataExport(
        id=uuid4(),
        member_id=member.id,
        scenario="trade documents",
        draft=TRADE,
        draft_at=now,
        created_at=now,
        created_by=by,
    )
    session.add(export)
    session.flush()
    filing = DataExportFiling(
        id=uuid4(),
        export_id=export.id,
        member_id=member.id,
        number=1,
        critical_industry=False,
        lingang_report="LG-1",
        recorded_at=now,
        recorded_by=by,
    )
    session.add(filing)
    found = answer(facts_of(TRADE), day, list_loaded=False)
    session.add(
        DataExportCheck(
            id=uuid4(),
            export_id=export.id,
            member_id=member.id,
            number=1,
            facts=TRADE,
            answer=found.as_dict(),
            code=found.code,
            path=found.path,
            action=found.action,
            table_version=VERSION,
            checked_on=day,
            checked_at=now,
            checked_by=by,
        )
    )
