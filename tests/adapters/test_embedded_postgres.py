"""The embedded PostgreSQL: real servers, killed and moved for real."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from marketplace.adapters.embedded_postgres import EmbeddedPostgres, lease
from marketplace.adapters.embedded_postgres_instance import instance_id, socket_folder
from marketplace.adapters.throw_away_postgres import throw_away
from tests.adapters.clusters import ROOT, ask, kill_postmaster, let_go, postmaster_pid


def test_the_database_belongs_to_a_role_that_is_no_superuser(standing):
    assert ask(standing, "SELECT current_database()") == "marketplace"
    assert ask(standing, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_text_is_utf8_and_its_case_is_known_beyond_ascii(standing):
    assert ask(standing, "SELECT upper('专线é')") == "专线É"


def test_it_listens_on_a_socket_that_is_private(standing):
    folder = socket_folder(instance_id(standing.var))
    assert ask(standing, "SHOW listen_addresses") == ""
    assert folder.stat().st_mode & 0o077 == 0
    assert len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= 107


def test_variables_meant_for_other_servers_change_nothing(server, monkeypatch):
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGDATA", "/nowhere")

    server.ensure_running()

    assert ask(server, "SHOW port") == "5432"


def test_commits_are_durable_unless_asked_otherwise(made):
    with lease(made) as server:
        found = [ask(server, f"SHOW {name}") for name in ("fsync", "synchronous_commit")]

    assert found == ["on", "on"]


def test_asking_again_keeps_the_same_server(standing):
    pid = postmaster_pid(standing)

    url = standing.ensure_running()

    assert url == standing.url
    assert postmaster_pid(standing) == pid


def test_what_was_committed_is_there_after_a_restart(server):
    server.ensure_running()
    ask(server, "CREATE TABLE outlives_a_stop AS SELECT 7 AS n")

    server.stop()
    assert not server.is_running()
    server.ensure_running()

    assert ask(server, "SELECT n FROM outlives_a_stop") == 7


@pytest.mark.crash
def test_what_was_committed_is_there_after_the_postmaster_was_killed(made):
    with lease(made) as server:
        ask(server, "CREATE TABLE outlives_a_kill AS SELECT 7 AS n")

        kill_postmaster(server)
        server.ensure_running()

        assert ask(server, "SELECT n FROM outlives_a_kill") == 7


@pytest.mark.crash
def test_a_query_that_outlives_its_postmaster_does_not_keep_it_from_starting(server):
    server.ensure_running()
    connection = psycopg.connect(server.url)
    connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
    time.sleep(0.2)

    kill_postmaster(server)
    server.ensure_running()
    connection.close()

    assert ask(server, "SELECT 1") == 1


@pytest.mark.crash
def test_a_pid_that_another_program_has_now_is_not_taken_for_the_server(server):
    server.ensure_running()
    note = (server.data / "postmaster.pid").read_text()
    pid = kill_postmaster(server)
    (server.data / "postmaster.pid").write_text(note.replace(str(pid), str(os.getpid()), 1))

    server.ensure_running()

    assert postmaster_pid(server) != os.getpid()
    assert ask(server, "SELECT 1") == 1


def test_a_server_whose_socket_was_swept_away_is_started_anew(server):
    server.ensure_running()
    shutil.rmtree(socket_folder(instance_id(server.var)))

    server.ensure_running()

    assert ask(server, "SELECT 1") == 1


def test_a_half_made_cluster_is_made_anew(home):
    half = home / "var" / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    with lease(home / "var", durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(own_server):
    own_server.ensure_running()
    own_server.stop()
    (own_server.data / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(RuntimeError, match="initialized by PostgreSQL version 9"):
        own_server.ensure_running()


def test_a_moved_folder_keeps_its_data_and_its_address(copied, home):
    with lease(copied, durable=False) as before:
        ask(before, "CREATE TABLE kept AS SELECT 7 AS n")

    copied.rename(home / "moved away")

    with lease(home / "moved away", durable=False) as after:
        assert after.url == before.url
        assert ask(after, "SELECT n FROM kept") == 7


def test_a_folder_moved_under_a_running_server_finds_it_again(own_server, home):
    own_server.ensure_running()
    pid = postmaster_pid(own_server)

    (home / "var").rename(home / "moved")
    moved = EmbeddedPostgres(home / "moved", durable=False)
    moved.ensure_running()

    assert postmaster_pid(moved) == pid
    (home / "moved").rename(home / "var")


def test_a_copy_has_a_server_of_its_own_beside_the_running_one(server, home):
    server.ensure_running()
    server.stop()
    shutil.copytree(server.var, home / "copy")
    server.ensure_running()

    copy = EmbeddedPostgres(home / "copy", durable=False)
    copy.ensure_running()

    assert copy.url != server.url
    assert postmaster_pid(copy) != postmaster_pid(server)
    copy.remove()


def test_an_id_is_made_once(tmp_path):
    assert instance_id(tmp_path) == instance_id(tmp_path)


def test_two_processes_that_come_at_once_share_one_server(hold):
    first, second = hold(), hold()

    assert first.stdout.readline() == second.stdout.readline() != ""


def test_the_last_of_two_leases_stops_the_server(server, hold):
    first, second = hold(), hold()
    first.stdout.readline()
    second.stdout.readline()

    let_go(first)
    still_up = server.is_running()
    let_go(second)

    assert still_up
    assert not server.is_running()


@pytest.mark.crash
def test_a_killed_holder_leaves_no_lease_behind(server, hold):
    dead, other = hold(), hold()
    dead.stdout.readline()
    other.stdout.readline()

    dead.kill()
    dead.wait()
    let_go(other)

    assert not server.is_running()


def test_a_lease_without_a_block_ends_with_its_process(server):
    code = (
        "import sys; from pathlib import Path\n"
        "from marketplace.adapters.embedded_postgres import hold_until_exit\n"
        "print(hold_until_exit(Path(sys.argv[1])).is_running())"
    )
    argv = [sys.executable, "-c", code, str(server.var)]

    told = subprocess.run(argv, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert told == "True\n"
    assert not server.is_running()


def test_a_throw_away_server_leaves_nothing_behind():
    with throw_away() as server:
        assert ask(server, "SHOW fsync") == "off"

    assert not server.var.parent.exists()


@pytest.mark.crash
def test_what_a_killed_run_left_is_swept_by_the_next():
    code = (
        "import os; from marketplace.adapters.throw_away_postgres import throw_away\n"
        "with throw_away() as server: print(server.var, flush=True); os.kill(os.getpid(), 9)"
    )
    argv = [sys.executable, "-c", code]
    killed = subprocess.run(argv, cwd=ROOT, check=False, capture_output=True, text=True)
    left = Path(killed.stdout.strip())
    assert EmbeddedPostgres(left).is_running()

    with throw_away():
        assert not left.exists()
