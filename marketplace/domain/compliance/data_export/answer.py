"""The answer of the self-check: path, action, sources, what to file, by when, valid until."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.domain.compliance.data_export.explore import find_path
from marketplace.domain.compliance.data_export.sources import sources_of
from marketplace.domain.compliance.data_export.table import Path
from marketplace.domain.compliance.data_export.texts import (
    DUTIES,
    FILINGS,
    IMPORTANT_DATA_NOTE,
    LIST_EMPTY,
    NO_SPLITTING,
    PATHS,
    PERSONAL_DUTIES,
    Filing,
)
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.data_export import ImportantData
from marketplace.domain.compliance.facts.fact import label_of
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.source import Source
from marketplace.domain.compliance.words import Text

NEEDS_REFERENCE = ("D1", "D5b", "D6", "D7", "D8")
"Rows that ask for a procedure: without its reference the line may not go live"
ACTIONS = {
    "D0": Outcome.REJECT,
    "D1b": Outcome.WARN,
    "D5": Outcome.WARN,
    "D10": Outcome.HOLD,
    **dict.fromkeys(NEEDS_REFERENCE, Outcome.HOLD),
}
"What a row does to the activation as long as nothing is filed; the others pass"


@dataclass(frozen=True)
class ExportAnswer:
    """`missing`: facts that keep the path open; `filing`: None where nothing is to be filed."""

    code: str
    path: str
    action: Outcome
    statement: Text
    sources: tuple[Source, ...]
    missing: tuple[str, ...]
    filing: Filing | None
    duties: tuple[Text, ...]
    notes: tuple[Text, ...]

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain JSON values, in both languages."""
        return {
            "code": self.code,
            "path": self.path,
            "action": str(self.action),
            "statement": self.statement.as_dict(),
            "sources": [source.as_dict() for source in self.sources],
            "missing": [
                {"fact": name, **label_of(DataExportFacts, name).as_dict()} for name in self.missing
            ],
            "filing": None if self.filing is None else self.filing.as_dict(),
            "duties": [duty.as_dict() for duty in self.duties],
            "notes": [note.as_dict() for note in self.notes],
        }


def answer(facts: DataExportFacts, on: date, *, list_loaded: bool = False) -> ExportAnswer:
    """The path of one export on that day. `list_loaded`: a negative list in force is at hand."""
    found = find_path(facts)
    return ExportAnswer(
        code=found.code,
        path=found.path,
        action=ACTIONS.get(found.code, Outcome.PASS),
        statement=PATHS[found.code],
        sources=sources_of(found.code, on),
        missing=found.missing,
        filing=_filing(found.code, found.path),
        duties=_duties(facts, found.code),
        notes=_notes(facts, found.code, list_loaded),
    )


def _filing(code: str, path: str) -> Filing | None:
    if code == "D5b":
        return FILINGS.get(path)
    return FILINGS.get("list_filing" if code == "D5" else path)


def _duties(facts: DataExportFacts, code: str) -> tuple[Text, ...]:
    if code == "D0" or facts.personal_information is False:
        return DUTIES
    return (*DUTIES, *PERSONAL_DUTIES)


def _notes(facts: DataExportFacts, code: str, list_loaded: bool) -> tuple[Text, ...]:
    notes = []
    if facts.important_data == ImportantData.SUSPECTED and code not in ("D0", "D1b"):
        notes.append(IMPORTANT_DATA_NOTE)
    if code in ("D7", "D8", "D9") and facts.personal_information is not False:
        notes.append(NO_SPLITTING)
    if facts.ftz_list is not None and facts.ftz_list != "none" and not list_loaded:
        notes.append(LIST_EMPTY)
    return tuple(notes)


__all__ = ["NEEDS_REFERENCE", "PATHS", "ExportAnswer", "Path", "answer"]
