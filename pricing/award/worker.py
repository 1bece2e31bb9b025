"""The child process that solves: a pickled request on standard input, JSON lines out.

It ends itself when its standard input closes, so it never outlives the process that asked.
"""

import json
import os
import pickle
import sys
import threading
import time
from dataclasses import asdict
from typing import Any, BinaryIO

from pricing.award.cores import usable_cores
from pricing.award.incumbent import Incumbent
from pricing.award.request import Request
from pricing.award.rules import Settlement
from pricing.award.solver import decide

TICK_SECONDS = 0.5


def main() -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    request: Request = pickle.load(requests)  # noqa: S301, only our own parent writes here
    teller = _Teller(answers)
    for work, arguments in ((_end_with_parent, (requests,)), (teller.count_aloud, ())):
        threading.Thread(target=work, args=arguments, daemon=True).start()
    limit = float("inf") if request.seconds is None else time.monotonic() + request.seconds
    outcome = decide(
        request.problem,
        deadline=limit,
        gap_bps=request.gap_bps,
        report=teller.report,
        guesses=request.guesses,
        cores=request.cores or usable_cores(),
        certified=lambda found: teller.send({"certified": asdict(found)}),
    )
    teller.send({"outcome": asdict(outcome)})
    os._exit(0)  # an orderly end could meet the thread that reads standard input, and complain


class _Teller:
    """Tells the parent what is known: at once when it changes, the cases counted at every tick."""

    def __init__(self, answers: BinaryIO) -> None:
        self.answers = answers
        self.writing = threading.Lock()
        self.best: Incumbent | None = None
        self.told: Settlement | None = None

    def report(self, best: Incumbent) -> None:
        """The award only when it is another one: it has a name for each line."""
        self.best = best
        message: dict[str, Any] = {"bound": best.bound, "nodes": best.nodes}
        if best.settlement is not self.told and best.settlement is not None:
            self.told = best.settlement
            message["carriers"] = best.settlement.carriers
        self.send(message)

    def count_aloud(self) -> None:
        counted = 0
        while True:
            time.sleep(TICK_SECONDS)
            if self.best is not None and self.best.nodes != counted:
                counted = self.best.nodes
                self.send({"nodes": counted})

    def send(self, message: dict[str, Any]) -> None:
        with self.writing:
            self.answers.write(json.dumps(message).encode() + b"\n")
            self.answers.flush()


def _end_with_parent(requests: BinaryIO) -> None:
    requests.read()
    os._exit(1)


if __name__ == "__main__":
    main()
