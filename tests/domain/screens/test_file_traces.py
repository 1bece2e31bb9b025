"""What a PDF says of its maker, however it is written down."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfWriter

from marketplace.domain.screens.file_traces import document_of


def written(**entries: str) -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_metadata({f"/{name}": text for name, text in entries.items()})
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("author", ["Wang Wei", "王伟（临港）", "A (B) \\ C"])
def test_author_and_producer_as_a_library_writes_them(author):
    found = document_of("x.pdf", written(Author=author, Producer="WPS", CreationDate="D:2026"))

    assert found.author == author
    assert (found.producer, found.created) == ("WPS", "D:2026")


def test_an_entry_in_a_compressed_object_stream():
    packed = zlib.compress(b"1 0 << /Author (Li Yi) /Producer <FEFF0057> >>")
    content = b"%PDF-1.7\n5 0 obj << /Type /ObjStm /N 1 >>\nstream\n" + packed + b"\nendstream"

    found = document_of("x.pdf", content)

    assert (found.author, found.producer) == ("Li Yi", "W")


def test_an_xmp_packet():
    content = (
        b"%PDF-1.7\n<dc:creator><rdf:Seq><rdf:li>Zhao</rdf:li></rdf:Seq></dc:creator>"
        b"<pdf:Producer>Word</pdf:Producer>"
    )

    assert document_of("x.pdf", content).author == "Zhao"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7 /Author (never closed",
        b"PK\x03\x04 /Author (x)",
        b"%PDF-/Author<z>",
    ],
)
def test_what_cannot_be_read_is_not_said(content):
    found = document_of("x", content)

    assert (found.author, found.producer, len(found.sha256)) == ("", "", 64)


def test_a_bomb_unfolds_no_further_than_allowed():
    packed = zlib.compress(b"\0" * 50_000_000)
    content = b"%PDF-1.7" + (b"<</Type /ObjStm>>stream\n" + packed) * 20

    assert document_of("x", content).author == ""
