"""One is one and many are many; a large sum is rounded where it is a headline, exact below."""

from __future__ import annotations

import pytest
from flask_babel import force_locale
from markupsafe import Markup

from marketplace.services.find_gains import Gain, GainKind
from marketplace.web.home_words import figure
from marketplace.web.words import volume


@pytest.fixture
def spoken(app):
    def run(language, act):
        with (
            app.test_request_context("/", headers={"Cookie": f"lang={language}"}),
            force_locale({"zh": "zh_Hans_CN", "en": "en"}[language]),
        ):
            return act()

    return run


@pytest.mark.parametrize(
    ("measure", "amount", "en", "zh"),
    [
        ("lines", 1, "1 line", "1 条"),
        ("lines", 1200, "1,200 lines", "1,200 条"),
        ("members", 1, "1 company", "1 家企业"),
        ("members", 2, "2 companies", "2 家企业"),
        ("mbps", 1, "1 Mbps", "1 Mbps"),
        ("spend", 100, "¥1", "¥1"),
    ],
)
def test_an_amount_is_counted_in_its_measure(spoken, measure, amount, en, zh):
    assert spoken("en", lambda: volume(measure, amount)) == en
    assert spoken("zh", lambda: volume(measure, amount)) == zh


@pytest.mark.parametrize(
    ("minor", "language", "value", "beside"),
    [
        (12_345_678_900, "zh", "1.23 亿元", "¥123,456,789"),
        (320_000_000, "zh", "320 万元", "¥3,200,000"),
        (999_900, "zh", "¥9,999", ""),
        (12_345_678_900, "en", "¥123.46 million", "¥123,456,789"),
        (99_999_900, "en", "¥999,999", ""),
    ],
)
def test_a_headline_is_rounded_and_exact_beneath(spoken, minor, language, value, beside):
    shown = spoken(language, lambda: figure(Gain(GainKind.CONTRACTED, minor=minor)))

    assert (shown.value, shown.beside) == (value, beside)


def test_what_belongs_to_a_headline_follows_the_exact_sum_and_is_escaped_once(app, spoken):
    page = '{% from "components/parts.html" import sum_tile %}{{ sum_tile("x", minor, beside) }}'
    given = {"minor": 320_000_000, "beside": Markup("A &amp; B") + " < C"}

    tile = spoken("zh", lambda: app.jinja_env.from_string(page).render(given))

    assert "320 万元" in tile and "¥3,200,000 · A &amp; B &lt; C" in tile
