"""Runs all families, each run in a process of its own, and prints one table with the targets."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from bench.award_peers import available_peers
from bench.award_targets import (
    LIMITS,
    PEER_SECONDS,
    WITHOUT_PEERS,
    Target,
    final_gap,
    targets_of,
)
from bench.award_timing import Timing

ENGINE = "engine"
HEADS = ("family", "mark", "target s", "median s", "worst s", "gap bps", "MB")
WIDTHS = (13, 9, 9, 9, 9, 10, 6)
Runs = dict[str, list[Timing]]


def main(families: Sequence[str], seeds: Sequence[int], *, peers: bool) -> bool:
    """Print the table row by row; whether every target is met."""
    others = available_peers() if peers else []
    _print_row([*HEADS, *(f"{peer} s  ratio" for peer in others), "target met"], others)
    met = True
    for name in families:
        running = [ENGINE, *(() if name in WITHOUT_PEERS else others)]
        runs = {solver: [_run(solver, name, seed) for seed in seeds] for solver in running}
        for target in targets_of(name):
            row = TableRow(target, runs)
            _print_row([*row.figures(), *row.against(others), row.verdict()], others)
            met = met and row.met
    return met


def _run(solver: str, name: str, seed: int) -> Timing:
    """One measurement in a fresh process, so that memory and caches are its own."""
    limit = LIMITS.get(name, PEER_SECONDS)
    command = [sys.executable, "-m", "bench.award", "run", name, str(seed), "--json"]
    options = ["--with", solver, "--limit", str(limit), "--gap-bps", str(final_gap(name))]
    said = subprocess.run([*command, *options], stdout=subprocess.PIPE, check=True).stdout
    return Timing(**json.loads(said))


class TableRow:
    """One target against what was measured."""

    def __init__(self, target: Target, runs: Runs) -> None:
        self.target = target
        self.runs = runs
        self.seconds = self._seconds(ENGINE)
        self.peak = max(run.peak_mb for run in runs[ENGINE])

    @property
    def met(self) -> bool:
        """Seconds, worst seconds, ratio to HiGHS and memory, as far as each is asked for."""
        target = self.target
        ratio = self.ratio("HiGHS") if target.ratio and "HiGHS" in self.runs else math.inf
        return (
            median(self.seconds) <= target.seconds
            and max(self.seconds) <= (target.worst or math.inf)
            and self.peak <= (target.megabytes or math.inf)
            and ratio >= (target.ratio or 0)
        )

    def figures(self) -> list[str]:
        """The cells on the engine alone."""
        target, gap = self.target, max(run.gap_bps for run in self.runs[ENGINE])
        times = (target.seconds, median(self.seconds), max(self.seconds))
        return [target.family, target.mark, *map(_brief, times), _brief(gap), f"{self.peak:.0f}"]

    def against(self, peers: Sequence[str]) -> list[str]:
        """A cell per peer: its median seconds, and how many times the engine's they are."""
        return [
            f"{_brief(median(self._capped(peer)))}  {self.ratio(peer):.1f}x"
            if peer in self.runs
            else "-"
            for peer in peers
        ]

    def ratio(self, peer: str) -> float:
        """The median over the seeds; a peer that did not get there counts with its limit."""
        pairs = zip(self._capped(peer), self.seconds, strict=True)
        return median(theirs / ours for theirs, ours in pairs)

    def verdict(self) -> str:
        """Yes or no, with the ratio that was asked for."""
        asked = f" (ratio {self.target.ratio:g})" if self.target.ratio else ""
        return ("yes" if self.met else "NO") + asked

    def _seconds(self, solver: str) -> list[float]:
        return [run.seconds_to(self.target.gap_bps) for run in self.runs[solver]]

    def _capped(self, peer: str) -> list[float]:
        return [min(seconds, PEER_SECONDS) for seconds in self._seconds(peer)]


def _brief(value: float) -> str:
    return "never" if math.isinf(value) else f"{value:.3g}"


def _print_row(cells: Sequence[str], peers: Sequence[str]) -> None:
    widths = [*WIDTHS, *(16 for _ in peers), 0]
    print(
        " ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)), flush=True
    )
