"""What a recorded check is worth on a later day, and which question comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.data_export.guide import STEPS, next_step
from marketplace.domain.compliance.data_export.questions import QUESTIONS
from marketplace.domain.compliance.data_export.standing import (
    COVERS,
    Filed,
    Stated,
    answer_on,
    filing_facts,
)
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.data_export import FiledProcedure, FreeTradeList
from marketplace.domain.compliance.source import Evidence
from tests.domain.compliance.good import GOOD

TODAY = date(2026, 11, 28)
FACTS = replace(GOOD[DataExportFacts], persons_since_january=100_000)


def stated(on=TODAY, edition=None, **facts):
    return Stated(ref="x", facts=replace(FACTS, **facts), on=on, ftz_list_edition=edition)


@pytest.mark.parametrize(("on", "code"), [(date(2026, 12, 31), "D8"), (date(2027, 1, 1), "D10")])
def test_counts_end_with_their_year(on, code):
    assert answer_on(stated(), on, None).code == code


@pytest.mark.parametrize(("edition", "code"), [("2025版", "D5"), ("2026版", "D10"), (None, "D10")])
def test_a_place_outside_a_list_ends_with_its_edition(edition, code):
    check = stated(edition="2025版", ftz_list=FreeTradeList.OUTSIDE, persons_since_january=None)

    assert answer_on(check, TODAY, edition).code == code


@pytest.mark.parametrize(
    ("granted_on", "settles"),
    [(date(2026, 11, 28), True), (date(2026, 11, 29), False), (None, False)],
)
def test_a_procedure_counts_from_the_day_it_is_gone_through(granted_on, settles):
    filed = Filed(procedure=FiledProcedure.CERTIFICATION, reference="C", granted_on=granted_on)

    assert (filing_facts(stated(), filed, TODAY, None).reference == "C") is settles


def test_an_assessment_covers_what_a_contract_would():
    assert all(
        FiledProcedure.SECURITY_ASSESSMENT in covers
        for path, covers in COVERS.items()
        if path != "exempt"
    )


def test_every_fact_of_the_table_is_asked_once_with_help_and_a_printable_source():
    asked = [question.fact for step in STEPS for question in step.questions]

    assert sorted(asked) == sorted(COULD_BE) == sorted(QUESTIONS)
    for question in QUESTIONS.values():
        assert question.help.zh and question.help.en and question.sources
        assert all(source.evidence != Evidence.KNOWLEDGE for source in question.sources)


def test_the_guide_asks_only_what_can_change_the_path():
    secret = replace(DataExportFacts(), state_secret=True)
    exempt = replace(FACTS, hr_necessity=True, persons_since_january=None)

    assert next_step(secret) is None
    assert next_step(exempt) is None
    assert next_step(DataExportFacts()).name == "secrets"


def test_the_guide_comes_back_to_what_was_left_open():
    left = replace(FACTS, state_secret=None)

    assert next_step(left, "counts").name == "secrets"
    assert next_step(FACTS) is None
