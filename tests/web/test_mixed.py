"""Chinese within an English page is marked, so that it is read aloud as Chinese."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.web.mixed import mixed, own_half


@pytest.fixture
def english(app: Flask):
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        yield


@pytest.fixture
def chinese(app: Flask):
    with app.test_request_context(headers={"Cookie": "lang=zh"}):
        yield


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Measures (国务院令第810号), art. 4",
            'Measures (<span lang="zh">国务院令第810号</span>), art. 4',
        ),
        ("<b>专线", '&lt;b&gt;<span lang="zh">专线</span>'),
        ("Plan 沪通信管临港〔2025〕1号:", 'Plan <span lang="zh">沪通信管临港〔2025〕1号</span>:'),
        ("none at all", "none at all"),
        (None, ""),
    ],
)
def test_the_chinese_part_is_marked(english, text, shown) -> None:
    assert str(mixed(text)) == shown


def test_a_chinese_page_marks_nothing(chinese) -> None:
    assert str(mixed("Plan 专线 <")) == "Plan 专线 &lt;"


def test_of_two_halves_each_reader_sees_its_own(english) -> None:
    assert own_half("手工设定 · set by hand") == "set by hand"
    assert own_half("Ladder A · Ladder B") == "Ladder A · Ladder B"


def test_a_chinese_reader_sees_the_chinese_half(chinese) -> None:
    assert own_half("手工设定 · set by hand") == "手工设定"
