"""What a text may hold: signs that show as what they are."""

from __future__ import annotations

import marshmallow as ma
import pytest

from marketplace.schemas.fields import Text


@pytest.mark.parametrize("sign", ["\0", "\x7f", "\x85", "\x9b", "\u2028", "\ufffe", "\ud800"])
def test_a_text_holds_no_control_characters(sign):
    for field in (Text(1, 10), Text(1, 10, lines=True)):
        with pytest.raises(ma.ValidationError, match="text_control_characters"):
            field.deserialize(f"a{sign}b")


@pytest.mark.parametrize("sign", "\u202a\u202d\u202e\u2066\u2069")
def test_a_text_turns_no_direction_of_writing(sign):
    with pytest.raises(ma.ValidationError, match="text_control_characters"):
        Text(1, 10).deserialize(f"a{sign}fdp.exe")


def test_lines_and_tabs_are_for_texts_of_several_lines():
    assert Text(1, 10, lines=True).deserialize("a\r\n\tb") == "a\n\tb"
    with pytest.raises(ma.ValidationError, match="text_control_characters"):
        Text(1, 10).deserialize("a\tb")


def test_rare_signs_are_text():
    text = "𠮷野家 · é 👩\u200d🚀"

    assert Text(1, 20).deserialize(text) == text
