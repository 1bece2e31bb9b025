"""Draws what carriers ask for a park's lines: routes, bandwidths, list prices, who quotes what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MONTHS, VAT = 24, 1.06
BANDWIDTHS = np.array([2, 4, 10, 20, 30, 50, 100, 200, 300, 500, 1000])
FREQUENCY = np.array([6, 6, 16, 18, 10, 16, 14, 6, 4, 3, 1]) / 100
CARRIER_SPREAD, LOT_SPREAD, LINE_SPREAD = 0.01, 0.06, 0.03


@dataclass(frozen=True)
class Size:
    """How much of everything; `exclusions` counts the carrier-line pairs left unquoted.

    `lead` is by how much one carrier is cheaper than the others on the whole.
    """

    carriers: int
    lines: int
    lots: int
    regions: int = 1
    pairs: int = 0
    exclusions: int = 0
    lead: float = 0.0


@dataclass(frozen=True)
class Market:
    """Arrays over lines, and carriers x lines for `prices` (fen for the whole term) and `quoted`.

    `pairs` holds two positions a row: a line and its back-up in the same lot.
    """

    size: Size
    lot: Numbers
    region: Numbers
    mbps: Numbers
    prices: Numbers
    quoted: Flags
    pairs: Numbers
    strength: NDArray[np.float64]
    "carriers x lots: a carrier's price level there, 1 is the market's"


def draw_market(size: Size, chance: np.random.Generator) -> Market:
    """The market of this size; every line is quoted by two carriers or more."""
    lot = _lots_of_lines(size, chance)
    pairs = _pairs(size, lot, chance)
    mbps = chance.choice(BANDWIDTHS, size.lines, p=FREQUENCY)
    mbps[pairs[:, 1]] = mbps[pairs[:, 0]]
    region_of_lot = np.arange(size.lots) * size.regions // size.lots
    level = chance.normal(1, CARRIER_SPREAD, (size.carriers, 1))
    level[chance.integers(size.carriers)] -= size.lead
    strength = level * chance.lognormal(0, LOT_SPREAD, (size.carriers, size.lots))
    monthly = _street_prices(size, lot, mbps, chance) * strength[:, lot]
    monthly *= chance.lognormal(0, LINE_SPREAD, monthly.shape)
    prices = np.rint(np.rint(monthly) * MONTHS * 100 / VAT).astype(np.int64)
    quoted = _quoted(size, chance)
    return Market(size, lot, region_of_lot[lot], mbps, prices, quoted, pairs, strength)


def _lots_of_lines(size: Size, chance: np.random.Generator) -> Numbers:
    """Some routes are in more demand than others; each has two lines at least."""
    demand = chance.dirichlet(np.full(size.lots, 4.0))
    spread = chance.choice(size.lots, size.lines - 2 * size.lots, p=demand)
    lot = np.concatenate([np.repeat(np.arange(size.lots), 2), spread])
    return chance.permutation(lot)


def _pairs(size: Size, lot: Numbers, chance: np.random.Generator) -> Numbers:
    order = np.lexsort((chance.random(size.lines), lot))
    place = np.arange(size.lines) - np.searchsorted(lot[order], lot[order])
    first = np.flatnonzero((place[:-1] % 2 == 0) & (lot[order][:-1] == lot[order][1:]))
    chosen = chance.permutation(first)[: size.pairs]
    return np.stack([order[chosen], order[chosen + 1]], axis=1)


def _street_prices(
    size: Size, lot: Numbers, mbps: Numbers, chance: np.random.Generator
) -> NDArray[np.float64]:
    """CNY a month with VAT: access, and a part that grows with the route and the bandwidth."""
    thousand_km = chance.lognormal(1.0, 0.7, size.lots)
    return 900 + 160 * (1 + 0.35 * thousand_km[lot]) * mbps**0.82


def _quoted(size: Size, chance: np.random.Generator) -> Flags:
    """All but `exclusions`, spread evenly at random while two carriers remain on each line."""
    rank = chance.random((size.carriers, size.lines)).argsort(axis=0)
    may_go = np.flatnonzero(rank >= 2)
    quoted = np.ones(size.carriers * size.lines, dtype=bool)
    quoted[chance.permutation(may_go)[: size.exclusions]] = False
    return quoted.reshape(size.carriers, size.lines)
