"""What a carrier is told of a quote that would be accepted: likely slips, and things to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.domain.price_cliffs import Step, price_cliffs, tier_cliffs_of
from marketplace.domain.quote_coverage import Uncovered, card_of, lines_within, uncovered
from marketplace.domain.quote_faults import QuoteFrame, lot_code
from marketplace.domain.quote_pricing import Gap, LinePricing, WantedLine
from marketplace.errors import Fault

WIDE_CLIFF_BPS = 1_500
"of a tier's bound: a stretch so wide below it is worth a warning"
FIELDS = {
    Gap.TOO_SMALL: "mbps",
    Gap.RTT: "rtt_us",
    Gap.AVAILABILITY: "availability_bps",
    Gap.DELIVERY: "delivery_days",
}
Terms = Mapping[str, Any]


class Level(StrEnum):
    """How much a check matters."""

    REFUSAL = "refusal"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Check:
    """One thing to look at: the rule's code, the cell to mend, and the lot or lines it is about."""

    level: Level
    fault: Fault
    about: tuple[str, ...] = ()
    "what it is about: a lot's code, or references of lines"


def advice(terms: Terms, frame: QuoteFrame, prices: Sequence[LinePricing]) -> Iterator[Check]:
    """What is likely a slip, and what is worth knowing, of a quote that prices these lines."""
    lines = list(frame.lines.values())
    if not prices:
        yield Check(Level.WARNING, Fault("/rate_rows", "prices_no_line"))
    for gap in uncovered(terms, lines, frame.scopes, frame.due_on):
        level = Level.NOTE if gap.gap == Gap.NO_LICENCE else Level.WARNING
        yield Check(level, _gap_fault(gap), gap.references)
    yield from _line_cliffs(terms, frame, prices)
    yield from _ladder_cliffs(terms.get("ladders") or ())
    yield from _far_tiers(terms.get("ladders") or (), lines)
    yield from _lost_bundles(terms.get("bundles") or (), lines, prices)
    yield from _idle_rows(terms, prices)


def _gap_fault(gap: Uncovered) -> Fault:
    pointer = "/rate_rows" if gap.row is None else f"/rate_rows/{gap.row}/{FIELDS[gap.gap]}"
    params = {"lot": lot_code(gap.key.corridor, gap.key.product), "most": gap.most}
    kept = {"months": gap.key.term_months, "protection": gap.key.protection}
    return Fault(pointer, gap.gap, params | kept)


def _line_cliffs(terms: Terms, frame: QuoteFrame, prices: Sequence[LinePricing]) -> Iterator[Check]:
    """Lines with prices of their own that cost less than a smaller line of the same kind."""
    own = {p["reference"]: at for at, p in enumerate(terms.get("line_prices") or ())}
    names = {line.line_id: line for line in frame.lines.values()}
    steps: dict[Any, list[Step]] = defaultdict(list)
    for number, price in enumerate(prices):
        line = names[price.line_id]
        steps[line.key].append(Step(line.mbps, price.price_minor, number))
    for kin in steps.values():
        for step, smaller in price_cliffs(kin):
            larger, less = (names[prices[s.number].line_id].reference for s in (step, smaller))
            if larger in own or less in own:
                name = larger if larger in own else less
                fault = Fault(f"/line_prices/{own[name]}/monthly_minor", "line_cliff")
                params = {"mbps": step.mbps, "smaller": smaller.mbps, "line": less}
                yield Check(Level.WARNING, Fault(fault.pointer, fault.code, params), (larger,))


def _ladder_cliffs(ladders: Iterable[Terms]) -> Iterator[Check]:
    for number, ladder in enumerate(ladders):
        for cliff in tier_cliffs_of(ladder["tiers"]):
            level = Level.WARNING if cliff.width_bps > WIDE_CLIFF_BPS else Level.NOTE
            params = {"low": cliff.low, "bound": cliff.bound, "measure": ladder["measure"]}
            pointer = f"/ladders/{number}/tiers/{cliff.at}/discount_bps"
            yield Check(level, Fault(pointer, "ladder_cliff", params), (ladder["id"],))


def _far_tiers(ladders: Iterable[Terms], lines: Sequence[WantedLine]) -> Iterator[Check]:
    """Tiers that begin above all that the lots of their ladder hold."""
    for number, ladder in enumerate(ladders):
        held = lines_within(ladder["lots"], lines)
        whole = {"lines": len(held), "mbps": sum(line.mbps for line in held)}
        most = whole.get(ladder["measure"])
        for at, tier in enumerate(ladder["tiers"]):
            if most is not None and tier["from"] > most:
                params = {"bound": tier["from"], "most": most, "measure": ladder["measure"]}
                fault = Fault(f"/ladders/{number}/tiers/{at}/from", "tier_out_of_reach", params)
                yield Check(Level.NOTE, fault, (ladder["id"],))


def _lost_bundles(
    bundles: Iterable[Terms], lines: Sequence[WantedLine], prices: Sequence[LinePricing]
) -> Iterator[Check]:
    """Bundles that can never be earned: a line of their lots has no price."""
    priced = {price.line_id for price in prices}
    for number, bundle in enumerate(bundles):
        held = lines_within(bundle["lots"], lines)
        missing = tuple(line.reference for line in held if line.line_id not in priced)
        if missing:
            fault = Fault(
                f"/bundles/{number}/discount_bps", "bundle_lost", {"bundle": bundle["id"]}
            )
            yield Check(Level.WARNING, fault, missing)


def _idle_rows(terms: Terms, prices: Sequence[LinePricing]) -> Iterator[Check]:
    """Rows that no line takes, by lot: often a slip in term, protection or bandwidth."""
    taken = {price.row for price in prices}
    idle: dict[str, list[int]] = defaultdict(list)
    for row, at in card_of(terms).places.items():
        if row not in taken:
            idle[lot_code(row.key.corridor, row.key.product)].append(at)
    for lot, places in idle.items():
        fault = Fault(f"/rate_rows/{min(places)}/mbps", "rows_idle", {"rows": len(places)})
        yield Check(Level.NOTE, fault, (lot,))
