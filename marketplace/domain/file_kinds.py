"""Which files are taken, told by their content and not by their name."""

from __future__ import annotations

LARGEST_FILE = 8 * 1024 * 1024 - 64 * 1024
"fits into the largest request"
SIGNS: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}
"The first bytes of each kind of evidence"
ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
PACKED = "application/gzip"
"JSON that the marketplace made and packed; nobody uploads it"


def media_type_of(content: bytes) -> str | None:
    """The kind that the content's first bytes say, or None for one that is not taken."""
    for media_type, signs in SIGNS.items():
        if content.startswith(signs):
            return media_type
    return None


def safe_name(name: str, media_type: str) -> str:
    """A file name without folders, quotes or control characters, ending as its kind does."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '"<>|:*?;').strip(". ")
    ending = ".json.gz" if media_type == PACKED else ENDINGS[media_type]
    stem = kept[: -len(ending)] if kept.lower().endswith(ending) else kept.rsplit(".", 1)[0]
    return f"{stem[:100] or 'file'}{ending}"
