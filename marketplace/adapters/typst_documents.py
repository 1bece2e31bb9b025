"""Contracts, records and user archives as PDF by typst, with the fonts of one package only."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import noto_cjk_sans_otc
import typst

TEMPLATES = Path(__file__).parent / "documents"
TO_KEEP = "a-2a"
"PDF/A: made to be kept for years and to be read out"
PLAIN = "1.7"


class TypstDocuments:
    """The documents port. The same data gives the same bytes, on every node and at any time.

    No system font, no file outside the templates, no network: the templates import no package.
    """

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    def contract(self, document: dict[str, Any]) -> bytes:
        """The PDF of what `domain.contract_document.printed` gives."""
        return self._printed("contract.typ", document)

    def export_record(self, document: dict[str, Any]) -> bytes:
        """The PDF of what `domain.export_record.printed_record` gives."""
        return self._printed("export_record.typ", document)

    def archive(self, document: dict[str, Any]) -> bytes:
        """The PDF of what `domain.archive_document.printed_archive` gives."""
        return self._printed("archive.typ", document)

    def _printed(self, template: str, document: dict[str, Any]) -> bytes:
        """PDF/A refuses characters that the font lacks (an emoji in a name); then it is a plain
        PDF, in which they are boxes.
        """
        data = json.dumps(document, ensure_ascii=False)
        with self._one_at_a_time:
            try:
                return self._compiled(template, data, TO_KEEP)
            except typst.TypstError:
                return self._compiled(template, data, PLAIN)

    def _compiled(self, template: str, data: str, standard: Any) -> bytes:
        made = self._compiler.compile(
            input=str(TEMPLATES / template),
            format="pdf",
            sys_inputs={"document": data},
            pdf_standards=standard,
        )
        if not isinstance(made, bytes):
            raise TypeError("one document gives one file")
        return made

    @cached_property
    def _compiler(self) -> typst.Compiler:
        """Made at the first use: the font file is large and most processes never print."""
        folder = Path(str(noto_cjk_sans_otc.FONT_PATH)).parent
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
