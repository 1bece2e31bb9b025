"""A demand line in JSON: strict, all faults at once."""

from __future__ import annotations

import marshmallow as ma
import pytest

from marketplace.domain.line_use import STATED
from marketplace.schemas.faults import faults_of
from marketplace.schemas.lines import LineSchema

LINE = {
    "corridor": "SHA-HKG",
    "product": "IEPL",
    "mbps": 100,
    "term_months": 24,
    "protection": "none",
    "interface": "1000BASE-LX",
    "availability_bps": 9990,
    "wanted_on": "2027-03-01",
    "a_building": "3号楼",
    "a_room": "501室",
    "z_city": "香港",
    "z_address": "骏昌街22号",
    "z_occupant": "示例公司",
    "z_relation": "subsidiary",
}


def faults(**changes: object) -> list[tuple[str, str]]:
    with pytest.raises(ma.ValidationError) as refused:
        LineSchema().load(LINE | changes)
    return [(fault.pointer, fault.code) for fault in faults_of(refused.value.messages)]


def test_what_is_left_out_is_none():
    line = LineSchema().load(LINE)

    assert {name for name, value in line.items() if value is None} == {
        "id",
        "rtt_limit_us",
        "mttr_hours",
        "own_limit_minor",
        "present_monthly_minor",
        "present_exit_minor",
        "present_ends_on",
        *STATED,
    }


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("id", "x", "field_invalid"),
        ("corridor", "SHA_HKG", "corridor_code"),
        ("corridor", "ſHA-HKG", "corridor_code"),
        ("mbps", 400_001, "number_range"),
        ("mbps", 1.0, "whole_number"),
        ("term_months", 13, "choice"),
        ("availability_bps", 8_999, "number_range"),
        ("availability_bps", 10_000, "number_range"),
        ("own_limit_minor", 0, "number_range"),
        ("wanted_on", "2027-02-30", "day"),
        ("a_building", "\0", "text_control_characters"),
        ("price", 1, "field_unknown"),
    ],
)
def test_each_field_keeps_its_rule(name, value, code):
    assert faults(**{name: value}) == [(f"/{name}", code)]


def test_an_exit_fee_needs_a_monthly_price_and_is_told_with_the_rest():
    assert faults(present_exit_minor=5, mbps=0) == [
        ("/mbps", "number_range"),
        ("/present_monthly_minor", "present_price"),
    ]
