"""The page about the design shows all there is, and every colour can be told from its ground."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from marketplace.web import tokens
from marketplace.web.extract import WEB
from tests.factories.visitors import Page
from tests.web.tidiness import assert_tidy

COMPONENTS = WEB / "templates" / "components"
DESIGN = WEB / "templates" / "design"
MACRO = re.compile(r"\{%-? macro (\w+)\(")
SHOWN = re.compile(r'data-macros="([^"]+)"')


def page(app: Flask, language: str = "zh") -> Page:
    client = app.test_client()
    client.set_cookie("lang", language)
    return Page(client.get("/design"))


def macros(path: Path) -> set[str]:
    return {f"{path.stem}.{name}" for name in MACRO.findall(path.read_text(encoding="utf-8"))}


def test_every_macro_of_the_components_is_on_the_page(app: Flask) -> None:
    shown = {name for names in SHOWN.findall(page(app).text) for name in names.split()}

    there = {name for path in COMPONENTS.glob("*.html") for name in macros(path)}
    assert shown == there, "a specimen in templates/design is missing, or shows what is gone"


def test_a_specimen_calls_the_macro_that_it_names() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DESIGN.glob("*.html"))
    alone = re.findall(r'specimen\("(\w+)\.(\w+)"', text)

    assert alone and all(re.search(rf"\b{macro}\(", text) for _file, macro in alone)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_tidy_in_both_languages(app: Flask, language: str) -> None:
    assert_tidy(page(app, language), language)


def test_every_token_is_on_the_page(app: Flask) -> None:
    text = page(app).text

    missing = [name for name in tokens.tokens() if f"<code>{name}</code>" not in text]
    assert missing == []


def test_a_source_is_linked_where_its_web_address_is_known(app: Flask) -> None:
    shown = app.test_client().get("/design").get_data(as_text=True)

    assert 'href="https://example.com/gb-11643"' in shown
    assert "example.com art_2260" in shown and 'href="example.com art_2260"' not in shown


def test_a_pressed_button_of_the_page_changes_nothing(app: Flask) -> None:
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/design").text)

    answer = client.post("/design", data={"csrf_token": token[1]})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/design")


def test_every_colour_has_a_dark_one() -> None:
    assert tokens.colours("light").keys() == tokens.colours("dark").keys()


@pytest.mark.parametrize("theme", tokens.SHEETS)
@pytest.mark.parametrize(("upper", "lower", "least"), tokens.PAIRS)
def test_what_stands_on_a_ground_can_be_told_from_it(
    theme: str, upper: str, lower: str, least: float
) -> None:
    colours = tokens.colours(theme)

    assert tokens.contrast(colours[upper], colours[lower]) >= least


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_no_sheet_has_colours_of_its_own() -> None:
    """Beside the tokens: print's black on white, and see-through shadows."""
    sheets = set((WEB / "static" / "css").glob("*.css"))
    for path in sheets - {WEB / "static" / "css" / f"{name}.css" for name in ("tokens", "dark")}:
        found = re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", path.read_text(encoding="utf-8"))
        assert set(found) <= {"#fff", "#000"}, path.name
