"""What a solver says about a 0/1 program while it works, one line of JSON at a time."""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Sequence


class Teller:
    """Writes to standard output what is known after how many processor seconds.

    With `limit`, the kernel ends this process so many processor seconds after the start: the
    limits of the solvers are on the clock of the wall, which a busy machine makes unfair.
    """

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit

    def start(self) -> None:
        """The program is built; from here on the time counts."""
        self.started = time.process_time()
        if self.limit is not None:
            end = math.ceil(self.started + self.limit)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (end, end))
        self.say("started")

    def say(
        self,
        status: str,
        objective: float | None = None,
        bound: float | None = None,
        ones: Sequence[int] | None = None,
    ) -> None:
        """`objective` and `bound` are in the program's costs, `ones` are the columns chosen."""
        record = {
            "status": status,
            "objective": objective,
            "bound": bound,
            "ones": ones,
            "seconds": time.process_time() - self.started,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        sys.stdout.write(json.dumps(record) + "\n")
        sys.stdout.flush()
