"""Between the numbers of a market and the names of a certificate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pricing.award.problem import Problem
from pricing.award.proof.certificate import Multipliers, Prices, Reaching, Tiers
from pricing.award.proof.exact import REACH, Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.range_bound import LinePrices, limited
from pricing.award.proof.situation import OUT, Combination, Shadow
from pricing.award.proof.wholes import links
from pricing.tiers import Tier


class Unknown(ValueError):
    """A certificate names what the problem does not have, or a multiplier beyond reason."""


class Names:
    """The names of a market of a problem."""

    def __init__(self, problem: Problem, market: Market) -> None:
        self.market = market
        self.carriers = tuple(quote.carrier for quote in problem.quotes)
        self.scopes = [
            (
                self.carriers[scope.carrier],
                None
                if scope.ladder is None
                else problem.quotes[scope.carrier].ladders[scope.ladder].id,
            )
            for scope in market.scopes
        ]
        self.demands = [(one.path, self.carriers[one.carrier]) for one in market.demands]
        self.earnings = [
            (self.carriers[one.carrier], problem.quotes[one.carrier].bundles[one.bundle].id)
            for one in market.earnings
        ]
        self.lines = [problem.lines[line].id for line in market.lines.tolist()]

    def multipliers(self, shadow: Shadow) -> Multipliers:
        return Multipliers(
            {self.scopes[at]: value for at, value in shadow.needs.items() if value},
            {self.demands[at]: value for at, value in shadow.demands.items() if value},
            {
                (*self.earnings[at], self.market.lots[lot]): value
                for (at, lot), value in shadow.links.items()
                if value
            },
        )

    def shadow(self, multipliers: Multipliers) -> Shadow:
        """Raises Unknown."""
        try:
            shadow = Shadow(
                {self.scopes.index(key): value for key, value in multipliers.needs.items()},
                {self.demands.index(key): value for key, value in multipliers.demands.items()},
                {
                    (self.earnings.index((carrier, bundle)), self.market.lots.index(lot)): value
                    for (carrier, bundle, lot), value in multipliers.links.items()
                },
            )
        except ValueError as error:
            raise Unknown(str(error)) from error
        known = set(links(self.market))
        for at, lot in shadow.links:
            if (at, lot) not in known:
                raise Unknown(f"{self.earnings[at]} has no link in {self.market.lots[lot]}")
        check_reach(self.market, shadow)
        return shadow

    def tiers(self, combination: Combination) -> Tiers:
        return {
            self.scopes[at]: self.market.scopes[at].tiers[tier].from_
            for at, tier in enumerate(combination)
            if tier != OUT
        }

    def combination(self, tiers: Tiers) -> Combination:
        """Raises Unknown."""
        unknown = tiers.keys() - set(self.scopes)
        if unknown:
            raise Unknown(f"no such ladder: {sorted(map(str, unknown))[0]}")
        return tuple(
            OUT if name not in tiers else _place(scope.tiers, tiers[name])
            for name, scope in zip(self.scopes, self.market.scopes, strict=True)
        )

    def prices(self, priced: LinePrices) -> Prices:
        named = zip(self.lines, priced.prices.tolist(), strict=True)
        charged = zip(self.market.lots, priced.charges.tolist(), strict=True)
        return Prices(
            {line: price for line, price in named if price},
            {lot: charge for lot, charge in charged if charge},
            self.multipliers(priced.shadow),
        )

    def line_prices(self, prices: Prices) -> LinePrices:
        """Raises Unknown."""
        if prices.lots and not limited(self.market):
            raise Unknown("lots are charged for only where the number of their winners is limited")
        if min(prices.lots.values(), default=0) < 0:
            raise Unknown("a lot's charge is below nothing")
        amounts = [*prices.lines.values(), *prices.lots.values()]
        if sum(map(abs, amounts)) > REACH:
            raise Unknown("the prices are beyond reason")
        return LinePrices(
            _placed(prices.lines, self.lines),
            _placed(prices.lots, self.market.lots),
            self.shadow(prices.demands),
        )

    def reached(self, split: Reaching) -> tuple[int, int]:
        """The scope and the tier. Raises Unknown."""
        try:
            scope = self.scopes.index((split.carrier, split.ladder))
        except ValueError as error:
            raise Unknown(str(error)) from error
        return scope, _place(self.market.scopes[scope].tiers, split.from_)

    def carrier(self, name: str) -> int:
        """Raises Unknown."""
        try:
            return self.carriers.index(name)
        except ValueError as error:
            raise Unknown(str(error)) from error

    def earning(self, carrier: str | None, bundle: str) -> int:
        """Raises Unknown."""
        try:
            return self.earnings.index((carrier or "", bundle))
        except ValueError as error:
            raise Unknown(str(error)) from error

    def choice(self, line: str, carrier: str | None) -> tuple[int, int]:
        """The row and column. Raises Unknown."""
        try:
            column = len(self.carriers) if carrier is None else self.carriers.index(carrier)
            return self.lines.index(line), column
        except ValueError as error:
            raise Unknown(str(error)) from error


def _placed(values: dict[str, int], names: Sequence[str]) -> Ints:
    """The values in the order of the names, 0 for the others. Raises Unknown."""
    if values.keys() - set(names):
        raise Unknown("a price of what is not here")
    return np.array([values.get(name, 0) for name in names], dtype=np.int64)


def _place(tiers: tuple[Tier, ...], from_: int) -> int:
    for at, tier in enumerate(tiers):
        if tier.from_ == from_:
            return at
    raise Unknown(f"no tier that is worth aiming at begins at {from_}")


def check_reach(market: Market, shadow: Shadow) -> None:
    """Sums of credits must stay inside 64 bits. Raises Unknown."""
    reach = sum(abs(value) for value in shadow.links.values())
    for at, value in shadow.needs.items():
        scope = market.scopes[at]
        reach += (value * reach_of(scope.volumes, scope.tiers[-1].from_)) >> scope.shift
    for at, value in shadow.demands.items():
        demand = market.demands[at]
        reach += (value * reach_of(demand.amounts, demand.bound)) >> demand.shift
    if reach > REACH:
        raise Unknown("a multiplier is beyond reason")


def reach_of(amounts: Ints, bound: int) -> int:
    """The most units that a multiplier on these amounts is taken times."""
    return max(1, exact_sum(amounts), bound)
