"""The command line: quote a group, compare offers, award a problem, verify a result."""

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pricing import award
from pricing.award import Progress, SolverFailed, Undecided
from pricing.award.cores import add_cores
from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate_file import parse_certificate
from pricing.award.result_file import parse_result
from pricing.award.scenarios_command import add_scenarios, main_scenarios
from pricing.award.verify import find_errors, find_stated, find_unproven
from pricing.files import Refused, dump, load
from pricing.group import price_group
from pricing.group_file import group_document, parse_group
from pricing.terms_file import offers_document, parse_offers

DONE, WRONG, BAD_INPUT, IMPOSSIBLE, UNDECIDED = range(5)


class CannotRead(Exception):
    """A file could not be read or written; the message says which and why."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (Refused, CannotRead) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except (Undecided, SolverFailed) as error:
        print(error, file=sys.stderr)
        return UNDECIDED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pricing", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="quote|terms|award|scenarios|verify")
    quote = commands.add_parser("quote", help="the live price of a group (group/1)")
    quote.add_argument("group", metavar="GROUP.json")
    quote.set_defaults(run=_quote)
    terms = commands.add_parser("terms", help="offers in comparable figures (offers/1)")
    terms.add_argument("offers", metavar="OFFERS.json")
    terms.set_defaults(run=_terms)
    awarding = commands.add_parser("award", help="which carrier wins which line (award-problem/1)")
    awarding.add_argument("problem", metavar="PROBLEM.json")
    awarding.add_argument("--time-limit", type=_positive, metavar="SECONDS")
    awarding.add_argument("--gap-bps", type=_not_negative, default=0.0, metavar="N")
    add_cores(awarding)
    awarding.add_argument(
        "--certificate", metavar="CERT.json", help="default: beside RESULT.json, .certificate.json"
    )
    awarding.set_defaults(run=_award)
    for writing in (quote, terms, awarding):
        writing.add_argument("-o", dest="output", metavar="RESULT.json")
    comparing = add_scenarios(commands, _positive)
    comparing.set_defaults(run=partial(main_scenarios, read=_read, write=_write))
    verifying = commands.add_parser("verify", help="recompute a result (award-result/1)")
    verifying.add_argument("problem", metavar="PROBLEM.json")
    verifying.add_argument("result", metavar="RESULT.json")
    verifying.add_argument("--certificate", metavar="CERT.json", help="check its proof as well")
    verifying.set_defaults(run=_verify)
    return parser


def _quote(options: argparse.Namespace) -> int:
    ladder, lines = parse_group(_read(options.group))
    _write(group_document(price_group(ladder, lines)), options.output)
    return DONE


def _terms(options: argparse.Namespace) -> int:
    _write(offers_document(parse_offers(_read(options.offers))), options.output)
    return DONE


def _award(options: argparse.Namespace) -> int:
    problem = parse_problem(_read(options.problem))
    show = _show if sys.stderr.isatty() else None
    try:
        solved = award.solve_certified(
            problem,
            time_limit=options.time_limit,
            gap_bps=options.gap_bps,
            cores=options.cores,
            progress=show,
        )
    finally:
        if show is not None:
            print(file=sys.stderr)
    _write_certificate(solved.certificate, _certificate_name(options))
    _write(solved.result, options.output)
    return IMPOSSIBLE if solved.result["status"] == "infeasible" else DONE


def _write_certificate(certificate: dict[str, Any] | None, name: str | None) -> None:
    """Writes it; where there is none, no older one may stay beside the new result."""
    if name is None:
        return
    if certificate is not None:
        _write(certificate, name, small=True)
    elif Path(name).is_file():
        Path(name).unlink()


def _certificate_name(options: argparse.Namespace) -> str | None:
    """Where the certificate goes: as told, else beside the result."""
    if options.certificate is not None or options.output is None:
        name: str | None = options.certificate
        return name
    return str(Path(options.output).with_suffix(".certificate.json"))


def _verify(options: argparse.Namespace) -> int:
    problem = parse_problem(_read(options.problem))
    result = parse_result(_read(options.result))
    errors = find_errors(problem, result)
    proof, impossible = None, result.status == "infeasible"
    if options.certificate is not None and not errors:
        proof = parse_certificate(_read(options.certificate))
        errors = find_unproven(problem, result, proof)
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return WRONG
    if proof is not None:
        least = f"no award costs less than {proof.bound_minor}"
        print(f"proven: {'no award meets the rules' if impossible else least}")
    for claim in find_stated(result, proven=proof is not None):
        print(f"stated, not proven: {claim}")
    return UNDECIDED if impossible and proof is None else DONE


def _show(progress: Progress) -> None:
    best = "-" if progress.best_minor is None else progress.best_minor
    gap = "-" if progress.gap_bps is None else f"{progress.gap_bps:.2f}"
    text = f"best {best}  bound {progress.bound_minor}  gap {gap} bps"
    text += f"  {progress.nodes} cases  {progress.seconds:.1f} s"
    print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _positive(text: str) -> float:
    value = _not_negative(text)
    if value == 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def _not_negative(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError("must be a number, 0 or more")
    return value


def _read(name: str) -> Any:
    try:
        return load(Path(name).read_bytes())
    except OSError as error:
        raise CannotRead(f"{name}: {error.strerror}") from error


def _write(document: dict[str, Any], name: str | None, *, small: bool = False) -> None:
    """Writes whole or not at all: a reader never sees half a file."""
    content = dump(document, small=small)
    if name is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device cannot be replaced
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        os.chmod(file.name, 0o666 & ~_umask())
        os.replace(file.name, path)
    except OSError as error:
        raise CannotRead(f"{name}: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


if __name__ == "__main__":
    sys.exit(main())
