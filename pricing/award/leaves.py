"""Bounds by choice of tiers: what no award at or below the best known total can contain.

A leaf fixes one tier for every ladder. With tiers fixed, prices are fixed and only the volumes
that the tiers need couple the lines; a multiplier on each volume gives a bound on the leaf and
a reduced cost for every column. A column too dear in every leaf that is left can be dropped.
Rules and bundles' conditions are relaxed, so every bound holds whatever the rules.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pricing.award.incumbent import Incumbent
from pricing.award.model import Model

MAX_LEAVES = 4096
MAX_WORK = 5 * 10**8  # array elements touched
MAX_OFFERS = 200
ROUNDS = 40
Floats = NDArray[np.float64]
Block = tuple[int, int]
Leaf = tuple[int, ...]


@dataclass(frozen=True)
class Bounded:
    """A leaf with its best multipliers: every column's reduced cost counts from `bound`."""

    leaf: Leaf
    bound: float
    multipliers: Floats
    least: Floats


class Leaves:
    """The leaves of one model; `settle` improves the incumbent and says what can be dropped."""

    def __init__(self, model: Model, best: Incumbent) -> None:
        self.model, self.best = model, best
        self.shape = len(model.problem.lines), len(model.problem.quotes)
        tiers: dict[Block, set[int]] = defaultdict(set)
        for offer in model.offers:
            if offer.step is not None:
                tiers[offer.quote, offer.step[0]] |= {0, offer.step[1]}  # 0: wins nothing there
        self.blocks = sorted(tiers)
        self.tiers = [sorted(tiers[block]) for block in self.blocks]
        self.tables = self._tables()
        self.volumes = self._volumes()
        self.offers_left = MAX_OFFERS

    def too_many(self) -> bool:
        leaves = math.prod(len(tiers) for tiers in self.tiers)
        return leaves > MAX_LEAVES or leaves * ROUNDS * math.prod(self.shape) > MAX_WORK

    def dropped(self, deadline: float = math.inf) -> frozenset[int]:
        """The columns in no award as good as the best known; raises the incumbent's bound."""
        if self.best.objective is None or not self.blocks or self.too_many():
            return frozenset()
        left = []
        for leaf in self._by_promise():
            if time.monotonic() >= deadline:
                return frozenset()
            one = self._bounded(leaf)
            left += [] if one is None else [one]
        ceiling = self._ceiling()
        left = [one for one in left if one.bound <= ceiling]
        if not left:
            return frozenset()
        lowest = min(one.bound for one in left)
        self.best.raise_bound(math.ceil(lowest - self._margin()))
        return frozenset(self._too_dear(left))

    def _margin(self) -> float:
        """More than floating point can be wrong by in a sum as large as the best total."""
        return 1 + (self.best.objective or 0) * 1e-9

    def _ceiling(self) -> float:
        return (self.best.objective or 0) + self._margin()

    def _tables(self) -> dict[tuple[int, Block | None, int], Floats]:
        """Per carrier, ladder and tier, the least price of each line (infinite where none)."""
        tables: dict[tuple[int, Block | None, int], Floats] = defaultdict(
            lambda: np.full(self.shape[0], np.inf)
        )
        for offer in self.model.offers:
            block = None if offer.step is None else (offer.quote, offer.step[0])
            table = tables[offer.quote, block, 0 if offer.step is None else offer.step[1]]
            for line, price in zip(offer.lines, offer.prices, strict=True):
                table[line] = min(table[line], price)
        return dict(tables)

    def _volumes(self) -> list[Floats]:
        """Per ladder, what each line counts; zero outside its lots."""
        volumes = []
        for number, ladder in self.blocks:
            quote, volume = self.model.problem.quotes[number], np.zeros(self.shape[0])
            within = quote.ladders[ladder]
            for at in self.model.problem.within(within.lots):
                line = self.model.problem.lines[at]
                if line.id in quote.prices_minor:
                    volume[at] = quote.amount(within.ladder.measure, line)
            volumes.append(volume)
        return volumes

    def _prices(self, leaf: Leaf) -> Floats:
        prices = np.full((self.shape[0], self.shape[1] + 1), np.inf)
        prices[:, -1] = [
            np.inf if line.outside_option_minor is None else line.outside_option_minor
            for line in self.model.problem.lines
        ]
        chosen = dict(zip(self.blocks, leaf, strict=True))
        for (number, block, from_), table in self.tables.items():
            if block is None or chosen[block] == from_:
                prices[:, number] = np.minimum(prices[:, number], table)
        return prices

    def _by_promise(self) -> Iterator[Leaf]:
        """Leaves whose volumes exist, the lowest plain bound first."""
        ranked = []
        for leaf in product(*self.tiers):
            if self._volumes_exist(leaf):
                ranked.append((float(self._prices(leaf).min(axis=1).sum()), leaf))
        return (leaf for _, leaf in sorted(ranked))

    def _volumes_exist(self, leaf: Leaf) -> bool:
        """False when the tiers need more than the lines have, each counted once."""
        needed = [v for from_, v in zip(leaf, self.volumes, strict=True) if from_ > 0]
        alone = all(f <= v.sum() for f, v in zip(leaf, self.volumes, strict=True))
        return alone and (not needed or sum(leaf) <= np.max(needed, axis=0).sum())

    def _bounded(self, leaf: Leaf) -> Bounded | None:
        """The leaf at its best multipliers found, None when it can hold no better award."""
        prices, known = self._prices(leaf), None
        need = np.array(leaf, dtype=np.float64)
        size = np.maximum(need, 1.0)
        multipliers = np.zeros(len(leaf))
        for _ in range(ROUNDS):
            costs = prices.copy()
            for (number, _), volume, each in zip(
                self.blocks, self.volumes, multipliers / size, strict=True
            ):
                costs[:, number] -= each * volume
            picked = costs.argmin(axis=1)
            least = costs[np.arange(self.shape[0]), picked]
            bound = float(least.sum() + (multipliers * need / size).sum())
            if not bound <= self._ceiling():
                return None
            if known is None or bound > known.bound:
                known = Bounded(leaf, bound, multipliers / size, least)
                self._offer(picked)
            short = (need - self._won(picked)) / size
            if not np.any((short > 0) | ((multipliers > 0) & (short < 0))):
                break
            step = max(1.0, (self.best.objective or 0) - bound) / float((short**2).sum())
            multipliers = np.maximum(0.0, multipliers + 0.7 * step * short)
        return known

    def _won(self, picked: NDArray[np.int64]) -> Floats:
        return np.array(
            [
                volume[picked == number].sum()
                for (number, _), volume in zip(self.blocks, self.volumes, strict=True)
            ]
        )

    def _offer(self, picked: NDArray[np.int64]) -> None:
        """The relaxed pick as an award, if it is one."""
        if self.offers_left > 0:
            self.offers_left -= 1
            names = [*(quote.carrier for quote in self.model.problem.quotes), None]
            self.best.offer([names[number] for number in picked])

    def _too_dear(self, left: list[Bounded]) -> Iterator[int]:
        ceiling = self._ceiling()
        fits: dict[tuple[Block, int] | None, list[Bounded]] = {None: left}
        for place, block in enumerate(self.blocks):
            for from_ in self.tiers[place]:
                fits[block, from_] = [one for one in left if one.leaf[place] == from_]
        index: dict[Block, int] = {block: place for place, block in enumerate(self.blocks)}
        for key, columns in self._columns_by_step().items():
            where = None if key is None else index[key[0]]
            keep = self._affordable(columns, fits[key], where, ceiling)
            yield from (column for column, kept in zip(columns, keep, strict=True) if not kept)
        for at, unserved in enumerate(self.model.unserved):
            outside = self.model.problem.lines[at].outside_option_minor
            if unserved is None or outside is None:
                continue
            if all(one.bound + outside - one.least[at] > ceiling for one in left):
                yield unserved

    def _columns_by_step(self) -> dict[tuple[Block, int] | None, list[int]]:
        columns: dict[tuple[Block, int] | None, list[int]] = defaultdict(list)
        for column, offer in enumerate(self.model.offers):
            step = offer.step
            columns[None if step is None else ((offer.quote, step[0]), step[1])].append(column)
        return columns

    def _affordable(
        self, columns: list[int], leaves: list[Bounded], place: int | None, ceiling: float
    ) -> NDArray[np.bool_]:
        """Which of the columns some leaf still has room for."""
        offers = [self.model.offers[column] for column in columns]
        lines = np.concatenate([offer.lines for offer in offers])
        starts = np.cumsum([0] + [len(offer.lines) for offer in offers[:-1]])
        prices = np.array([float(sum(offer.prices)) for offer in offers])
        keep = np.zeros(len(columns), dtype=np.bool_)
        for one in leaves:
            reduced = prices - np.add.reduceat(one.least[lines], starts)
            if place is not None:
                volumes = np.add.reduceat(self.volumes[place][lines], starts)
                reduced -= one.multipliers[place] * volumes
            keep |= one.bound + reduced <= ceiling
        return keep
