"""Both storages keep a content under its hash and tell when it is not what was kept."""

from __future__ import annotations

import hashlib

import pytest

from marketplace.adapters.storage_folder import FolderStorage, MemoryStorage


@pytest.fixture(params=["folder", "memory"])
def storage(request, tmp_path):
    return FolderStorage(tmp_path / "files") if request.param == "folder" else MemoryStorage()


def test_a_content_is_found_again_by_its_hash(storage):
    key = storage.put(b"%PDF-1.7 contract")

    assert key == hashlib.sha256(b"%PDF-1.7 contract").hexdigest()
    assert storage.get(key) == b"%PDF-1.7 contract"


def test_the_same_content_twice_is_kept_once(storage):
    assert storage.put(b"same") == storage.put(b"same")


def test_an_unknown_key_is_told(storage):
    with pytest.raises(FileNotFoundError):
        storage.get("0" * 64)


def test_a_file_changed_on_disk_is_told(tmp_path):
    storage = FolderStorage(tmp_path)
    key = storage.put(b"as signed")

    (tmp_path / key[:2] / key).write_bytes(b"as forged")

    with pytest.raises(OSError, match="changed"):
        storage.get(key)
