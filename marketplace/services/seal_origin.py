"""What lies beside a quote in its envelope: from where it came, and who made it.

Nothing of it is kept outside the envelope before the opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from marketplace.domain.screens import Preparation, QuoteDocument
from marketplace.domain.screens.file_traces import document_of
from marketplace.errors import invalid
from marketplace.models import QuoteOrigin

LONGEST_AGENT = 300
_BETWEEN = re.compile(r"\s*[,，、;；]\s*")
MOST_FILES = 5
LARGEST_FILE = 2 * 1024 * 1024
"bytes of one file; only its fingerprint and traces are sealed"


@dataclass(frozen=True)
class Sender:
    """Whom a request came from, as the server saw it."""

    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class SentFile:
    """A file that came with a quote; it is read once and not kept."""

    name: str
    content: bytes


def origin_document(
    sender: Sender, said: Mapping[str, Any] | None, files: Iterable[SentFile]
) -> dict[str, Any]:
    """The origin as it is sealed. Raises Invalid for too many or too large files."""
    sent = list(files)
    if len(sent) > MOST_FILES:
        raise invalid("/documents", "list_size", low=0, high=MOST_FILES)
    for at, file in enumerate(sent):
        if len(file.content) > LARGEST_FILE:
            raise invalid(f"/documents/{at}/content", "file_too_large", most=LARGEST_FILE)
    known = {name: value for name, value in (said or {}).items() if value}
    documents = [asdict(document_of(file.name, file.content)) for file in sent]
    return {
        "address": sender.address,
        "agent": sender.agent[:LONGEST_AGENT],
        "preparation": known | ({"documents": documents} if documents else {}),
    }


def origin_of(quote_id: UUID, rfq_id: UUID, document: Mapping[str, Any] | None) -> QuoteOrigin:
    """The row of an opened envelope; one sealed before there were origins says nothing."""
    sealed = document or {}
    origin = sealed.get("origin") or {}
    by = sealed.get("sealed_by")
    return QuoteOrigin(
        quote_id=quote_id,
        rfq_id=rfq_id,
        sealed_by=UUID(by) if by else None,
        address=origin.get("address", ""),
        agent=origin.get("agent", ""),
        preparation=origin.get("preparation") or {},
    )


def preparation_of(document: Mapping[str, Any]) -> Preparation:
    """The stored preparation as the screens read it."""
    known = dict(document)
    known["team"] = tuple(name for name in _BETWEEN.split(known.get("team") or "") if name)
    known["documents"] = tuple(QuoteDocument(**one) for one in known.get("documents") or ())
    return Preparation(**known)
