"""Tables in Markdown that stand between two marks of a document and are made anew from the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its head."""
    return "\n".join([row(head), row(["---"] * len(head)), *map(row, rows)])


def put_between(document: str, begin: str, end: str, made: str) -> str:
    """The document with `made` (marks included) in place of what stood between the marks.

    Raises ValueError when one of the marks is missing.
    """
    before, found_begin, rest = document.partition(begin)
    _, found_end, after = rest.partition(end)
    if not found_begin or not found_end:
        raise ValueError(f"the document has no place for {begin}")
    return before + made + after
