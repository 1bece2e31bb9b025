"""HiGHS and CP-SAT on the plain model, each in a child that is ended when it overruns."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from bench.award_timing import OPTIMAL, Marks, Timing, checked_total
from bench.plain_model import PlainModel
from bench.plain_program import Program
from pricing.award.problem import Problem

PEERS = {"HiGHS": "bench.plain_highs", "CP-SAT": "bench.plain_cpsat"}
NEEDS = {"HiGHS": "highspy", "CP-SAT": "ortools"}
PATIENCE = 5.0
"by how much the clock may run ahead of the processor's on a busy machine"


def available_peers() -> list[str]:
    """Those whose library is installed."""
    return [peer for peer in PEERS if find_spec(NEEDS[peer])]


def time_peer(peer: str, problem: Problem, limit: float) -> Timing:
    """Let the peer solve it for `limit` processor seconds, building the model not counted."""
    model = PlainModel(problem)
    marks, last, objective, bound = Marks(), {}, None, 0
    for last in _lines(PEERS[peer], model.program, limit):
        if last["bound"] is not None:
            bound = model.floor + math.ceil(last["bound"] - 0.5)
        if last["objective"] is not None:
            objective = model.floor + round(last["objective"])
            marks.note(objective, bound, last["seconds"])
    if last.get("ones") is not None:
        objective = checked_total(problem, model.carriers(last["ones"]))
    ended = last.get("status")
    return Timing(
        status="stopped" if ended in (None, "started", "running") else ended,
        objective_minor=objective,
        bound_minor=objective if ended == OPTIMAL and objective is not None else bound,
        solve=last.get("seconds", 0.0),
        total=last.get("seconds", 0.0),
        reached=marks.reached,
        nodes=0,
        peak_mb=last.get("peak_mb", 0.0),
    )


def _lines(module: str, program: Program, limit: float) -> Iterator[dict[str, Any]]:
    """What the child says until it ends, of itself or at its limit."""
    command = [sys.executable, "-m", module, str(limit)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stdout is not None
        timer = threading.Timer(limit * PATIENCE, child.kill)
        program.save(child.stdin)
        child.stdin.close()
        try:
            for text in child.stdout:
                said = json.loads(text)
                if said["status"] == "started":
                    timer.start()
                yield said
        finally:
            timer.cancel()
            child.kill()
