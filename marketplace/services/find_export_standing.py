"""Whether the data-export path of a line is settled: what the gate of activation asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.data_export.answer import ExportAnswer
from marketplace.domain.compliance.data_export.standing import (
    Filed,
    Stated,
    answer_on,
    filing_facts,
)
from marketplace.domain.compliance.facts import ExportFilingFacts
from marketplace.domain.compliance.finding import SEVERITY, Finding, Outcome, worst
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import ask
from marketplace.domain.working_days import local_day
from marketplace.models import DataExport
from marketplace.services.find_negative_lists import edition_in_force
from marketplace.services.record_export_filing import filed_of
from marketplace.services.save_export_answers import facts_of


@dataclass(frozen=True)
class Settled:
    """What the rules of activation say of a line's exports; `outcome` is the severest."""

    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def may_go_live(self) -> bool:
        """Nothing holds or rejects; a reviewer may release what holds."""
        return SEVERITY[self.outcome] < SEVERITY[Outcome.HOLD]


@dataclass(frozen=True)
class ExportStanding:
    """One export today: the path as far as its facts still hold, the filing, the findings."""

    export: DataExport
    answer: ExportAnswer | None
    filed: Filed | None
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        return worst(self.findings)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is missing or should be looked at."""
        return tuple(one for one in self.findings if one.outcome != Outcome.PASS)


def path_settled(
    session: Session, *, member_id: UUID, line_id: UUID | None, now: datetime
) -> Settled:
    """What stands between a member's line and its going live, as to data export.

    Every export of the line counts, and every one of the member that names no line. Without any
    the path is unknown and holds. `line_id` None: only those that name no line.
    """
    facts = export_filing_facts(session, member_id=member_id, line_id=line_id, on=local_day(now))
    findings = ask(Gate.ACTIVATION, local_day(now), facts, about=(ExportFilingFacts,))
    return Settled(worst(findings), tuple(findings))


def export_filing_facts(
    session: Session, *, member_id: UUID, line_id: UUID | None, on: date
) -> list[ExportFilingFacts]:
    """The facts of the exports that go over the line, for a gate that asks more besides."""
    edition = edition_in_force(session, on)
    exports = _over(session, member_id, line_id)
    return [_facts(export, on, edition) for export in exports]


def export_standing(session: Session, export: DataExport, *, now: datetime) -> ExportStanding:
    """How an export stands today that the caller has found already."""
    return export_standings(session, [export], now=now)[export.id]


def export_standings(
    session: Session, exports: Sequence[DataExport], *, now: datetime
) -> dict[UUID, ExportStanding]:
    """The same of several, by id; the negative list is looked up once."""
    today = local_day(now)
    edition = edition_in_force(session, today)
    return {export.id: _standing(export, today, edition) for export in exports}


def _standing(export: DataExport, today: date, edition: str | None) -> ExportStanding:
    facts = _facts(export, today, edition)
    stated = stated_of(export)
    findings = ask(Gate.ACTIVATION, today, [facts], about=(ExportFilingFacts,))
    return ExportStanding(
        export,
        None if stated is None else answer_on(stated, today, edition),
        filed_of(export.filing),
        tuple(findings),
    )


def stated_of(export: DataExport) -> Stated | None:
    """The check that counts, as the rules look at it; None before the first."""
    check = export.check
    if check is None:
        return None
    return Stated(
        ref=str(export.id),
        facts=facts_of(check.facts),
        on=check.checked_on,
        ftz_list_edition=check.ftz_list_edition,
    )


def _facts(export: DataExport, on: date, edition: str | None) -> ExportFilingFacts:
    stated = stated_of(export)
    if stated is None:
        return ExportFilingFacts(ref=str(export.id))
    return filing_facts(stated, filed_of(export.filing), on, edition)


def _over(session: Session, member_id: UUID, line_id: UUID | None) -> Sequence[DataExport]:
    of_line: sa.ColumnElement[bool] = DataExport.line_id.is_(None)
    if line_id is not None:
        of_line = sa.or_(of_line, DataExport.line_id == line_id)
    query = sa.select(DataExport).where(
        DataExport.member_id == member_id, DataExport.ended_at.is_(None), of_line
    )
    loaded = query.options(joinedload(DataExport.check), joinedload(DataExport.filing))
    return session.scalars(loaded.order_by(DataExport.created_at, DataExport.id)).all()
