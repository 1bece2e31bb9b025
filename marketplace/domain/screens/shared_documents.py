"""Files of two quotes: the same, mixed up (art. 40), or with traces of one writer (suspicion)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marketplace.domain.screens.facts import QuoteDocument, QuoteFacts, ScreenFacts
from marketplace.domain.screens.folding import folded
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings

SAME, MIXED, TRACES = "same_documents", "mixed_documents", "document_traces"
LEAST_NAME = 4
"signs: shorter names are found in anything"


def same_documents(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """Both sealed a file of the same content."""
    for a, b in facts.pairs():
        theirs = {document.sha256 for document in b.preparation.documents}
        shared = [
            {"what": "sha256", "text": document.sha256, "name": document.name}
            for document in a.preparation.documents
            if document.sha256 in theirs
        ]
        if shared:
            yield hit(SAME, [a.carrier, b.carrier], shared=shared)


def mixed_documents(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """A file of the one calls the other by name."""
    for a, b in facts.pairs():
        shared = [*_called(a, b), *_called(b, a)]
        if shared:
            yield hit(MIXED, [a.carrier, b.carrier], shared=shared)


def document_traces(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """Files of both have one author, or were made by one program in the same second."""
    for a, b in facts.pairs():
        shared = [
            trace
            for mine in a.preparation.documents
            for other in b.preparation.documents
            if mine.sha256 != other.sha256
            for trace in _traces(mine, other, settings)
        ]
        if shared:
            yield hit(TRACES, [a.carrier, b.carrier], shared=shared)


def producers(quote: QuoteFacts) -> set[str]:
    """The programs that made the quote's files."""
    return {folded(document.producer) for document in quote.preparation.documents} - {""}


def _called(quote: QuoteFacts, other: QuoteFacts) -> list[dict[str, Any]]:
    names = [name for name in map(folded, other.names) if len(name) >= LEAST_NAME]
    return [
        {"what": "name", "text": text, "name": document.name}
        for document in quote.preparation.documents
        for text in (document.name, document.author)
        if any(name in folded(text) for name in names)
    ]


def _traces(
    mine: QuoteDocument, other: QuoteDocument, settings: ScreenSettings
) -> Iterator[dict[str, Any]]:
    common = {folded(author) for author in settings.common_authors}
    if folded(mine.author) == folded(other.author) and folded(mine.author) not in common:
        yield {"what": "author", "text": mine.author, "name": mine.name}
    made = (mine.created, folded(mine.producer))
    if all(made) and made == (other.created, folded(other.producer)):
        yield {"what": "created", "text": mine.created, "name": mine.name}
