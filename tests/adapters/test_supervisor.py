"""The supervisor, over real children that die, linger and ignore signals."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from marketplace.adapters.supervisor import Child, Supervisor

ROOT = Path(__file__).parents[2]
NOTE = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n');"
STAY = NOTE + "time.sleep(60)"
DIE = NOTE + "sys.exit(3)"
TELL = (
    "import signal, sys, time\n"
    "def end(*_):\n"
    "    open(sys.argv[1], 'a').write(sys.argv[2] + '\\n'); sys.exit()\n"
    "signal.signal(signal.SIGTERM, end); open(sys.argv[1] + sys.argv[2], 'w').close()\n"
    "time.sleep(60)"
)
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + STAY
PARENT = """
import sys
from marketplace.adapters.supervisor import Child, Supervisor
Supervisor([Child("child", [sys.executable, "-c", sys.argv[1], sys.argv[2]])]).run()
"""


def python(code, *args):
    return [sys.executable, "-c", code, *map(str, args)]


def eventually(check, seconds=10):
    until = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def pids(path, count=1):
    """The pids noted so far, once there are enough."""
    return eventually(lambda: path.exists() and (p := path.read_text().split())[count - 1 :] and p)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stop_when(supervisor, ready):
    """Call `stop` from beside, once `ready()` is true."""

    def wait():
        try:
            eventually(ready)
        finally:
            supervisor.stop()

    threading.Thread(target=wait, daemon=True).start()


@pytest.fixture
def note(tmp_path):
    return tmp_path / "note"


def test_a_child_answers_on_a_socket_of_ours_after_its_death_too(tmp_path):
    answer = (
        "import os, socket, sys\n"
        "with socket.socket(fileno=int(sys.argv[1])) as ours, ours.accept()[0] as caller:\n"
        "    caller.sendall(str(os.getpid()).encode())\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as ours:
        argv = python(answer, ours.fileno())
        supervisor = Supervisor([Child("child", argv, keeps=(ours.fileno(),))], say=lambda _: None)
        told = []

        def ask():
            with socket.create_connection(ours.getsockname(), timeout=20) as caller:
                told.append(caller.recv(20))
            return len(told) == 2

        stop_when(supervisor, ask)
        supervisor.run()

    assert len(set(told)) == 2


def test_a_child_that_ends_is_started_again(note):
    said = []
    supervisor = Supervisor([Child("web", python(DIE, note))], say=said.append)
    stop_when(supervisor, lambda: pids(note, 2))

    supervisor.run()

    assert said[0] == "web ended (exit code 3); it starts again in 0.2 s"


def test_a_child_that_keeps_dying_is_started_less_and_less_often(note):
    said = []
    supervisor = Supervisor([Child("web", python(DIE, note))], say=said.append)
    stop_when(supervisor, lambda: len(said) == 3)

    supervisor.run()

    assert [line.split(" in ")[1] for line in said] == ["0.2 s", "0.5 s", "1 s"]


def test_children_are_stopped_in_reverse_order(note):
    names = ("first", "second", "third")
    supervisor = Supervisor([Child(name, python(TELL, note, name)) for name in names])
    stop_when(supervisor, lambda: all(Path(f"{note}{name}").exists() for name in names))

    supervisor.run()

    assert note.read_text().split() == ["third", "second", "first"]


def test_a_child_that_will_not_end_is_killed_at_the_deadline(note):
    supervisor = Supervisor([Child("web", python(STUBBORN, note))], grace=0.3)
    stop_when(supervisor, lambda: pids(note))

    supervisor.run()

    assert not is_alive(pids(note)[0])


def test_a_child_has_the_environment_it_was_given(note):
    code = "import os, sys; open(sys.argv[1], 'a').write(os.environ['COLOUR'] + '\\n')"
    supervisor = Supervisor([Child("web", python(code, note), {"COLOUR": "teal"})], say=str)
    stop_when(supervisor, lambda: note.exists() and note.read_text())

    supervisor.run()

    assert note.read_text().split()[0] == "teal"


def test_what_is_watched_is_looked_at_again_and_again():
    looks = []
    supervisor = Supervisor([], watch=[lambda: looks.append(time.monotonic())])
    stop_when(supervisor, lambda: len(looks) == 2)

    supervisor.run()

    assert 0.9 < looks[1] - looks[0] < 5


def test_what_a_watch_raises_stops_the_children_and_goes_up(note):
    def fail():
        if note.exists():
            raise OSError("gone for good")

    supervisor = Supervisor([Child("web", python(STAY, note))], watch=[fail])

    with pytest.raises(OSError, match="gone for good"):
        supervisor.run()

    assert not is_alive(pids(note)[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_stops_everything_cleanly(note, number):
    with subprocess.Popen(python(PARENT, STAY, note), cwd=ROOT) as parent:
        child = pids(note)[0]

        parent.send_signal(number)

        assert parent.wait(10) == 0
    assert not is_alive(child)


@pytest.mark.crash
@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel for it")
def test_children_die_with_a_supervisor_that_is_killed(note):
    with subprocess.Popen(python(PARENT, STUBBORN, note), cwd=ROOT) as parent:
        child = pids(note)[0]
        os.kill(parent.pid, signal.SIGKILL)

    eventually(lambda: not is_alive(child))
