"""Tables that a phone shows as a card for each row: every cell says the head of its column.

The labels are written into the templates as they are compiled, from the heads that stand there, so
that no template says a head twice and no page computes one for every cell. A table is left as it is
when it has few columns, when its heads or rows are not all alike, or when its class is among KEPT;
a template that has `data-label` itself writes the class `stacks` itself too.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2.ext import Extension

BRACES = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{(?![{%#])"
QUOTED = rf'"(?:{BRACES}|[^"{{])*+"' + "|" + rf"'(?:{BRACES}|[^'{{])*+'"
INSIDE = rf"(?:{BRACES}|{QUOTED}|[^>\"'{{])*+"
"What may stand in a tag: a bracket within braces or quotes does not end it"
TABLE = re.compile(rf"<table\b({INSIDE})>(.*?)</table>", re.S)
HEAD = re.compile(r"<thead>.*?</thead>", re.S)
ROW = re.compile(rf"<tr\b{INSIDE}>.*?</tr>", re.S)
ROW_HEAD = re.compile(rf"<th\b({INSIDE})>")
HEAD_CELL = re.compile(rf"<th\b{INSIDE}>(.*?)</th>", re.S)
PART = re.compile(rf"{{%-?\s*(if|for|elif|else|endif|endfor)\b.*?%}}|<(td|th)\b({INSIDE})>", re.S)
SPAN = re.compile(r'colspan="(\d+)"')
CLASS = re.compile(r'class="([^"]*)"')
KEPT = {"entry", "options", "kept"}
LEAST_COLUMNS = 4
LEAST_NAMED = 3
"columns, when each row has a head of its own, which is the card's title"


class RowLabels(Extension):
    """Jinja's hook before a template is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return TABLE.sub(labelled, source)


def labelled(table: re.Match[str]) -> str:
    """The table with its labels, or as it was."""
    whole, attributes, inside = table.group(0), table.group(1), table.group(2)
    head = HEAD.search(inside)
    if not head or not _may_stack(attributes, inside, head.group(0)):
        return whole
    heads = HEAD_CELL.findall(head.group(0))
    body = inside[head.end() :]
    named = any('scope="row"' in attributes for attributes in ROW_HEAD.findall(body))
    least = LEAST_NAMED if named else LEAST_COLUMNS
    if len(heads) < least or not ROW.search(body):
        return whole
    body, foot = body.partition("<tfoot>")[::2]
    rows = ROW.sub(lambda row: _labelled_row(row.group(0), len(heads)), body)
    if any("data-label" not in row for row in ROW.findall(rows)):
        return whole
    if foot:
        rows += "<tfoot>" + ROW.sub(lambda row: _labelled_row(row.group(0), len(heads)), foot)
    return f"<table{_stacked(attributes)}>{_said_once(heads)}{inside[: head.end()]}{rows}</table>"


def _may_stack(attributes: str, inside: str, head: str) -> bool:
    found = CLASS.search(attributes)
    kept = KEPT.intersection(found.group(1).split() if found else ())
    return not kept and "data-label" not in inside and "{% for" not in head


def _stacked(attributes: str) -> str:
    if CLASS.search(attributes):
        return CLASS.sub(r'class="stacks \1"', attributes)
    return f' class="stacks"{attributes}'


def _said_once(heads: list[str]) -> str:
    """The heads as plain text, each kept under a name for the cells below it."""
    said: list[Any] = [
        f"{{%- set _head{at} %}}{text}{{% endset %}}{{% set _head{at} = _head{at}|striptags|e -%}}"
        for at, text in enumerate(heads)
    ]
    return "".join(said)


def _labelled_row(row: str, columns: int) -> str:
    """Each cell with its label; a row with other cells than the head is left as it is."""
    placed, width = _columns(row)
    if width != columns:
        return row
    for cell, column in reversed(placed):
        end = cell.end() - 1
        row = f'{row[:end]} data-label="{{{{ _head{column} }}}}"{row[end:]}'
    return row


def _columns(row: str) -> tuple[list[tuple[re.Match[str], int]], int]:
    """The cells to be labelled with their columns, and the row's width; branches share columns."""
    placed, column = [], 0
    branches: list[tuple[int, int]] = []
    "where each open branch began, and how far its widest went"
    for part in PART.finditer(row):
        if part.group(1) in ("if", "for"):
            branches.append((column, column))
        elif part.group(1):
            begun, widest = branches.pop()
            widest = max(widest, column)
            ends = part.group(1) in ("endif", "endfor")
            column = widest if ends else begun
            branches += [] if ends else [(begun, widest)]
        else:
            span = SPAN.search(part.group(3))
            if part.group(2) == "td" and not span:
                placed.append((part, column))
            column += int(span.group(1)) if span else 1
    return placed, column
