"""What a scenario costs each member."""

from __future__ import annotations

from marketplace.domain.member_costs import costs_by_member

PROBLEM = {
    "lines": [
        {"id": "L1", "outside_option_minor": 900},
        {"id": "L2", "outside_option_minor": 500},
        {"id": "L3", "outside_option_minor": None},
    ]
}
RESULT = {
    "assignments": [
        {"line": "L1", "carrier": "A", "price_minor": 700},
        {"line": "L2", "carrier": None, "price_minor": None},
        {"line": "L3", "carrier": "B", "price_minor": 40},
    ]
}


def test_a_member_pays_its_served_lines_and_the_others_outside():
    assert costs_by_member(PROBLEM, RESULT, {"L1": "M", "L2": "M", "L3": "N"}) == {
        "M": 1200,
        "N": 40,
    }


def test_a_line_without_a_member_is_passed_over():
    assert costs_by_member(PROBLEM, RESULT, {"L3": "N"}) == {"N": 40}
