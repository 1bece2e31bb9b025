"""What is wrong with an uploaded file by its content, whatever it is called.

Nothing is unpacked or drawn here: only marks at fixed places are read. What passes is kept and
served as a download, never run.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

MOST_PIXELS = 120_000_000
"A picture that needs more memory to be looked at is no scan"
TAIL = 2048
"A PDF may have a little behind its end mark"
ACTIVE = (b"/JavaScript", b"/Launch")
"In a PDF: what would act on the reader's machine"
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"JPEG segments that tell the size"


def fault_in(content: bytes, media_type: str) -> str | None:
    """The code of what is wrong, or None. `media_type` is what its first bytes say."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        return "file_two_kinds"
    if not _is_whole(content, media_type):
        return "file_broken"
    if media_type == "application/pdf":
        return "file_active" if any(mark in content for mark in ACTIVE) else None
    width, height = _size(content, media_type)
    if width == 0 or height == 0:
        return "file_broken"
    return "picture_too_large" if width * height > MOST_PIXELS else None


def _is_whole(content: bytes, media_type: str) -> bool:
    """Whether it ends as its kind does; one that was cut off does not."""
    if media_type == "application/pdf":
        return b"%%EOF" in content[-TAIL:]
    if media_type == "image/png":
        return content[-8:-4] == b"IEND"
    return b"\xff\xd9" in content[-TAIL:]


def _size(content: bytes, media_type: str) -> tuple[int, int]:
    """Width and height in pixels; zeros when it does not say."""
    if media_type == "image/png":
        if content[12:16] != b"IHDR" or len(content) < 24:
            return 0, 0
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    for marker, at in _segments(content):
        if marker in JPEG_SIZES and at + 9 <= len(content):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
    return 0, 0


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """JPEG segments up to the picture's data: marker, and where it stands."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        yield content[at + 1], at
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
