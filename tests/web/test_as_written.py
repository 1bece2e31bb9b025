"""What people wrote says its language where that is not the page's, for those who listen to it."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.web.language import as_written


@pytest.mark.parametrize(
    ("page", "text", "shown"),
    [
        ("en", "三家运营商报价", '<span lang="zh-CN">三家运营商报价</span>'),
        ("en", "Three carriers", "Three carriers"),
        ("zh", "Three carriers", '<span lang="en">Three carriers</span>'),
        ("zh", "由 Lan Ltd 报价", "由 Lan Ltd 报价"),
        ("zh", "<b>Bold</b>", '<span lang="en">&lt;b&gt;Bold&lt;/b&gt;</span>'),
        ("zh", "", ""),
        ("zh", None, None),
    ],
)
def test_a_text_in_the_other_language_says_so(app: Flask, page: str, text: str, shown: str) -> None:
    with app.test_request_context(headers={"Cookie": f"lang={page}"}):
        assert as_written(text) == shown
