"""What the desks' lists hold as rows of a sheet, told to a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.gates import GATE_NAMES, Gate
from marketplace.domain.compliance.registry import find_rule
from marketplace.i18n.screen_words import explanation, screen_title
from marketplace.models import AuditEntry, Organisation
from marketplace.services.find_duties import DutySeen
from marketplace.services.find_ledger_accounts import MOST_EXPORTED, at_most_exported
from marketplace.services.find_names import names_of
from marketplace.services.find_screens import HitSeen, seen_hits
from marketplace.services.standing_findings import StandingFinding, with_standing

NOBODY = {"zh": "平台", "en": "the marketplace"}
"Who did what no user did"
Row = dict[str, Any]


def exported(session: Session, query: sa.Select[Any]) -> Sequence[Any]:
    """Everything that the query finds, for a sheet. Raises Invalid when it is too much for one."""
    return at_most_exported(session.scalars(query.limit(MOST_EXPORTED + 1)).unique().all())


def finding_rows(session: Session, query: sa.Select[Any], language: str) -> list[Row]:
    """Findings, each with where it stands and all that its rule says."""
    found = with_standing(session, exported(session, query))
    return [_finding(one, language) for one in found]


def _finding(seen: StandingFinding, language: str) -> Row:
    finding = seen.finding
    return {
        "finding": finding,
        "standing": seen.standing,
        "rule": find_rule(finding.code, finding.version).title.in_language(language),
        "gate": GATE_NAMES[Gate(str(finding.gate))].in_language(language),
        "text": " ".join(said[f"message_{language}"] for said in finding.says),
    }


def hit_rows(session: Session, query: sa.Select[Any], language: str) -> list[Row]:
    """What the screens found, each with its explanation and the last decision."""
    return [_hit(one, language) for one in seen_hits(session, exported(session, query))]


def _hit(seen: HitSeen, language: str) -> Row:
    names = [getattr(carrier, f"name_{language}") for carrier in seen.carriers]
    hit, last = seen.hit, seen.hit.decisions[-1:]
    return {
        "hit": hit,
        "screen": screen_title(hit.screen, language),
        "carriers": ", ".join(names),
        "text": explanation(hit.screen, hit.figures, names, language),
        "state": seen.state,
        "outcome": last[0].outcome if last else None,
        "decided_at": last[0].decided_at if last else None,
    }


def audit_rows(session: Session, query: sa.Select[Any], language: str) -> list[Row]:
    """Entries of the audit log with the names of those who acted."""
    entries: Sequence[AuditEntry] = exported(session, query)
    names = names_of(session, {entry.organisation_id for entry in entries})
    return [{"entry": one, "organisation": _whose(one, names, language)} for one in entries]


def _whose(entry: AuditEntry, names: Mapping[UUID, Organisation], language: str) -> str:
    whose = names.get(entry.organisation_id) if entry.organisation_id else None
    if whose is None:
        return NOBODY[language]
    return str(getattr(whose, f"name_{language}") or whose.name_zh)


def duty_rows(duties: Iterable[DutySeen], language: str) -> list[Row]:
    """Duties with their law and what to do."""
    return [
        {
            "code": seen.duty.code,
            "duty": seen.duty.title.in_language(language),
            "task": seen.duty.task.in_language(language),
            "rhythm": seen.duty.rhythm.words.in_language(language),
            "source": "; ".join(one.printed(language) for one in seen.duty.sources),
            "due_on": seen.due_on,
            "state": seen.state,
            "done_on": seen.last.done_on if seen.last else None,
        }
        for seen in duties
    ]
