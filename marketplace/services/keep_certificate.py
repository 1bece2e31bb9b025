"""The proof of a result (award-certificate/1), packed into the storage."""

from __future__ import annotations

import gzip
import json
from typing import Any

from marketplace.domain.file_kinds import PACKED
from marketplace.ports import Storage
from marketplace.services.keep_file import Stored

PURPOSE = "award_certificate"


def store_certificate(document: dict[str, Any] | None, *, storage: Storage) -> Stored | None:
    """Put the proof, if there is one, into the storage: some MB packed to a part of it."""
    if document is None:
        return None
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), mtime=0)
    return Stored(storage.put(packed), len(packed), PACKED)
