"""Work that stands alone shared out to the cores given; its results do not tell how many."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

from pricing.core_count import read_cores

Item = TypeVar("Item")
Result = TypeVar("Result")


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def add_cores(parser: argparse.ArgumentParser) -> None:
    """The option --cores of a command that searches; None when it is not given."""
    words = "to search on, all there are by default; the award is the same on any number"
    parser.add_argument("--cores", type=_option, metavar="N", help=words)


def _option(text: str) -> int:
    try:
        return read_cores(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class Cores:
    """Threads for pieces of work that change nothing but what is their own.

    Threads, as what takes long is done without the interpreter's lock: large arrays in numpy,
    programs in HiGHS. So nothing is held twice in memory.
    """

    def __init__(self, count: int = 1) -> None:
        self.count = count

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """What the work makes of each item, in the order of the items.

        Raises what it raises for the first item that it fails on.
        """
        items = list(items)
        if self.count == 1 or len(items) < 2:
            return [work(item) for item in items]
        return list(self._threads.map(work, items))

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.count, "award")
