"""What can be wrong with a quote's ladders, bundles, minimum award and capacities."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from marketplace.domain.ladders import ladder_faults
from marketplace.domain.quote_pricing import WantedLine
from marketplace.errors import Fault
from pricing.money import WHOLE_BPS
from pricing.tiers import BrokenLadder, Ladder, Tier

Lots = Collection[str]
Named = Mapping[str, Any]


def volume_faults(document: Named, lots: Lots, lines: Mapping[str, WantedLine]) -> Iterator[Fault]:
    """Every rule of award-problem/1 that these terms break; `lots` are the RFQ's codes."""
    ladders, bundles = document.get("ladders") or [], document.get("bundles") or []
    yield from _ladders_faults(ladders, lots)
    yield from _same_name(bundles, "/bundles")
    yield from _unknown_lots(bundles, "/bundles", lots)
    yield from _rates_above_all(ladders, bundles, lots)
    yield from _unknown_lots(document.get("capacities") or [], "/capacities", lots)
    yield from _minimum_faults(document.get("minimum_award"), lines)


def _ladders_faults(ladders: Sequence[Named], lots: Lots) -> Iterator[Fault]:
    yield from _same_name(ladders, "/ladders")
    taken: dict[str, str] = {}
    for at, ladder in enumerate(ladders):
        pointer = f"/ladders/{at}"
        yield from _tier_faults(ladder, pointer)
        yield from _overlaps(ladder, pointer, lots, taken)
    yield from _unknown_lots(ladders, "/ladders", lots)


def _same_name(documents: Sequence[Named], pointer: str) -> Iterator[Fault]:
    names: dict[str, int] = {}
    for at, document in enumerate(documents):
        earlier = names.setdefault(document["id"], at)
        if earlier != at:
            yield Fault(f"{pointer}/{at}/id", "duplicate", {"first": earlier + 1})


def _tier_faults(ladder: Named, pointer: str) -> list[Fault]:
    tiers = tuple(Tier(tier["from"], tier["discount_bps"]) for tier in ladder["tiers"])
    try:
        Ladder(ladder["measure"], "whole", tiers)
    except BrokenLadder as broken:
        return ladder_faults(broken, pointer)
    return []


def _overlaps(ladder: Named, pointer: str, lots: Lots, taken: dict[str, str]) -> Iterator[Fault]:
    """Lots that an earlier ladder has; `taken` gathers lot to ladder."""
    every = ladder["lots"] == "all"
    for at, lot in enumerate(_lots_of(ladder, lots)):
        if lot in taken:
            where = f"{pointer}/lots" if every else f"{pointer}/lots/{at}"
            yield Fault(where, "ladders_overlap", {"lot": lot, "other": taken[lot]})
        taken.setdefault(lot, ladder["id"])


def _unknown_lots(documents: Sequence[Named], pointer: str, lots: Lots) -> Iterator[Fault]:
    for number, document in enumerate(documents):
        for at, lot in enumerate(_lots_of(document, lots)):
            if lot not in lots:
                yield Fault(f"{pointer}/{number}/lots/{at}", "lot_not_asked", {"lot": lot})


def _rates_above_all(
    ladders: Sequence[Named], bundles: Sequence[Named], lots: Lots
) -> Iterator[Fault]:
    """Rates add up: in no lot may the ladder's best tier and all bundles exceed the price."""
    rates: dict[str, int] = {}
    for ladder in ladders:
        best = max((tier["discount_bps"] for tier in ladder["tiers"]), default=0)
        for lot in _lots_of(ladder, lots):
            rates[lot] = max(rates.get(lot, 0), best)
    for at, bundle in enumerate(bundles):
        over = False
        for lot in set(_lots_of(bundle, lots)):
            rates[lot] = rates.get(lot, 0) + bundle["discount_bps"]
            over = over or rates[lot] > WHOLE_BPS
        if over:
            yield Fault(f"/bundles/{at}/discount_bps", "rates_above_all")


def _minimum_faults(minimum: Named | None, lines: Mapping[str, WantedLine]) -> Iterator[Fault]:
    """A minimum that the whole RFQ cannot reach would keep the carrier from winning anything."""
    if minimum is None or not lines:
        return
    whole = {"lines": len(lines), "mbps": sum(line.mbps for line in lines.values())}
    most = whole.get(minimum["measure"])
    if most is not None and minimum["at_least"] > most:
        yield Fault("/minimum_award/at_least", "minimum_unreachable", {"most": most})


def _lots_of(document: Named, lots: Lots) -> Sequence[str]:
    return sorted(lots) if document["lots"] == "all" else document["lots"]
