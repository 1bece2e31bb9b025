"""The printed record of a data-export self-check: its facts put into the words of a language."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.data_export.standing import Filed
from marketplace.domain.compliance.data_export.words import PATH_NAMES, PROCEDURES, said
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.fact import label_of
from marketplace.domain.contract_document import Party, visible
from marketplace.i18n.export_record_words import LABELS

SHOWN = (
    "granted_on", "filed_on", "assessed_on",
    "individuals_told", "consent_is_basis", "separate_consent", "lingang_report",
)  # fmt: skip
"Of a filing, after procedure and reference"


@dataclass(frozen=True)
class RecordFacts:
    """Everything that the record of one check says."""

    member: Party
    scenario: str
    line: str | None
    "such as SHA-HKG 100 Mbps; None: all lines"
    recipient: tuple[str, ...]
    number: int
    checked_on: date
    table_version: int
    ftz_list_edition: str | None
    stated: dict[str, Any]
    answer: dict[str, Any]
    "as it was given"
    filed: Filed | None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the facts, printed at the foot of every page in both languages."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(told.encode()).hexdigest()


def printed_record(facts: RecordFacts, language: str) -> dict[str, Any]:
    """The record in one language: text only, nothing left to compute but pages."""
    shown: dict[str, Any] = visible(_composed(facts, language))
    return shown


def _composed(facts: RecordFacts, language: str) -> dict[str, Any]:
    words, answer = LABELS[language], facts.answer
    day = facts.checked_on
    return {
        "language": language,
        "words": words,
        "member": facts.member.name_zh if language == "zh" else facts.member.name_en,
        "heads": _heads(facts, words),
        "date": [day.year, day.month, day.day],
        "code": answer["code"],
        "path": PATH_NAMES[answer["path"]].in_language(language),
        "statement": answer["statement"][language],
        "missing": [one[language] for one in answer["missing"]],
        "sources": [f"[{one['evidence']}] {one[language]}" for one in answer["sources"]],
        "filing": _to_file(answer["filing"], words, language),
        "duties": [one[language] for one in answer["duties"]],
        "notes": [one[language] for one in answer["notes"]],
        "facts": _facts(facts, language),
        "filed": _filed(facts.filed, words, language),
        "fingerprint": facts.fingerprint,
    }


def _heads(facts: RecordFacts, words: dict[str, str]) -> list[list[str]]:
    return [
        [words["credit_code"], facts.member.uscc],
        [words["scenario"], facts.scenario],
        [words["line"], facts.line or words["all_lines"]],
        [words["recipient"], "，".join(facts.recipient) or "–"],
        [words["version"], str(facts.number)],
        [words["checked_on"], facts.checked_on.isoformat()],
        [words["table_version"], str(facts.table_version)],
        [words["ftz_edition"], facts.ftz_list_edition or words["none_loaded"]],
    ]


def _facts(facts: RecordFacts, language: str) -> list[list[str]]:
    """Every fact with its value, in the order of the table; unknown ones too."""
    return [
        [
            label_of(DataExportFacts, name).in_language(language),
            said(name, facts.stated.get(name)).in_language(language),
        ]
        for name in COULD_BE
    ]


def _to_file(filing: Any, words: dict[str, str], language: str) -> list[list[str]]:
    if filing is None:
        return [[words["what"], words["nothing"]]]
    return [[words[name], filing[name][language]] for name in ("what", "by_when", "valid")]


def _filed(filed: Filed | None, words: dict[str, str], language: str) -> list[list[str]]:
    if filed is None:
        return []
    procedure = None if filed.procedure is None else PROCEDURES[str(filed.procedure)]
    rows = [
        [words["procedure"], "–" if procedure is None else procedure.in_language(language)],
        [words["reference"], filed.reference or "–"],
    ]
    rows += [[words[name], _value(getattr(filed, name), language)] for name in SHOWN]
    if filed.validity is not None:
        rows.append([words["valid_until"], filed.validity.valid_until.isoformat()])
    return rows


def _value(value: Any, language: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "–" if value is None else said("", value).in_language(language)
