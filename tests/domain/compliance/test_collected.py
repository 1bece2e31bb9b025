"""Every rule is asked at its gate, or it is said who sees to it instead."""

from __future__ import annotations

import pytest

from marketplace.domain.compliance.collected import RETENTION, is_collected, not_asked_at
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import rules_at
from marketplace.domain.compliance.retention import keeping
from tests.domain.compliance.good import DAY


@pytest.mark.parametrize("gate", Gate)
def test_every_rule_of_the_gates_is_asked_or_seen_to_elsewhere(gate):
    assert not_asked_at(gate, DAY) == []


def test_each_term_of_records_is_asked_by_every_deletion_instead_of_a_step():
    applied = {rule.code for record in RecordClass for rule in keeping([record], DAY, on=DAY).rules}

    assert applied == RETENTION
    assert not any(
        is_collected(rule) for rule in rules_at(Gate.ARCHIVE, DAY) if rule.code in applied
    )
