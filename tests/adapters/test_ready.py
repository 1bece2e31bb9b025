"""Waiting for a web server: asked for real, over HTTP."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from marketplace.adapters.ready import NeverReady, Readiness
from marketplace.adapters.run_lock import free_port


@contextmanager
def answering(statuses):
    """A server that gives one status after the other to those who ask; its port."""
    left = iter(statuses)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(next(left) if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_it_speaks_once_at_the_first_good_answer():
    spoken = []
    with answering([503, 200]) as port:
        ready = Readiness(port, lambda: spoken.append(True))

        counts = [(ready(), len(spoken))[1] for _ in range(3)]

    assert counts == [0, 1, 1]


def test_a_server_that_is_not_there_yet_is_waited_for():
    ready = Readiness(free_port(18100), lambda: pytest.fail("spoke"))

    assert ready() is None


def test_one_that_never_answers_is_given_up():
    ready = Readiness(free_port(18100), lambda: pytest.fail("spoke"), seconds=0)

    with pytest.raises(NeverReady):
        ready()


def test_no_proxy_is_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    spoken = []
    with answering([200]) as port:
        Readiness(port, lambda: spoken.append(True))()

    assert spoken == [True]
