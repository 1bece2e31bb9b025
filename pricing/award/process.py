"""The solving process: started afresh for one request, its messages read, killed at the end."""

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

import pricing
from pricing.award.request import Request

Messages = SimpleQueue[dict[str, Any] | None]
"what the child has to say, closed with None"


@contextmanager
def child_at_work(request: Request) -> Iterator[Messages]:
    """A child at work on the request, and the queue of its messages.

    Started afresh, never forked, so that any thread of any process may call. The child's
    standard input stays open until the end: should this process die, it closes and the child ends.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pricing.award.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": _search_path()},
    )
    messages: Messages = SimpleQueue()
    assert child.stdin is not None and child.stdout is not None
    reader = threading.Thread(target=_pass_on, args=(child.stdout, messages), daemon=True)
    reader.start()
    try:
        _ask(child.stdin, request)
        yield messages
    finally:
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()
        _close(child.stdin)


def _search_path() -> str:
    """The child's module path: first the folder this very package was loaded from."""
    here = str(Path(pricing.__file__).parent.parent)
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])


def _ask(pipe: IO[bytes], request: Request) -> None:
    with suppress(BrokenPipeError):  # the child is gone; the end of its messages says so
        pickle.dump(request, pipe)
        pipe.flush()


def _close(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # what was still in the buffer has no reader any more
        pipe.close()


def _pass_on(pipe: IO[bytes], messages: Messages) -> None:
    for text in pipe:
        if text.endswith(b"\n"):
            messages.put(json.loads(text))
    messages.put(None)
