"""Draws the discounts: a ladder per carrier and region, and bundles of neighbouring lots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.award_market import Market
from pricing.award.problem import Bundle, LotLadder
from pricing.tiers import Ladder, Tier

FIRST_STEP, LAST_STEP = 0.2, 1.0
STEP_BPS, BUNDLE_BPS = (100, 300), (150, 400)
NEIGHBOURS, BUNDLE_LOTS = 12, (2, 4)


def draw_ladders(
    market: Market, names: Sequence[str], tiers: int, reach: float, chance: np.random.Generator
) -> list[list[LotLadder]]:
    """By carrier; the top tier starts at about `reach` of all Mbps of its lots."""
    size = market.size
    whole = np.bincount(market.region, market.mbps, minlength=size.regions)
    region_of_lot = np.arange(size.lots) * size.regions // size.lots
    lots = [
        frozenset(names[at] for at in np.flatnonzero(region_of_lot == region).tolist())
        for region in range(size.regions)
    ]
    return [
        [
            LotLadder(f"R{at + 1:02}", lots[at], _ladder(whole[at], tiers, reach, chance))
            for at in range(size.regions)
        ]
        for _ in range(size.carriers)
    ]


def _ladder(whole: float, tiers: int, reach: float, chance: np.random.Generator) -> Ladder:
    steps = tiers - 1
    parts = np.linspace(FIRST_STEP, LAST_STEP, steps) * reach * chance.uniform(0.85, 1.15)
    bounds = np.maximum(np.rint(parts * whole / 10), np.arange(1, steps + 1)).astype(int) * 10
    rates = np.cumsum(chance.integers(STEP_BPS[0] // 10, STEP_BPS[1] // 10 + 1, steps)) * 10
    rows = zip(bounds.tolist(), rates.tolist(), strict=True)
    return Ladder("mbps", "whole", (Tier(0, 0), *(Tier(from_, rate) for from_, rate in rows)))


def draw_bundles(
    market: Market, names: Sequence[str], bundles: int, chance: np.random.Generator
) -> list[list[Bundle]]:
    """By carrier: lots near each other, those where the carrier is strong more often."""
    return [
        [_bundle(market, carrier, names, at, chance) for at in range(bundles)]
        for carrier in range(market.size.carriers)
    ]


def _bundle(
    market: Market, carrier: int, names: Sequence[str], at: int, chance: np.random.Generator
) -> Bundle:
    lots = market.size.lots
    near = (chance.integers(lots) + np.arange(min(NEIGHBOURS, lots))) % lots
    standing = market.strength[:, near].mean(axis=0) / market.strength[carrier, near]
    weight = standing**40
    count = min(int(chance.integers(BUNDLE_LOTS[0], BUNDLE_LOTS[1] + 1)), lots)
    chosen = chance.choice(near, count, replace=False, p=weight / weight.sum())
    rate = int(chance.integers(BUNDLE_BPS[0] // 10, BUNDLE_BPS[1] // 10 + 1)) * 10
    return Bundle(f"B{at + 1:02}", frozenset(names[lot] for lot in chosen), rate)
