"""Both storages keep a content under its hash and tell when it is not what was kept."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

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


def test_a_content_is_deleted_and_again_is_no_error(storage):
    key = storage.put(b"nobody needs it")

    assert storage.delete(key, unless_put_within=timedelta(0))
    assert storage.delete(key, unless_put_within=timedelta(0))
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_a_content_that_was_put_again_lately_stays(storage):
    key = storage.put(b"put long ago")
    aged(storage, key)
    storage.put(b"put long ago")

    assert not storage.delete(key, unless_put_within=timedelta(hours=1))
    assert storage.get(key) == b"put long ago"


def test_a_content_put_long_ago_goes(storage):
    key = storage.put(b"put long ago")
    aged(storage, key)

    assert storage.delete(key, unless_put_within=timedelta(hours=1))


def test_a_deleted_content_can_be_put_again(storage):
    key = storage.put(b"back again")
    storage.delete(key, unless_put_within=timedelta(0))

    assert storage.put(b"back again") == key
    assert storage.get(key) == b"back again"


def test_two_who_put_and_delete_the_same_content_lose_nothing(tmp_path):
    storage = FolderStorage(tmp_path)
    key = storage.put(b"contended")

    def put_and_read(_turn):
        storage.put(b"contended")
        return storage.get(key)

    def delete(_turn):
        return storage.delete(key, unless_put_within=timedelta(hours=1))

    with ThreadPoolExecutor(4) as pool:
        deleted = pool.map(delete, range(200))
        read = list(pool.map(put_and_read, range(200)))

    assert set(read) == {b"contended"} and set(deleted) == {False}


def aged(storage, key):
    """As if it had been put two hours ago."""
    if isinstance(storage, MemoryStorage):
        storage.put_at[key] -= 7200
    else:
        long_ago = time.time() - 7200
        os.utime(storage.folder / key[:2] / key, (long_ago, long_ago))
