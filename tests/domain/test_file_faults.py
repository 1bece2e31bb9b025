"""An uploaded file is judged by its content: cut off, two kinds in one, active, or too large."""

from __future__ import annotations

import io
import zipfile

import pytest

from marketplace.domain.file_faults import fault_in
from marketplace.domain.file_kinds import media_type_of
from tests.factories.pictures import JPEG, PNG, jpeg, png

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb", b"0" * 10_000_000)
    return made.getvalue()


def told(content: bytes) -> str | None:
    kind = media_type_of(content)
    return "file_kind" if kind is None else fault_in(content, kind)


@pytest.mark.parametrize("content", [PDF, PNG, JPEG, jpeg(8000, 8000)])
def test_what_is_whole_and_of_a_kind_passes(content):
    assert told(content) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><script>alert(1)</script>", "file_kind"),
        (b"MZ\x90\x00", "file_kind"),
        (zipped(), "file_kind"),
        (PDF[:-7], "file_broken"),
        (PNG[:-12], "file_broken"),
        (JPEG[:-2], "file_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 8 + b"IEND\x00\x00\x00\x00", "file_broken"),
        (PDF + zipped(), "file_two_kinds"),
        (PNG + zipped(), "file_two_kinds"),
        (PDF.replace(b"obj", b"/S /JavaScript"), "file_active"),
        (PDF.replace(b"obj", b"/S /Launch"), "file_active"),
        (png(60_000, 60_000), "picture_too_large"),
        (jpeg(60_000, 60_000), "picture_too_large"),
    ],
)
def test_what_is_something_else_is_refused(content, code):
    assert told(content) == code
