"""The award engine against its targets, one problem alone, or one written to a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.award_document import problem_document
from bench.award_engine import time_engine
from bench.award_families import FAMILIES, family
from bench.award_peers import PEERS, time_peer
from bench.award_table import ENGINE
from bench.award_table import main as print_table
from bench.award_timing import Timing
from pricing.files import dump


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.command(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.award", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run|write|table")
    run = commands.add_parser("run", help="processor seconds, gap and memory on one problem")
    write = commands.add_parser("write", help="a problem as award-problem/1")
    for one, command in ((run, _run), (write, _write)):
        one.add_argument("family", choices=FAMILIES)
        one.add_argument("seed", type=int)
        one.add_argument("--scale", type=float, default=1.0)
        one.set_defaults(command=command)
    run.add_argument("--with", dest="solver", choices=[ENGINE, *PEERS], default=ENGINE)
    run.add_argument("--limit", type=float, default=60.0, metavar="SECONDS")
    run.add_argument("--gap-bps", type=float, default=0.0)
    run.add_argument("--cores", type=int, metavar="N", help="for the engine; default: all")
    run.add_argument("--json", action="store_true")
    write.add_argument("file", type=Path)
    table = commands.add_parser("table", help="all families against targets and peers")
    table.add_argument("--families", nargs="*", choices=FAMILIES, default=list(FAMILIES))
    table.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3, 4, 5])
    table.add_argument("--no-peers", dest="peers", action="store_false")
    table.set_defaults(command=_table)
    return parser


def _run(options: argparse.Namespace) -> int:
    problem = family(options.family, options.seed, options.scale)
    if options.solver == ENGINE:
        timing = time_engine(problem, limit=options.limit, gap=options.gap_bps, cores=options.cores)
    else:
        timing = time_peer(options.solver, problem, options.limit)
    words = f"{options.family} seed {options.seed}: {_words(timing)}"
    print(json.dumps(timing.document()) if options.json else words)
    return 0


def _words(timing: Timing) -> str:
    marks = ", ".join(f"{gap} bps {at:.2f} s" for gap, at in timing.reached.items())
    return (
        f"{timing.status}, {timing.objective_minor} fen, gap {timing.gap_bps} bps,"
        f" solve {timing.solve:.2f} s of {timing.total:.2f} s, {timing.nodes} nodes,"
        f" {timing.peak_mb:.0f} MB; {marks}"
    )


def _write(options: argparse.Namespace) -> int:
    problem = family(options.family, options.seed, options.scale)
    options.file.write_bytes(dump(problem_document(problem)))
    return 0


def _table(options: argparse.Namespace) -> int:
    within = print_table(options.families, options.seeds, peers=options.peers)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
