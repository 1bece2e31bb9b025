"""What stays with an embedded database when its folder is moved: its id and its socket folder."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

LONGEST_SOCKET_FOLDER = 90
"the kernel takes 107 bytes for a socket's path, PostgreSQL adds 18 for the lock beside it"


def instance_id(var: Path) -> str:
    """The id kept in `var`, made at first use; a moved folder keeps it, a copy gets its own."""
    path = var / "instance-id"
    if not path.exists():
        _note(path, secrets.token_hex(8), fresh=True)
    name, _, noted = path.read_text().strip().partition("\n")
    if noted != str(path):
        name = secrets.token_hex(8) if _is_copy(path, Path(noted)) else name
        _note(path, name)
    return name


def _is_copy(path: Path, noted: Path) -> bool:
    """Whether the folder the id was made in still stands and is another one."""
    try:
        return not path.samefile(noted) and _name_in(noted) == _name_in(path)
    except OSError:
        return False


def _name_in(path: Path) -> str:
    return path.read_text().partition("\n")[0]


def _note(path: Path, name: str, *, fresh: bool = False) -> None:
    """Write the id and where it lives, all or nothing; a fresh one never replaces another's."""
    made = path.with_name(f".instance-id.{secrets.token_hex(8)}")
    made.write_text(f"{name}\n{path}\n")
    try:
        (os.link if fresh else os.replace)(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink(missing_ok=True)


def socket_folder(name: str) -> Path:
    """The private folder of an instance's socket: short, and the same from every process."""
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    shared = Path("/tmp")  # noqa: S108 TMPDIR differs between processes and may be too long
    parent = shared if os.access(shared, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
    folder = parent / f"marketplace-{digest}"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        raise OSError(f"the path is too long for a socket: {folder}")
    return folder


def make_private(folder: Path, uid: int, gid: int) -> None:
    """Make `folder` for one account alone; refuse one that somebody else has put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), uid}:
        raise PermissionError(f"{folder} belongs to somebody else")
    os.chmod(folder, 0o700)
    if found.st_uid != uid:
        os.chown(folder, uid, gid)
