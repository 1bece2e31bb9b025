"""The command `scenarios`: every usual scenario of a problem, with the next best awards."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from pricing.award import solve_certified
from pricing.award.compare import scenarios_document
from pricing.award.cores import add_cores
from pricing.award.problem_file import parse_problem
from pricing.award.scenarios import Asked, usual
from pricing.award.sharing import Shared
from pricing.money import WHOLE_BPS

DONE = 0
USUAL_CAP_BPS = 6000


def add_scenarios(commands: Any, seconds: Callable[[str], float]) -> argparse.ArgumentParser:
    """The command's parser; `seconds` reads a time limit."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "scenarios", help="compare the scenarios of a problem (award-problem/1)"
    )
    parser.add_argument("problem", metavar="PROBLEM.json")
    parser.add_argument("-o", dest="output", metavar="SCENARIOS.json")
    parser.add_argument(
        "--time-limit", type=seconds, metavar="SECONDS", help="of each scenario that is computed"
    )
    add_cores(parser)
    parser.add_argument(
        "--share-cap-bps",
        type=_share,
        action="append",
        metavar="N",
        help=f"largest share of all Mbps; {USUAL_CAP_BPS} unless given, may be given again",
    )
    parser.add_argument(
        "--all-next-best",
        action="store_true",
        help="next best awards for every scenario, not for the cheapest alone",
    )
    return parser


def main_scenarios(
    options: argparse.Namespace,
    *,
    read: Callable[[str], Any],
    write: Callable[[dict[str, Any], str | None], None],
) -> int:
    """Compares and writes an award-scenarios/1 document; the exit status.

    Raises Refused on a faulty problem, and what `read` and `write` raise.
    """
    document = read(options.problem)
    carriers = [quote.carrier for quote in parse_problem(document).quotes]
    asked = usual(carriers, options.share_cap_bps or [USUAL_CAP_BPS])
    compared = scenarios_document(
        document,
        asked,
        solver=partial(solve_certified, time_limit=options.time_limit, cores=options.cores),
        chosen=asked if options.all_next_best else (Asked(),),
        told=_show if sys.stderr.isatty() else None,
    )
    write(compared, options.output)
    return DONE


def _share(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < WHOLE_BPS:
        raise argparse.ArgumentTypeError(f"must be from 1 to {WHOLE_BPS - 1}")
    return int(text)


def _show(asked: Asked, shared: Shared | None) -> None:
    words = " ".join([asked.rule, *filter(None, [str(asked.amount or ""), *asked.without])])
    total = "-" if shared is None else shared.result["objective_minor"]
    how = "taken over" if shared is not None and shared.taken_over else "computed"
    print(f"{words}: {total} ({how})", file=sys.stderr, flush=True)  # noqa: T201
