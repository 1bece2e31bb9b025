"""The award engine against its targets: `run` one problem or `write` it to a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.award_document import problem_document
from bench.award_families import FAMILIES, family
from bench.award_timing import Timing, time_engine
from pricing.files import dump


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.command(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.award", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run|write")
    run = commands.add_parser("run", help="processor seconds, gap and memory of the engine")
    write = commands.add_parser("write", help="the problem as award-problem/1")
    for one, command in ((run, _run), (write, _write)):
        one.add_argument("family", choices=FAMILIES)
        one.add_argument("seed", type=int)
        one.add_argument("--scale", type=float, default=1.0)
        one.set_defaults(command=command)
    run.add_argument("--limit", type=float, default=60.0, metavar="SECONDS")
    run.add_argument("--gap-bps", type=float, default=0.0)
    run.add_argument("--json", action="store_true")
    write.add_argument("file", type=Path)
    return parser


def _run(options: argparse.Namespace) -> int:
    timing = time_engine(
        options.family,
        options.seed,
        scale=options.scale,
        limit=options.limit,
        gap=options.gap_bps,
    )
    print(json.dumps(timing.document()) if options.json else _words(timing))
    return 0


def _words(timing: Timing) -> str:
    marks = ", ".join(f"{gap} bps {at:.2f} s" for gap, at in timing.reached.items())
    return (
        f"{timing.family} seed {timing.seed}: {timing.status}, {timing.objective_minor} fen,"
        f" gap {timing.gap_bps} bps, solve {timing.solve:.2f} s of {timing.total:.2f} s,"
        f" {timing.nodes} nodes, {timing.peak_mb:.0f} MB; {marks}"
    )


def _write(options: argparse.Namespace) -> int:
    problem = family(options.family, options.seed, options.scale)
    options.file.write_bytes(dump(problem_document(problem)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
