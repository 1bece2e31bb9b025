"""A 0/1 program as arrays of exact integers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import IO

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.int64]
Term = tuple[ArrayLike, ArrayLike, ArrayLike]

UNBOUNDED = 2**62


@dataclass(frozen=True)
class Program:
    """Minimise `costs` so that each row, kept in compressed form, lies in `low` to `high`."""

    costs: Numbers
    starts: Numbers
    columns: Numbers
    values: Numbers
    low: Numbers
    high: Numbers

    def save(self, file: IO[bytes]) -> None:
        """Write it for `load` to read."""
        np.savez(file, **{one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def load(cls, file: IO[bytes]) -> Program:
        """Read what `save` wrote."""
        with np.load(file) as arrays:
            return cls(**arrays)


class Rows:
    """Collects rows block by block; terms of one row and column add up."""

    def __init__(self) -> None:
        self.count = 0
        self._terms: list[Numbers] = []
        self._bounds: list[Numbers] = []

    def block(self, count: int, *terms: Term, low: int, high: int) -> None:
        """Add `count` rows; a term is its row within the block, its column and its value."""
        for row, column, value in terms:
            rows = np.asarray(row) + self.count
            self._terms.append(np.stack(np.broadcast_arrays(np.atleast_1d(rows), column, value)))
        self._bounds.append(np.tile([[low], [high]], count))
        self.count += count

    def program(self, costs: Numbers) -> Program:
        """The program of all rows so far."""
        row, column, value = np.hstack(self._terms).astype(np.int64)
        low, high = np.hstack(self._bounds)
        keys, place = np.unique(row * len(costs) + column, return_inverse=True)
        values = np.zeros(len(keys), dtype=np.int64)
        np.add.at(values, place, value)
        starts = np.searchsorted(keys, np.arange(self.count + 1) * len(costs))
        return Program(costs, starts, keys % len(costs), values, low, high)
