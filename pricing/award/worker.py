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

from pricing.award.incumbent import Incumbent
from pricing.award.request import Request
from pricing.award.solver import decide


def main() -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    request: Request = pickle.load(requests)  # noqa: S301, only our own parent writes here
    threading.Thread(target=_end_with_parent, args=(requests,), daemon=True).start()

    def report(best: Incumbent) -> None:
        settlement = best.settlement
        carriers = None if settlement is None else settlement.carriers
        _send(answers, {"carriers": carriers, "bound": best.bound})

    limit = float("inf") if request.seconds is None else time.monotonic() + request.seconds
    outcome = decide(request.problem, deadline=limit, gap_bps=request.gap_bps, report=report)
    _send(answers, {"outcome": asdict(outcome)})


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _end_with_parent(requests: BinaryIO) -> None:
    requests.read()
    os._exit(1)


if __name__ == "__main__":
    main()
