"""How the tests are shared out to processes (make test): by file, the longest files first.

A file stays in one process, so what its tests share is made once. What needs the same expensive
machinery (TOGETHER) stays in one process too. Long files come first, or one process would work
on the last of them alone.
"""

from __future__ import annotations

from typing import Any

TOGETHER = (
    ("tests/crash/",),
    ("tests/jobs/test_clocks_apart",),
    ("tests/web/test_page_access.py", "tests/api/test_access.py", "tests/api/test_schemathesis.py"),
)
"beginnings of paths that count as one file: the same real processes, or one world, serve them all"
FIRST = (
    "tests/e2e/test_walkthrough.py",
    "tests/crash/",
    "tests/model/",
    "tests/e2e/test_browser_path.py",
    "tests/e2e/test_path_turned.py",
    "tests/e2e/test_directed_path.py",
    "tests/e2e/",
    "tests/cli/test_demo.py",
    "tests/test_run.py",
    "tests/web/test_page_access.py",
    "tests/api/test_access.py",
    "tests/api/test_schemathesis.py",
    "tests/jobs/test_worker_process.py",
    "tests/adapters/",
    "tests/api/test_wrong_input.py",
    "tests/pricing/award/",
    "tests/bench/",
    "tests/services/",
)
"the longest, in this order; then all others as they are found"


def rank(nodeid: str) -> int:
    """Where the test stands in the order of work."""
    found = (place for place, start in enumerate(FIRST) if nodeid.startswith(start))
    return next(found, len(FIRST))


def scope(nodeid: str) -> str:
    """What must stay in one process with the test: its file, or all that go together."""
    found = (starts[0] for starts in TOGETHER if nodeid.startswith(starts))
    return next(found, nodeid.split("::", 1)[0])


def scheduler(config: Any, log: Any) -> Any:
    """A scheduler of pytest-xdist that hands out whole scopes in the order they were found."""
    from xdist.scheduler import LoadScopeScheduling

    class ByScope(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope(nodeid)

    config.option.loadscopereorder = False
    return ByScope(config, log)
