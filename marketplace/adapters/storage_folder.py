"""Files in a folder, named by the hash of their content: written once, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path


class FolderStorage:
    """The storage port on a folder that every node sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content; its key is its SHA-256. The same content is kept once."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, content)
        return key

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
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def get(self, key: str) -> bytes:
        """The content; raises FileNotFoundError, and OSError when it is not what was kept."""
        content = self._path(key).read_bytes()
        if hashlib.sha256(content).hexdigest() != key:
            raise OSError(f"the file {key} was changed")
        return content

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


class MemoryStorage:
    """The twin for tests."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        key = hashlib.sha256(content).hexdigest()
        self.kept[key] = content
        return key

    def get(self, key: str) -> bytes:
        try:
            return self.kept[key]
        except KeyError:
            raise FileNotFoundError(key) from None
