"""Rows of a form's lists: told apart by their numbers, whatever the numbers are."""

from __future__ import annotations

from time import process_time

from werkzeug.datastructures import MultiDict

from marketplace.schemas.participations import JoinSchema
from marketplace.schemas.quotes import TermsSchema
from marketplace.web.forms import Reader


def named(values, schema=None):
    reader = Reader(MultiDict(values))
    return reader, reader.read_object(schema or JoinSchema(), "")


def test_rows_come_in_the_order_of_their_numbers_without_the_blank_ones():
    reader, found = named({"lines-7-label": "b", "lines-2-label": "a", "lines-4-label": " "})

    assert [row["label"] for row in found["lines"]] == ["a", "b"]
    assert reader.seen == {"lines-0-label": "a", "lines-1-label": "b"}
    assert reader.order["lines"] == [2, 7]


def test_a_fault_stands_at_the_place_of_its_row():
    reader, _found = named({"lines-3-label": "a", "lines-3-own_limit_minor": "much"})

    assert [fault.pointer for fault in reader.faults] == ["/lines/0/own_limit_minor"]


def test_rows_within_rows_are_placed_too():
    typed = {"ladders-5-id": "CT-1", "ladders-5-tiers-9-from": "0", "ladders-5-tiers-9-x": "kept"}
    reader, _found = named(typed, TermsSchema())

    assert reader.seen["ladders-0-tiers-0-x"] == "kept"


def test_a_number_in_other_digits_is_no_row():
    reader, found = named({"lines-²-label": "a", "lines-٣-label": "b", "lines-01-label": "c"})

    assert found == {} and len(reader.seen) == 3


def test_a_name_of_a_million_steps_is_walked_no_further_than_any_field_goes():
    begun = process_time()

    _, found = named({"lines" + "-1" * 500_000: "x"})

    assert found == {}
    assert process_time() - begun < 1


def test_thousands_of_blank_rows_cost_no_more_than_their_fields():
    begun = process_time()

    named({f"lines-{number}-label": "" for number in range(6000)})

    assert process_time() - begun < 3
