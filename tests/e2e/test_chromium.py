"""The browser that the end-to-end tests rely on."""

import pytest

from tests.e2e import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.executable() is None, reason=chromium.MISSING),
]
DRAWN = """() => {
    const pen = document.createElement('canvas').getContext('2d');
    return ['专', '线', '\\u{10FFFD}'].map(sign => {
        pen.canvas.width = 60; pen.canvas.height = 60;
        pen.font = '40px sans-serif';
        pen.fillText(sign, 5, 45);
        return pen.getImageData(0, 0, 60, 60).data.join();
    });
}"""


def test_chinese_signs_are_drawn_and_are_not_the_box_of_a_missing_one(browser):
    page = browser.new_page()
    page.set_content("<html lang=zh>")

    first, second, unknown = page.evaluate(DRAWN)

    assert len({first, second, unknown}) == 3
