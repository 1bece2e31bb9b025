"""Files in a folder, named by the hash of their content: written once, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from datetime import timedelta
from pathlib import Path

from marketplace.adapters.file_lock import exclusive


class FolderStorage:
    """The storage port on a folder that every node sees.

    The time of a file is when it was last put, not when it was first written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content; its key is its SHA-256. The same content is kept once."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._touched(path):
            self._write(path, content)
        return key

    def _touched(self, path: Path) -> bool:
        """Whether the content is there, and from now on put lately: no deletion takes it."""
        with exclusive(path.parent / ".lock"):
            try:
                os.utime(path)
            except FileNotFoundError:
                return False
        return True

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all, and there after a power cut: the folder is synced too."""
        made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with made.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
        _sync(path.parent)

    def get(self, key: str) -> bytes:
        """The content; raises FileNotFoundError, and OSError when it is not what was kept."""
        content = self._path(key).read_bytes()
        if hashlib.sha256(content).hexdigest() != key:
            raise OSError(f"the file {key} was changed")
        return content

    def delete(self, key: str, *, unless_put_within: timedelta) -> bool:
        """Whether it is gone; a content that was put so lately stays."""
        path = self._path(key)
        if not path.exists():
            return True
        with exclusive(path.parent / ".lock"):
            if path.exists() and _age(path) < unless_put_within.total_seconds():
                return False
            path.unlink(missing_ok=True)
        _sync(path.parent)
        return True

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _age(path: Path) -> float:
    """Seconds since the content was last put, by the clock of the machine."""
    return time.time() - path.stat().st_mtime


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class MemoryStorage:
    """The twin for tests."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.put_at: dict[str, float] = {}

    def put(self, content: bytes) -> str:
        key = hashlib.sha256(content).hexdigest()
        self.kept[key] = content
        self.put_at[key] = time.monotonic()
        return key

    def get(self, key: str) -> bytes:
        try:
            return self.kept[key]
        except KeyError:
            raise FileNotFoundError(key) from None

    def delete(self, key: str, *, unless_put_within: timedelta) -> bool:
        if key not in self.kept:
            return True
        if time.monotonic() - self.put_at[key] < unless_put_within.total_seconds():
            return False
        del self.kept[key]
        return True
