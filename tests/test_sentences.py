"""Every error code used anywhere has a sentence in both languages with the same parameters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from marketplace import errors
from marketplace.config import ROOT
from marketplace.i18n.mails import MAILS
from marketplace.i18n.sentences import SENTENCES

CODE = re.compile(r"[a-z][a-z0-9_]*")
FIRST = {
    "refuse",
    "Said",
    *(
        n
        for n, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.MarketplaceError)
    ),
} - {"Invalid"}
"Calls whose first argument is a code"
SECOND = {"Fault", "invalid"}
"Calls whose second argument is one, after the pointer"


def codes_in(path: Path) -> Iterator[tuple[str, str]]:
    """The codes in a module's source, each with its place."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = 0 if name in FIRST else 1 if name in SECOND else None
            given = (
                []
                if at is None
                else [*node.args[at : at + 1], *(k.value for k in node.keywords if k.arg == "code")]
            )
            for leaf in (leaf for argument in given for leaf in spelled_out(argument)):
                yield leaf, f"{path.relative_to(ROOT)}:{node.lineno}"
        elif isinstance(node, ast.ClassDef):
            yield from class_codes(node, path)


def spelled_out(argument: ast.expr) -> list[str]:
    """The texts that an argument may be: itself, or the branches of a choice."""
    if isinstance(argument, ast.IfExp):
        return spelled_out(argument.body) + spelled_out(argument.orelse)
    if isinstance(argument, ast.BoolOp):
        return [text for value in argument.values for text in spelled_out(value)]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    return []


def class_codes(node: ast.ClassDef, path: Path) -> Iterator[tuple[str, str]]:
    """`code = "..."` in the body of an error class."""
    for line in node.body:
        if isinstance(line, ast.Assign) and path.name == "errors.py":
            for target in ast.walk(line.targets[0]):
                if isinstance(target, ast.Name) and target.id == "code":
                    last = [c.value for c in ast.walk(line.value) if isinstance(c, ast.Constant)]
                    yield str(last[-1]), f"{path.relative_to(ROOT)}:{line.lineno}"


def all_codes() -> dict[str, str]:
    found = {}
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        for code, place in codes_in(path):
            if CODE.fullmatch(code):
                found.setdefault(code, place)
    return found


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("code", "place"), sorted(all_codes().items()))
def test_a_code_has_a_sentence(code, place):
    assert code in SENTENCES, f"{place} uses {code}"


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_say_it_with_the_same_parameters(code):
    zh, en = SENTENCES[code]

    assert parameters(zh) == parameters(en)
    assert re.search(r"[\u4e00-\u9fff]", zh) and not re.search(r"[\u4e00-\u9fff]", en)


def test_a_code_is_written_down_once():
    names = [
        node.value
        for path in (ROOT / "marketplace/i18n").glob("sentences_*.py")
        for table in ast.walk(ast.parse(path.read_text()))
        if isinstance(table, ast.Dict)
        for node in table.keys
        if isinstance(node, ast.Constant)
    ]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", sorted(MAILS))
def test_a_mail_is_written_in_both_languages(kind):
    zh, en = (MAILS[kind][language] for language in ("zh", "en"))

    assert [parameters(text) for text in zh] == [parameters(text) for text in en]
