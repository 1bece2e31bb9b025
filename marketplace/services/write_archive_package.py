"""The ZIP of a user archive: PDF in both languages, JSON, and the files as they were uploaded."""

from __future__ import annotations

import io
import json
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from marketplace.domain.archive_document import printed_archive
from marketplace.domain.contract_document import LANGUAGES
from marketplace.ports import Documents, Storage
from marketplace.services.find_archive_package import Package

DAY = (1980, 1, 1, 0, 0, 0)
"Of every entry, so that the same archive makes the same package"
MEDIA_TYPE = "application/zip"


def write_archive_package(package: Package, *, documents: Documents, storage: Storage) -> bytes:
    """The package: at most nine papers of the largest size and two small PDFs.

    No transaction is held while it is printed and packed. Raises OSError for a file that is gone
    or is not what was kept.
    """
    made = io.BytesIO()
    with ZipFile(made, "w") as packed:
        for language in LANGUAGES:
            pdf = documents.archive(printed_archive(package.document, language))
            _put(packed, f"archive-{language}.pdf", pdf)
        told = json.dumps(package.document, ensure_ascii=False, indent=2).encode()
        _put(packed, "archive.json", told, ZIP_DEFLATED)
        for file in package.files:
            _put(packed, file.path, storage.get(file.sha256))
    return made.getvalue()


def _put(packed: ZipFile, path: str, content: bytes, method: int = ZIP_STORED) -> None:
    """PDF and pictures are packed already."""
    entry = ZipInfo(path, DAY)
    entry.external_attr = 0o600 << 16
    packed.writestr(entry, content, method)
