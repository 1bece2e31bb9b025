"""Lines as columns: what they hold, and what the reader of a file leaves to the careful one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.files import Refused, load
from pricing.group import Line
from pricing.group_columns import Columns, columns_of, read_columns
from pricing.group_file import parse_group
from pricing.group_rows import LateRows

LINES = [Line("a", "Z", 1, 100, 90), Line("b", "A", 2, 200), Line("c", "Z", 3, 300, 0)]
RECORD = {"id": "a", "member": "M", "mbps": 1, "list_minor": 100, "ceiling_minor": 90}


def test_columns_are_the_lines_in_order():
    columns = columns_of(LINES)

    assert list(columns) == LINES
    assert columns[1:] == tuple(LINES[1:])
    assert (len(columns), columns[-1]) == (3, LINES[2])


def test_members_stand_in_order_of_first_appearance():
    assert columns_of(LINES).members == ["Z", "A"]


def test_columns_are_not_made_twice():
    columns = columns_of(LINES)

    assert columns_of(columns) is columns


def test_records_without_fault_become_columns():
    assert isinstance(read_columns([RECORD]), Columns)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ""},
        {"id": 7},
        {"member": "\ud800"},
        {"mbps": True},
        {"mbps": 1.0},
        {"mbps": -1},
        {"list_minor": 9 * 10**14 + 1},
        {"ceiling_minor": -(2**63)},
        {"ceiling_minor": "1"},
        {"more": 1},
    ],
)
def test_a_record_at_fault_is_left_to_the_reader_that_names_it(changes):
    assert read_columns([RECORD | {"id": "b"}, RECORD | changes]) is None


@pytest.mark.parametrize("gone", sorted(RECORD.keys() - {"ceiling_minor"}))
def test_a_record_that_lacks_a_key_is_left_too(gone):
    assert read_columns([{key: RECORD[key] for key in RECORD if key != gone}]) is None


@pytest.mark.parametrize("records", [None, {}, [], [1], [RECORD, RECORD], "text"])
def test_what_is_no_list_of_different_lines_is_left_too(records):
    assert read_columns(records) is None


def test_a_key_given_twice_is_left_too():
    assert read_columns(load(b'[{"id":"a","id":"b","member":"M","mbps":1,"list_minor":1}]')) is None


ODD = st.sampled_from([None, True, -1, 0, 1.5, "", "x", "\udfff", 2**70, [], {}])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from(["a", "b", "c", "d", "e"]) | ODD, "member": st.just("M") | ODD},
            optional={"mbps": ODD, "list_minor": ODD, "ceiling_minor": ODD, "x": ODD},
        ),
        max_size=3,
    )
)
def test_whatever_becomes_columns_the_careful_reader_takes_as_well(records):
    columns = read_columns(records)
    document = {
        "format": "group/1",
        "currency": "CNY",
        "ladder": {"measure": "lines", "style": "whole", "tiers": [{"from": 0, "discount_bps": 0}]},
        "lines": tuple(records),  # a tuple is never read as columns
    }
    try:
        careful = parse_group(document)[1]
    except Refused:
        careful = None

    assert (columns is None) == (not careful)
    assert columns is None or list(columns) == list(careful)


def test_late_rows_are_made_once_and_equal_their_like():
    made = []
    rows = LateRows(2, lambda: made.append(1) or ["a", "b"])

    assert (len(rows), made) == (2, [])
    assert (rows[0], rows[1:], list(rows), made) == ("a", ("b",), ["a", "b"], [1])
    assert rows == ("a", "b")
    assert rows != ("a", "c")
    assert rows != 7
