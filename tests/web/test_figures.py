"""Values as they are typed into fields: in the unit that people use, which the name tells."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.web.figures import value_input


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("own_limit_minor", 1_234_50, "1234.50"),
        ("z_share_bps", 5_150, "51.50"),
        ("rtt_limit_us", 1_500, "1.5"),
        ("mbps", 100, "100"),
        ("wanted_on", date(2034, 1, 2), "2034-01-02"),
        ("rtt_us", None, ""),
    ],
)
def test_a_value_is_typed_in_the_unit_that_its_name_ends_with(
    name: str, value: object, typed: str
) -> None:
    assert value_input(name, value) == typed
