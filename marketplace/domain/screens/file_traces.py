"""What a PDF says of who made it: its Info entries and its XMP packet, read without a parser.

A hint for people, so it never fails: what cannot be read is not said. Bounded in work: a hostile
file costs no more than a large honest one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator

from marketplace.domain.screens.facts import QuoteDocument

MOST_INFLATED = 4 * 1024 * 1024
"bytes that all compressed objects of one file may unfold to"
MOST_STREAMS = 200
LONGEST = 200
"signs kept of each entry"
_ENTRY = rb"/%s\s*(\((?:\\.|[^\\()]){0,600}\)|<[0-9A-Fa-f\s]{0,1200}>)"
_XMP = {
    "author": re.compile(rb"<dc:creator>.{0,200}?<rdf:li[^>]{0,100}>([^<]{1,400})</rdf:li>", re.S),
    "producer": re.compile(rb"<pdf:Producer>([^<]{1,400})</pdf:Producer>"),
    "created": re.compile(rb"<xmp:CreateDate>([^<]{1,60})</xmp:CreateDate>"),
}
_INFO = {
    "author": re.compile(_ENTRY % b"Author", re.S),
    "producer": re.compile(_ENTRY % b"Producer", re.S),
    "created": re.compile(_ENTRY % b"CreationDate", re.S),
}
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.S)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def document_of(name: str, content: bytes) -> QuoteDocument:
    """The file's fingerprint and what it says of itself; other kinds than PDF say nothing."""
    said = _said(content) if content.startswith(b"%PDF-") else {}
    return QuoteDocument(name, hashlib.sha256(content).hexdigest(), **said)


def _said(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in (content, *_object_streams(content)):
        for what, pattern in _INFO.items():
            if what not in found and (entry := pattern.search(text)):
                found[what] = _shortened(_string(entry[1]))
        for what, pattern in _XMP.items():
            if not found.get(what) and (entry := pattern.search(text)):
                found[what] = _shortened(entry[1].decode("utf-8", "replace"))
    return found


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Newer files keep their Info entry in a compressed object stream."""
    left = MOST_INFLATED
    for number, start in enumerate(_STREAM.finditer(content)):
        if number >= MOST_STREAMS or left <= 0:
            return
        try:
            plain = zlib.decompressobj().decompress(content[start.end() :], left)
        except zlib.error:
            continue
        left -= len(plain)
        yield plain


def _string(token: bytes) -> str:
    """A PDF string, written with parentheses or in hexadecimal digits."""
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = _ESCAPE.sub(_unescaped, token[1:-1])
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return b"" if sign.strip() == b"" else _ESCAPED.get(sign, sign)


def _shortened(text: str) -> str:
    return "".join(sign for sign in text.strip() if sign.isprintable())[:LONGEST]
