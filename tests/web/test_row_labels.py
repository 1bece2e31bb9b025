"""Tables that a phone shows as cards: each cell says the head of its column, from one place."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from markupsafe import escape

from marketplace.web.row_labels import RowLabels

HEAD = '<thead><tr><th scope="col">A</th><th scope="col">B<b>!</b></th><th>C</th></tr></thead>'


def drawn(body: str, attributes: str = "", head: str = HEAD, **values: object) -> str:
    environment = Environment(extensions=[RowLabels], autoescape=True)
    return environment.from_string(f"<table{attributes}>{head}{body}</table>").render(**values)


def test_cells_say_the_text_of_their_heads() -> None:
    text = drawn('<tbody><tr><th scope="row">1</th><td>2</td><td class="n">3</td></tr></tbody>')

    assert '<table class="stacks">' in text
    assert '<td data-label="B!">2</td><td class="n" data-label="C">3</td>' in text


def test_branches_of_a_row_share_its_columns() -> None:
    body = (
        '<tbody>{% for x in two %}<tr><th scope="row">1</th>{% if x %}<td>2</td><td>3</td>'
        '{% else %}<td colspan="2">none</td>{% endif %}</tr>{% endfor %}</tbody>'
    )

    text = drawn(body, two=[True, False])

    assert '<td data-label="B!">2</td><td data-label="C">3</td>' in text
    assert '<td colspan="2">none</td>' in text


def test_a_list_within_a_cell_moves_no_column() -> None:
    body = (
        '<tbody><tr><th scope="row">1</th>{% if named %}<td>{% for one in named %}{{ one }}'
        "{% else %}–{% endfor %}</td><td>3</td>{% else %}<td>4</td><td>5</td>{% endif %}</tr>"
        "</tbody>"
    )

    assert '<td data-label="B!">ab</td><td data-label="C">3</td>' in drawn(body, named=["a", "b"])
    assert '<td data-label="B!">4</td><td data-label="C">5</td>' in drawn(body, named=[])


def test_a_head_is_escaped_in_its_label() -> None:
    head = "<thead><tr><th>A</th><th>{{ said }}</th><th>C</th></tr></thead>"

    text = drawn(
        '<tbody><tr><th scope="row">1</th><td>2</td><td>3</td></tr></tbody>', "", head, said='"<'
    )

    assert 'data-label="&#34;&lt;"' in text


def test_a_bracket_within_quotes_or_a_remark_ends_no_tag() -> None:
    body = (
        '<tbody><tr title="<"><th title=">" scope="row">1</th><td title="2 > {{ said }}">2</td>'
        "<td title='\">' {# > #}>3</td></tr></tbody>"
    )

    text = drawn(body, ' title="1 > 0"', HEAD.replace("<th>C", '<th title="<th>">C'), said=1)

    assert '<table class="stacks" title="1 > 0">' in text
    assert '<td title="2 > 1" data-label="B!">2</td>' in text
    assert '<td title=\'">\'  data-label="C">3</td>' in text


def test_what_people_wrote_moves_no_label() -> None:
    said = '"></td></tr></table><td title=">'
    body = '<tbody><tr><th scope="row">1</th><td>{{ said }}</td><td>3</td></tr></tbody>'

    assert drawn(body, said=said) == drawn(body, said="2").replace(">2<", f">{escape(said)}<")


@pytest.mark.parametrize(
    ("attributes", "head", "body"),
    [
        (' class="entry"', HEAD, '<tr><th scope="row">1</th><td>2</td><td>3</td></tr>'),
        (' class="kept"', HEAD, '<tr><th scope="row">1</th><td>2</td><td>3</td></tr>'),
        ("", HEAD, "<tr><td>1</td><td>2</td><td>3</td></tr>"),
        ("", HEAD, '<tr><th scope="row">1</th><td>2</td></tr>'),
        ("", HEAD, '<tr><th scope="row">1</th><td data-label="x">2</td><td>3</td></tr>'),
    ],
    ids=["fields", "kept", "no head for its rows", "rows not alike", "labelled by hand"],
)
def test_other_tables_stay_as_they_are(attributes: str, head: str, body: str) -> None:
    text = drawn(f"<tbody>{body}</tbody>", attributes, head)

    assert text == f"<table{attributes}>{head}<tbody>{body}</tbody></table>"
