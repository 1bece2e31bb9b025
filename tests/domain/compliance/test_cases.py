"""Whole cases, as cases.md tells them: all that is wrong is found, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.facts import (
    ActivationFacts,
    ArchiveFacts,
    CarrierFacts,
    CompanyFacts,
    DataExportFacts,
    ExportFilingFacts,
    FarEndFacts,
    LineFacts,
    QuoteFacts,
    ServiceFacts,
    UseFacts,
)
from marketplace.domain.compliance.finding import Finding, Outcome, worst
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import ask
from tests.domain.compliance.good import DAY, GOOD
from tests.domain.compliance.tables import changed, table

CASES = list(table("cases.md"))
COLUMNS = {
    "company": CompanyFacts,
    "line": LineFacts,
    "far end": FarEndFacts,
    "use": UseFacts,
    "archive": ArchiveFacts,
    "carrier": CarrierFacts,
    "quote": QuoteFacts,
    "filing": ExportFilingFacts,
    "data": DataExportFacts,
}
GATES = (Gate.ENROL, Gate.JOIN, Gate.LOCK, Gate.QUOTE, Gate.ACTIVATION)


def facts_of(case: dict[str, str], on: date):
    """All facts of a case; the self-check's result goes into what is filed."""
    facts = {kind: changed(kind, case.get(name, "")) for name, kind in COLUMNS.items()}
    found = answer(facts.pop(DataExportFacts), on)
    facts[ExportFilingFacts] = replace(facts[ExportFilingFacts], code=found.code)
    others = [GOOD[kind] for kind in (ActivationFacts, ServiceFacts)]
    return found.code, [*facts.values(), *others]


def failing(findings: list[Finding]) -> str:
    codes = sorted({one.code for one in findings if one.outcome != Outcome.PASS})
    return ", ".join(f"{c} {worst(f for f in findings if f.code == c)}" for c in codes) or "none"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case):
    on = date.fromisoformat(case["on"]) if case.get("on") else DAY
    code, facts = facts_of(case, on)
    kinds = {type(one) for one in facts}

    found = [one for gate in GATES for one in ask(gate, on, facts, about=kinds)]

    assert failing(found) == case["expected"]
    assert code == case.get("path", code)


def test_there_are_at_least_sixty_cases_and_none_twice():
    names = [case["case"] for case in CASES]

    assert len(names) == len(set(names)) >= 60
