import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.award.problem_file import parse_problem
from pricing.award.result_file import parse_result
from pricing.files import Refused, load
from pricing.group_file import parse_group

PARSERS = (parse_group, parse_problem, parse_result)
KEYS = st.sampled_from(
    ["format", "currency", "lines", "quotes", "rules", "ladder", "tiers", "id", "lots", "x"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=12
)


def group(**changes):
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 500, "discount_bps": 800}]
    return {
        "format": "group/1",
        "currency": "CNY",
        "ladder": {"measure": "mbps", "style": "whole", "tiers": tiers},
        "lines": [{"id": "L1", "member": "M1", "mbps": 100, "list_minor": 120_000_000}],
    } | changes


def faults_of(parse, document):
    with pytest.raises(Refused) as refused:
        parse(document)
    return refused.value.faults


def changed(text, old, new):
    assert old in text
    return load(text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "must be JSON, is not at line 1 column 1"),
        (b'{"a": ', "must be JSON, is not at line 1 column 7"),
        (b'{"a": "\xff"}', "must be UTF-8, is not at byte 7"),
        (b"\xef\xbb\xbf{}", "must be JSON, is not at line 1 column 1"),
        (b"[" * 200_000, "must not be nested so deeply"),
        (b'{"a":' * 200_000, "must not be nested so deeply"),
    ],
)
def test_what_is_not_json_in_utf8_is_refused(content, message):
    assert faults_of(load, content) == [("/", message)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"mbps": 100', '"mbps": 100.0', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": 1e2', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": NaN', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": -Infinity', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": true', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": "100"', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": null', ("/lines/0/mbps", "must be an integer")),
        ('"mbps": 100', '"mbps": -1', ("/lines/0/mbps", "must be at least 0")),
        (
            "120000000",
            "900000000000001",
            ("/lines/0/list_minor", "must be at most 900000000000000"),
        ),
        ("120000000", "9" * 9999, ("/lines/0/list_minor", "must be at most 900000000000000")),
        ("120000000", "-" + "9" * 9999, ("/lines/0/list_minor", "must be at least 0")),
        ('"mbps": 100', '"mbps": 1, "mbps": 2', ("/lines/0/mbps", "must not be given twice")),
        ('"mbps": 100', '"mbit": 100', ("/lines/0/mbit", "is not a key of this format")),
        ('"mbps": 100', '"mbit": 100', ("/lines/0/mbps", "must be given")),
        ('"L1"', '""', ("/lines/0/id", "must be text, not empty")),
        ('"L1"', "7", ("/lines/0/id", "must be text, not empty")),
        ('"L1"', '"\\ud800"', ("/lines/0/id", "must be valid Unicode text")),
        ('"CNY"', '"USD"', ("/currency", 'must be "CNY"')),
        ('"group/1"', '"group/2"', ("/format", 'must be "group/1"')),
        ('"whole"', '"steep"', ("/ladder/style", 'must be one of "whole", "graduated"')),
        ('"mbps"', '"gbps"', ("/ladder/measure", 'must be one of "lines", "mbps", "spend"')),
        ('"from": 500', '"from": 0', ("/ladder/tiers/1/from", "must be greater than 0")),
        ('"mbps": 100', '"a\\nb~/": 1', ("/lines/0/a\\nb~0~1", "is not a key of this format")),
    ],
)
def test_a_broken_group_is_refused_by_path(old, new, fault):
    assert fault in faults_of(parse_group, changed(json.dumps(group()), old, new))


def test_every_fault_is_named_not_only_the_first():
    document = group(currency="USD", lines=[{"id": "", "member": "M", "mbps": 1.5}])

    assert [path for path, _ in faults_of(parse_group, document)] == [
        "/currency",
        "/lines/0/list_minor",
        "/lines/0/id",
        "/lines/0/mbps",
    ]


def test_ids_are_unique():
    document = group(lines=group()["lines"] * 2)

    assert faults_of(parse_group, document) == [("/lines/1/id", "must not be used twice")]


def test_a_ceiling_may_be_null_absent_or_an_amount():
    one = group()["lines"][0]
    lines = [one | {"id": "a"}, one | {"id": "b", "ceiling_minor": None}]
    lines += [one | {"id": "c", "ceiling_minor": 9 * 10**14}]

    parsed = parse_group(group(lines=lines))[1]
    assert [line.ceiling_minor for line in parsed] == [None, None, 9 * 10**14]


@pytest.mark.parametrize("document", [None, [], 7, "x", {}, {"lines": 3}, group(ladder=[])])
def test_another_shape_is_refused(document):
    assert faults_of(parse_group, document)


@given(VALUES, st.sampled_from(PARSERS))
def test_no_value_does_worse_than_being_refused(value, parse):
    with pytest.raises(Refused):
        parse(value)


@given(st.binary(max_size=60))
def test_no_bytes_do_worse_than_being_refused(content):
    try:
        load(content)
    except Refused as refused:
        assert refused.faults
