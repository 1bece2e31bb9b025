"""The command line: check the facts of one data export, print the answer as JSON."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.data_export.ftz_lists import (
    EMPTY,
    BadLists,
    edition_on,
    lists_of,
)
from marketplace.domain.compliance.data_export.reading import BadFacts, read_facts
from marketplace.domain.compliance.data_export.sources import FIRST_DAY
from marketplace.domain.working_days import local_day
from pricing.files import Refused, dump, load

DONE, BAD_INPUT = 0, 2
SHIPPED = Path(__file__).with_name("ftz_lists.json")


def main(arguments: list[str] | None = None) -> int:
    """Prints the answer and gives the exit status: 0, or 2 with one line per fault."""
    options = _parser().parse_args(arguments)
    try:
        facts = read_facts(options.facts.read_bytes())
        lists = lists_of(load(options.ftz_lists.read_bytes()))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    except (BadFacts, BadLists, Refused) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    loaded = edition_on(lists, options.zone, options.on) is not None
    if not loaded and facts.ftz_list is not None and facts.ftz_list != "none":
        print(f"{EMPTY.zh} / {EMPTY.en}", file=sys.stderr)
    found = answer(facts, options.on, list_loaded=loaded)
    sys.stdout.buffer.write(dump(found.as_dict()))
    return DONE


def _parser() -> argparse.ArgumentParser:
    name = "python -m marketplace.domain.compliance.data_export"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("facts", metavar="FACTS.json", type=Path)
    parser.add_argument(
        "--on", metavar="DATE", type=_day, default=local_day(datetime.now(UTC)), help="today"
    )
    parser.add_argument("--zone", default="上海", help="free-trade zone of the exporter (上海)")
    parser.add_argument("--ftz-lists", metavar="LISTS.json", type=Path, default=SHIPPED)
    return parser


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date such as 2026-11-28") from None
    if day < FIRST_DAY:
        raise argparse.ArgumentTypeError(f"must be {FIRST_DAY.isoformat()} or later")
    return day


if __name__ == "__main__":
    sys.exit(main())
