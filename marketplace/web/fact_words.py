"""What facts, choices and paths of a data-export self-check are called in the reader's language."""

from __future__ import annotations

from typing import Any

from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.data_export.words import PATH_NAMES, PROCEDURES, said
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.fact import label_of
from marketplace.web.language import spoken

FACTS = tuple(COULD_BE)


def fact_said(name: str, value: Any) -> str:
    """The value of a fact, such as a choice or a number of people."""
    return said(name, value).in_language(spoken())


def fact_label(name: str) -> str:
    return label_of(DataExportFacts, name).in_language(spoken())


def path_name(path: str) -> str:
    return PATH_NAMES[path].in_language(spoken())


def procedure_choices() -> list[tuple[str, str]]:
    """The procedures that can be put on record, for a select."""
    return [(code, text.in_language(spoken())) for code, text in PROCEDURES.items()]
