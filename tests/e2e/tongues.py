"""A page's words in the other language: the steps of a path are written once and walked in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from babel.messages.pofile import read_po

from marketplace.i18n.sentences import SENTENCES
from marketplace.web.language import CATALOGUES, LOCALES

Pair = tuple[str, str]
"of templates: Chinese, English"
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
SIDES = {"zh": 0, "en": 1}


@cache
def said(text: str | re.Pattern[str], language: str) -> str | re.Pattern[str]:
    """The same in `language`: a text, or a pattern of all that it can be called there.

    What stands on no page as a sentence of ours (names, figures) stays as it is.
    """
    if isinstance(text, re.Pattern):
        return _any_of(_begun(text, language), text.pattern[:1]) or text
    if _is_of(text, language):
        return text
    source, target = _sides(language)
    plain = {pair[target] for pair in _pairs() if pair[source] == text}
    if len(plain) == 1 and not any(map(PLACE.search, plain)):
        return plain.pop()
    return _any_of(_ways(text, language), "^", "$") or text


@cache
def seen(text: str, language: str) -> str | re.Pattern[str]:
    """As `said`, also for a part of a sentence: then the whole of it in the other language."""
    if _is_of(text, language):
        return text
    if ways := _any_of(_ways(text, language)):
        return ways
    source, target = _sides(language)
    holding = (_pattern(pair[target]) for pair in _pairs() if text in pair[source])
    return _any_of(holding) or text


def _is_of(text: str, language: str) -> bool:
    """It is a sentence of that language already."""
    return text in _plain(language) or any(
        _matches(pair[SIDES[language]], text) is not None for pair in _pairs()
    )


@cache
def _plain(language: str) -> frozenset[str]:
    """All sentences of the language as they stand."""
    return frozenset(pair[SIDES[language]] for pair in _pairs())


def _sides(language: str) -> tuple[int, int]:
    return 1 - SIDES[language], SIDES[language]


def _ways(text: str, language: str) -> list[str]:
    """Patterns of all that the whole sentence is called in the language; exact ones go first."""
    source, target = _sides(language)
    exact = [_pattern(pair[target]) for pair in _pairs() if pair[source] == text]
    return exact or list(_filled(text, source, target))


def _filled(text: str, source: int, target: int) -> Iterator[str]:
    for pair in _pairs():
        if (held := _matches(pair[source], text)) is not None:
            yield _pattern(pair[target], {name: re.escape(said) for name, said in held.items()})


def _begun(pattern: re.Pattern[str], language: str) -> Iterator[str]:
    """Patterns of the translations of every sentence that this pattern fits."""
    source, target = _sides(language)
    return (_pattern(pair[target]) for pair in _pairs() if pattern.search(pair[source]))


def _any_of(ways: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str] | None:
    found = sorted(set(ways), key=len, reverse=True)
    lead = before if before == "^" else ""
    return re.compile(f"{lead}(?:{'|'.join(found)}){after}") if found else None


@cache
def _matches_of(template: str) -> re.Pattern[str] | None:
    """None for a template that is nothing but a place."""
    if not PLACE.sub("", template).strip():
        return None
    names = {place[1] or place[2] for place in PLACE.finditer(template)}
    return re.compile(_pattern(template, {name: f"(?P<{name}>.+)" for name in names}))


def _matches(template: str, text: str) -> dict[str, str] | None:
    """What stands at the template's places in a text made of it; None for another text."""
    if "%(" not in template and "{" not in template:
        return {} if template == text else None
    held = pattern.fullmatch(text) if (pattern := _matches_of(template)) else None
    return held.groupdict() if held else None


def _pattern(template: str, places: Mapping[str, str] | None = None) -> str:
    """A pattern of what the template says, with these at its places, anything at the others."""
    parts, at, left = [], 0, dict(places or {})
    for place in PLACE.finditer(template):
        parts += [re.escape(template[at : place.start()]), left.pop(place[1] or place[2], ".+")]
        at = place.end()
    return "".join([*parts, re.escape(template[at:])])


@cache
def _pairs() -> list[Pair]:
    """Every sentence of the catalogues and of the refusals."""
    found = [_bare(pair) for pair in SENTENCES.values()]
    for chinese, english in zip(_catalogue("zh"), _catalogue("en"), strict=True):
        found += [_bare(pair) for pair in zip(chinese, english, strict=True)]
    return found


def _bare(pair: Iterable[str]) -> Pair:
    chinese, english = (one.replace("%%", "%") for one in pair)
    return chinese, english


def _catalogue(language: str) -> list[list[str]]:
    """One and many of each sentence, in the order of the sentences."""
    path = CATALOGUES / LOCALES[language] / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language])
    found = []
    for message in sorted(catalogue, key=lambda one: (one.context or "", str(one.id))):
        if message.id:
            own = message.id if isinstance(message.id, tuple) else (message.id,)
            told = message.string if isinstance(message.string, tuple) else (message.string,)
            filled = [str(text or own[min(at, len(own) - 1)]) for at, text in enumerate(told)]
            found.append([filled[0], filled[-1]])
    return found
