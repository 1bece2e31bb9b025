"""Each rule passes and fails as rules.md says, at exact boundaries and by date."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from marketplace.domain.compliance.finding import Outcome, worst
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import ask, rules_at
from marketplace.domain.compliance.rule import Asking
from marketplace.domain.compliance.rules import RULES
from tests.domain.compliance.good import COMPANY, DAY, GOOD, GOOD_FACTS
from tests.domain.compliance.tables import changed, table

ROWS = list(table("rules.md"))
SIGNS = {"COLL-01", "COLL-02", "COLL-03", "COLL-04", "COLL-05", "COLL-06"}
"shown in test_signs.py, for their facts are lists of quotes"


def rule_on(code: str, on: date):
    return next(rule for rule in RULES if rule.code == code and rule.in_force(on))


def name_of(row: dict[str, str]) -> str:
    return f"{row['rule']} {row['on']} {row['facts'] or 'good'}"


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_rule(row):
    on = date.fromisoformat(row["on"]) if row["on"] else DAY
    rule = rule_on(row["rule"], on)

    found = rule.findings(changed(rule.about, row["facts"]), Asking(on), rule.gates[0])

    assert worst(found) == row["outcome"]
    assert {one.mends for one in found} - {None} == set(row["mends"].split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} v{rule.version}")
def test_every_version_of_a_rule_has_a_row_for_a_pass_and_for_each_way_it_fails(rule):
    if rule.code in SIGNS:
        return
    shown = {
        Outcome(row["outcome"])
        for row in ROWS
        if row["rule"] == rule.code
        and rule.in_force(date.fromisoformat(row["on"]) if row["on"] else DAY)
    }
    fails = set(rule.fails) if rule.version == max(versions(rule.code)) else {max(rule.fails)}

    assert fails | {Outcome.PASS} <= shown


def versions(code: str) -> list[int]:
    return [rule.version for rule in RULES if rule.code == code]


@pytest.mark.parametrize("gate", Gate)
def test_good_facts_pass_every_rule_of_every_gate(gate):
    found = ask(gate, DAY, GOOD_FACTS)

    assert found
    assert not [(one.code, one.message_en) for one in found if one.outcome != Outcome.PASS]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} v{rule.version}")
def test_a_rule_never_passes_over_a_needed_fact_that_is_unknown(rule):
    found = rule.findings(rule.about(), Asking(DAY), rule.gates[0])

    assert {one.mends for one in found} >= set(rule.needs)
    if rule.needs:
        assert worst(found) in (Outcome.HOLD, Outcome.REJECT)


def watched(facts):
    """A copy of the facts, and the set of what is read from it."""
    read: set[str] = set()
    names = {one.name for one in fields(facts)} - {"ref"}

    class Watched(type(facts)):
        def __getattribute__(self, name):
            read.update(names & {name})
            return super().__getattribute__(name)

    return Watched(**{name: getattr(facts, name) for name in names}), read


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} v{rule.version}")
def test_a_rule_reads_only_the_facts_that_its_findings_keep(rule):
    texts = ["", *(row["facts"] for row in ROWS if row["rule"] == rule.code)]
    for facts in (rule.about(), *(changed(rule.about, text) for text in texts)):
        copy, read = watched(facts)
        read.clear()

        list(rule._answers(copy, Asking(DAY)))

        assert read <= {*rule.needs, *rule.reads}, rule.code


def test_all_rules_of_a_gate_are_asked_and_all_that_is_missing_is_told_at_once():
    found = ask(Gate.JOIN, DAY, [])

    assert {one.code for one in found} == {rule.code for rule in rules_at(Gate.JOIN, DAY)}
    assert len({one.mends for one in found}) > 25


def test_a_rule_is_asked_of_each_of_the_facts_it_is_about():
    lines = [changed(kind, "") for kind in [type(GOOD_FACTS[3])] * 2]

    found = ask(Gate.JOIN, DAY, lines, about={type(lines[0])})

    assert [one.code for one in found] == [
        "USE-03",
        "USE-03",
        "USE-06",
        "USE-06",
        "BUY-05",
        "BUY-05",
    ]


def test_a_finding_keeps_of_names_and_phones_only_whether_they_were_given():
    found = ask(Gate.LOCK, DAY, GOOD_FACTS)

    archive = next(one for one in found if one.code == "USE-04").facts
    assert (archive["contact"], archive["contact_phone"], archive["email"]) == (True, True, True)
    assert archive["uscc"] == COMPANY


def test_good_facts_cover_every_kind():
    assert {rule.about for rule in RULES} <= set(GOOD)
