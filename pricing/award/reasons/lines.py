"""Why each line goes to its carrier: what it would cost elsewhere, and what that would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pricing.award.reasons.holding import BundleMove, Holding, LadderMove, Side
from pricing.award.reasons.limits import Limits
from pricing.award.rules import Settlement
from pricing.money import discounted

MOST_NAMED = 5


class Verdict(StrEnum):
    """Why a line does not go there; the first that holds."""

    CHOSEN = "chosen"
    BREAKS_RULES = "breaks_rules"
    CHEAPER = "cheaper"
    "the whole would cost less: only where the award is not proven to be the least"
    EQUAL = "equal"
    "the whole would cost the same: the tie rule decided, unless the result left ties unbroken"
    COSTS_OTHERS = "costs_others"
    "the line itself would cost less, the whole more"
    DEARER = "dearer"


@dataclass(frozen=True)
class Option:
    """One carrier for one line, None: to stay unserved; money in fen.

    `now_minor` at the volumes as they stand, `price_minor` with the line there, `change_minor` of
    the total if the line alone moves there. `above`: other lines then above their ceilings.
    """

    carrier: str | None
    verdict: Verdict
    list_minor: int | None
    now_minor: int | None
    rate: int | None
    price_minor: int
    change_minor: int
    others_minor: int
    ladders: tuple[LadderMove, ...] = ()
    bundles: tuple[BundleMove, ...] = ()
    above: tuple[int, ...] = ()
    breaks: tuple[str, ...] = ()


class LineReasons:
    """The options of every line of an award that keeps every rule."""

    def __init__(self, settlement: Settlement) -> None:
        self.settlement = settlement
        self.problem = settlement.problem
        self.limits = Limits(settlement)
        self.holdings = {
            quote.carrier: Holding(self.problem, quote, settlement.won.get(quote.carrier, ()))
            for quote in self.problem.quotes
        }

    def options(self, at: int) -> list[Option]:
        """Where the line is first, then by what the whole would cost."""
        chosen = self.settlement.carriers[at]
        leaves = None if chosen is None else self.holdings[chosen].without_line(at)
        line = self.problem.lines[at]
        others: list[str | None] = [
            quote.carrier for quote in self.problem.quotes if line.id in quote.prices_minor
        ]
        if line.outside_option_minor is not None:
            others.append(None)
        moved = [self._moved(at, one, leaves) for one in others if one != chosen]
        return [self._chosen(at), *sorted(moved, key=lambda one: one.change_minor)]

    def _chosen(self, at: int) -> Option:
        carrier, price = self.settlement.carriers[at], self.settlement.prices[at]
        if carrier is None or price is None:
            outside = self.problem.lines[at].outside_option_minor or 0
            return Option(None, Verdict.CHOSEN, None, None, None, outside, 0, 0)
        listed = self.holdings[carrier].listed(at)
        rate = self.settlement.rates[at]
        return Option(carrier, Verdict.CHOSEN, listed, price, rate, price, 0, 0)

    def _moved(self, at: int, carrier: str | None, leaves: Side | None) -> Option:
        line = self.problem.lines[at]
        sides = [] if leaves is None else [leaves]
        listed = now = rate = None
        price = line.outside_option_minor or 0
        if carrier is not None:
            holding = self.holdings[carrier]
            side = holding.with_line(at)
            sides.append(side)
            listed, rate = holding.listed(at), side.rate
            now = discounted(listed, holding.rate(line.lot))
            price = discounted(listed, rate)
        breaks = self.limits.broken(at, carrier)
        if carrier is not None and line.ceiling_minor is not None and price > line.ceiling_minor:
            breaks |= {f"/lines/{at}/ceiling_minor"}
        others = sum(side.others_minor for side in sides)
        above = tuple(sorted(one for side in sides for one in side.above))
        saved = price - self._present(at)
        return Option(
            carrier=carrier,
            verdict=_verdict(bool(breaks or above), saved, saved + others),
            list_minor=listed,
            now_minor=now,
            rate=rate,
            price_minor=price,
            change_minor=saved + others,
            others_minor=others,
            ladders=tuple(move for side in sides for move in side.ladders),
            bundles=tuple(move for side in sides for move in side.bundles),
            above=above,
            breaks=tuple(sorted(breaks)),
        )

    def _present(self, at: int) -> int:
        price = self.settlement.prices[at]
        return (self.problem.lines[at].outside_option_minor or 0) if price is None else price


def _verdict(breaks: bool, own: int, whole: int) -> Verdict:
    """`own`: what the line itself would cost more, `whole`: what all would."""
    if breaks:
        return Verdict.BREAKS_RULES
    if whole < 0:
        return Verdict.CHEAPER
    if whole == 0:
        return Verdict.EQUAL
    return Verdict.COSTS_OTHERS if own < 0 else Verdict.DEARER


def line_documents(settlement: Settlement) -> Iterator[tuple[str, dict[str, Any]]]:
    """By line id, its carrier and options as plain values; what is empty is left out."""
    reasons = LineReasons(settlement)
    for at, line in enumerate(settlement.problem.lines):
        options = [_option(settlement, option) for option in reasons.options(at)]
        yield line.id, {"carrier": settlement.carriers[at], "options": options}


def _option(settlement: Settlement, option: Option) -> dict[str, Any]:
    lines = settlement.problem.lines
    extras = {
        "ladders": [vars(move) for move in option.ladders],
        "bundles": [vars(move) for move in option.bundles],
        "above_ceiling": len(option.above),
        "above_ceiling_lines": [lines[at].id for at in option.above[:MOST_NAMED]],
        "breaks": list(option.breaks),
    }
    return {
        "carrier": option.carrier,
        "verdict": str(option.verdict),
        "list_minor": option.list_minor,
        "now_minor": option.now_minor,
        "discount_bps": option.rate,
        "price_minor": option.price_minor,
        "change_minor": option.change_minor,
        "others_minor": option.others_minor,
    } | {name: value for name, value in extras.items() if value}
