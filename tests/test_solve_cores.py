"""The cores that one award computation uses are a setting; a strange one stops the start."""

from __future__ import annotations

import pytest

from marketplace.config import cores_of


@pytest.mark.parametrize(("text", "cores"), [(None, None), ("", None), ("1", 1), ("256", 256)])
def test_the_setting_is_a_number_of_cores_or_all(text, cores):
    assert cores_of(text) == cores


@pytest.mark.parametrize("text", ["0", "257", "-1", "1.5", "two", "１"])
def test_anything_else_is_told_by_its_name(text):
    with pytest.raises(ValueError, match="MARKETPLACE_SOLVE_CORES"):
        cores_of(text)
