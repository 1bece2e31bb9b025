"""Every rule of regulation.md is asked, a duty, or not checked for a written reason; by date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations

import pytest

from marketplace.domain.compliance.duties import DUTIES, duties_on
from marketplace.domain.compliance.facts import FACTS
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.not_checked import NOT_CHECKED
from marketplace.domain.compliance.registry import UnknownRule, find_rule, rules_at
from marketplace.domain.compliance.rule import SUBJECTS, Subject
from marketplace.domain.compliance.rules import RULES
from tests.domain.compliance.good import DAY

COUNTS = {
    "SELL": 10, "USE": 11, "BUY": 11, "SEC": 12, "PROC": 5, "BID": 25, "COMP": 12, "PAY": 8,
    "PLAT": 16,
}  # fmt: skip
"How many rules regulation.md lists under each head (PROC: the rows of §6.1)"
WANTED = {f"{head}-{n:02}" for head, count in COUNTS.items() for n in range(1, count + 1)}
OWN = {"PROC-06", *(f"DATA-{n:02}" for n in range(1, 7)), *(f"COLL-{n:02}" for n in range(1, 9))}
"Of parts of regulation.md that give no codes: §4, §6.1 and §6.3"


def plain(code: str) -> str:
    """The code of regulation.md, without the letter of a further rule of it."""
    return re.sub(r"[a-z]$", "", code)


def test_every_rule_of_the_regulation_is_asked_a_duty_or_left_out_for_a_reason():
    asked = {plain(rule.code) for rule in RULES}
    duties = {plain(duty.code) for duty in DUTIES}

    assert asked | duties | set(NOT_CHECKED) == WANTED | OWN
    assert not set(NOT_CHECKED) & (asked | duties)
    assert all(len(reason) > 30 for reason in NOT_CHECKED.values())


def test_what_the_operator_must_do_is_a_duty():
    of_security = {f"SEC-{n:02}" for n in range(1, 13)}

    assert of_security | {"PAY-08"} <= {plain(duty.code) for duty in DUTIES}


def test_a_code_and_version_name_one_rule():
    names = [(rule.code, rule.version) for rule in RULES]

    assert len(names) == len(set(names))
    assert all(find_rule(*name).code == name[0] for name in names)
    with pytest.raises(UnknownRule):
        find_rule("SELL-01", 99)


def test_no_two_versions_of_a_rule_are_in_force_on_one_day():
    for one, other in combinations(RULES, 2):
        if one.code == other.code:
            assert one.before == other.since


def test_a_code_never_stands_for_two_rules_on_a_day():
    for day in (date(2024, 1, 1), date(2025, 10, 14), date(2025, 12, 31), DAY, date(2027, 9, 1)):
        codes = [rule.code for rule in RULES if rule.in_force(day)]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("COMP-09", date(2025, 10, 15)),
        ("COMP-12", date(2025, 6, 1)),
        ("PAY-04", date(2026, 1, 1)),
        ("PAY-06", date(2026, 1, 1)),
        ("PAY-07", date(2024, 12, 1)),
    ],
)
def test_a_rule_is_not_asked_before_it_is_in_force(code, first):
    def asked(day):
        return code in {rule.code for gate in Gate for rule in rules_at(gate, day)}

    assert asked(first)
    assert not asked(first - timedelta(days=1))


def test_a_rule_is_not_asked_once_it_has_ended():
    def codes(day):
        return {rule.code for rule in rules_at(Gate.OPENING, day)}

    assert "COLL-07" in codes(date(2027, 8, 31))
    assert "COLL-07" not in codes(date(2027, 9, 1))


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("SEC-10", date(2026, 8, 20)),
        ("PLAT-11", date(2026, 9, 1)),
        ("SEC-07", date(2025, 11, 1)),
    ],
)
def test_a_duty_is_not_owed_before_it_is_in_force(code, first):
    assert code in {duty.code for duty in duties_on(first)}
    assert code not in {duty.code for duty in duties_on(first - timedelta(days=1))}


def test_each_gate_asks_the_rules_that_the_regulation_names_for_it():
    named = {
        Gate.ENROL: {"BUY-01", "BUY-02", "BUY-03", "BUY-04", "BUY-08", "PLAT-10"},
        Gate.OPEN: {"COMP-07", "BID-11", "BID-13", "BID-14", "BID-19", "BUY-10"},
        Gate.JOIN: {"BUY-05", "BUY-06", *(f"USE-0{n}" for n in (1, 2, 3, 6, 7, 8, 9))},
        Gate.LOCK: {"USE-04", "USE-05", "COMP-02"},
        Gate.QUOTE: {*(f"SELL-{n:02}" for n in range(1, 11)), "BID-06", "BID-07", "BID-10",
                     "BID-20", "BID-21", "PAY-02", "PAY-05"},
        Gate.OPENING: {"BID-08", "BID-09", "BID-15", "BID-18",
                       *(f"COLL-0{n}" for n in range(1, 9))},
        Gate.AWARD: {"BUY-10b", "BID-16"},
        Gate.CONTRACT: {"BUY-07", "SELL-10b", "PLAT-12"},
        Gate.ACTIVATION: {"DATA-01", "SELL-09b", "USE-10"},
        Gate.INVOICE: {"PAY-01", "PAY-03", "PAY-04", "PAY-06", "PAY-07"},
        Gate.OPERATE: {"USE-05b", "SELL-07b", "DATA-05"},
        Gate.ARCHIVE: {f"SEC-0{n}" for n in range(2, 7)},
    }  # fmt: skip

    for gate, codes in named.items():
        assert codes <= {rule.code for rule in rules_at(gate, DAY)}, gate


def test_every_subject_has_rules_and_every_kind_of_facts_is_known():
    assert {rule.subject for rule in RULES} == set(Subject) == set(SUBJECTS.values())
    assert {rule.about for rule in RULES} <= set(FACTS)


def test_every_rule_says_how_it_can_fail_and_when_it_is_reviewed():
    assert all(rule.fails and rule.sources and rule.review_due > DAY for rule in RULES)
