"""docs/compliance.md lists every rule as the code has it."""

from __future__ import annotations

import pytest

from marketplace.config import ROOT
from marketplace.domain.compliance.duties import DUTIES
from marketplace.domain.compliance.rule_tables import put_into
from marketplace.domain.compliance.rules import RULES

DOCUMENT = ROOT / "docs" / "compliance.md"


def test_the_document_has_the_tables_that_the_code_makes():
    text = DOCUMENT.read_text(encoding="utf-8")

    assert put_into(text) == text, "stale: make compliance-tables"


def test_every_rule_and_duty_has_its_row():
    text = DOCUMENT.read_text(encoding="utf-8")

    assert not [one.code for one in (*RULES, *DUTIES) if f"\n| {one.code} " not in text]


def test_a_document_without_the_marks_is_refused():
    with pytest.raises(ValueError, match="no place"):
        put_into("nothing")
