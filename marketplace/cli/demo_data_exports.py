"""The demo's members check their data exports: one is settled, one still answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.cli.demo_delivery import lines_of
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Stage, Story
from marketplace.schemas.data_exports import NewExportCheckSchema, NewFilingSchema
from marketplace.security.identity import Identity
from marketplace.services.check_data_export import check_data_export
from marketplace.services.record_export_filing import record_export_filing
from marketplace.services.save_export_answers import save_export_answers
from marketplace.services.start_data_export import start_data_export

DAYS = {"granted": "granted_on", "filed": "filed_on", "assessed": "assessed_on"}
PLAIN: dict[str, Any] = {
    "scenario": "内部办公与生产系统",
    "facts": {
        **dict.fromkeys(("state_secret", "core_data", "foreign_authority_request"), False),
        **dict.fromkeys(("contract_necessity", "hr_necessity", "emergency"), False),
        "important_data": "none",
        "collected_abroad_transit": False,
        "personal_information": False,
        "business_scenario": "manufacturing",
        "ftz_list": "none",
        "ciio_notified": False,
    },
}
"What a member whose line goes live exports: no personal information, exempt (D3)"


def schedule_data_exports(stage: Stage) -> None:
    """Put the checks of data_exports.json on the agenda."""
    for entry in stage.scenario.data_exports:
        stage.agenda.at(stage.calendar.at(entry["day"], 15), beginning(stage, entry))
        if entry["filing"] is not None:
            stage.agenda.at(stage.calendar.at(entry["filing"]["day"], 10), filing(stage, entry))


def beginning(stage: Stage, entry: dict[str, Any]) -> Any:
    """An act: record the answer; without a filing to come, only begin to answer."""
    named = {n: entry[n] for n in entry if n == "scenario" or n.startswith("recipient")}
    body = checked(NewExportCheckSchema(), named | {"facts": entry["facts"]})

    def act(now: datetime) -> None:
        who, session = stage.who(entry["company"]), stage.session
        if entry["filing"] is not None:
            check_data_export(session, given=body, jobs=stage.jobs, identity=who, now=now)
            return
        export = start_data_export(session, **named, identity=who, now=now)
        save_export_answers(
            session, export_id=export.id, answers=entry["facts"], identity=who, now=now
        )

    return act


def filing(stage: Stage, entry: dict[str, Any]) -> Any:
    """An act: confirm the counts, and put on record what was filed."""
    given = {n: v for n, v in entry["filing"].items() if n not in ("day", *DAYS)}
    for name, field in DAYS.items():
        given[field] = (stage.today + timedelta(days=entry["filing"][name])).isoformat()

    def act(now: datetime) -> None:
        who = stage.who(entry["company"])
        named = {"scenario": entry["scenario"], "facts": entry["facts"]}
        _settle(stage.session, stage, named, given, who, now)

    return act


def settle_before_live(story: Story, now: datetime) -> None:
    """Every member whose line is about to go live has its path settled."""
    members: set[UUID] = {line.line.member_id for line in lines_of(story)}
    given = {"critical_industry": False, "lingang_report": "示例"}
    for member_id in sorted(members):
        stage = story.stage
        _settle(stage.session, stage, PLAIN, given, stage.who(member_id), now)


def _settle(
    session: Session,
    stage: Stage,
    named: dict[str, Any],
    given: dict[str, Any],
    who: Identity,
    now: datetime,
) -> None:
    body = checked(NewExportCheckSchema(), named)
    check = check_data_export(session, given=body, jobs=stage.jobs, identity=who, now=now)
    record_export_filing(
        session,
        export_id=check.export_id,
        given=checked(NewFilingSchema(), given),
        jobs=stage.jobs,
        identity=who,
        now=now,
    )
