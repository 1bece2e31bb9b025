"""Tiny markets with all of their awards, and multipliers at random: what lemmas are tried on."""

import random
from dataclasses import dataclass
from functools import cache

import numpy as np

from pricing.award.problem_file import parse_problem
from pricing.award.proof.exact import REACH
from pricing.award.proof.market import Market
from pricing.award.proof.names import reach_of
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import OUT, Shadow, everything
from pricing.award.proof.wholes import Wholes, links, list_wholes
from tests.pricing.award.odd_problems import overlapping_bundles, wide_problem
from tests.pricing.award.oracle import every_award
from tests.pricing.award.problems import random_problem

SEEDS = range(40)


@dataclass(frozen=True, eq=False)
class Award:
    """An award as a proof sees it: parts of a fen, columns by row, tiers reached by scope."""

    cost: int
    columns: np.ndarray
    tiers: tuple[int, ...]
    earned: tuple[bool, ...]

    @property
    def winners(self):
        return set(self.columns.tolist())


@dataclass(frozen=True, eq=False)
class Tiny:
    """A market, with its awards by trying every one, and chance of its own."""

    seed: int
    market: Market
    wholes: Wholes
    chance: random.Random

    @property
    def awards(self):
        return _awards(self.seed)

    def among(self, tiers):
        """The awards of a combination."""
        return [award for award in self.awards if award.tiers == tiers]


def tiny(seed):
    """The market of this seed: every third with amounts of all widths, a tenth full of bundles."""
    document = _document(seed)
    market = market_of(parse_problem(document))
    return Tiny(seed, market, list_wholes(market), random.Random(seed))


def _document(seed):
    if seed % 10 == 9:
        return overlapping_bundles(seed)
    return wide_problem(random_problem(seed), seed) if seed % 3 == 1 else random_problem(seed)


@cache
def _awards(seed):
    document = _document(seed)
    market = market_of(parse_problem(document))
    number = {quote["carrier"]: at for at, quote in enumerate(document["quotes"])}
    number[None] = market.carriers
    return tuple(
        _award(market, np.array([number[name] for name in carriers])[market.lines], rank[0])
        for carriers, rank in every_award(document).items()
    )


def _award(market, columns, total):
    tiers = tiers_of(market, columns)
    earned = tuple(
        all(
            (columns[market.starts[lot] : market.ends[lot]] == one.carrier).all()
            for lot in one.lots
        )
        for one in market.earnings
    )
    return Award(total * market.scale, columns, tiers, earned)


def tiers_of(market, columns):
    """By scope the highest tier that the award reaches; OUT for who wins nothing."""
    return tuple(
        _reached(scope, columns) if scope.carrier in columns else OUT for scope in market.scopes
    )


def _reached(scope, columns):
    volume = int(scope.volumes[columns[scope.lines] == scope.carrier].sum())
    return max(at for at, tier in enumerate(scope.tiers) if tier.from_ <= volume)


def some_tiers(one):
    """A combination: mostly that of an award, else any."""
    if one.awards and one.chance.random() < 0.7:
        return one.chance.choice(one.awards).tiers
    out = {at for at in range(one.market.carriers) if one.chance.random() < 0.3}
    return tuple(
        OUT if scope.carrier in out else one.chance.randrange(len(scope.tiers))
        for scope in one.market.scopes
    )


def some_case(one, tiers):
    """A case of the combination, perhaps split once or twice, and the awards that are in it."""
    chance, market = one.chance, one.market
    case, inside = everything(market, tiers), one.among(tiers)
    if chance.random() < 0.6:
        row, column = chance.randrange(market.size), chance.randrange(market.carriers + 1)
        yes = chance.random() < 0.5
        case = case.where(row, column, yes)
        inside = [award for award in inside if (award.columns[row] == column) == yes]
    if market.earnings and chance.random() < 0.6:
        at, yes = chance.randrange(len(market.earnings)), chance.random() < 0.5
        case = case.bundle(at, yes)
        inside = [award for award in inside if award.earned[at] == yes]
    return case, inside


def some_shadow(chance, market, *, wide=False):
    """Multipliers that mean something; `wide`: together up to the end of their reach."""
    parts = len(market.scopes) + len(market.demands) + len(links(market))
    most = REACH // max(1, parts) if wide else chance.choice([1, 30, 300]) * market.scale

    def worth(shift, amounts, bound):
        units = reach_of(amounts, bound) if wide else max(1, int(amounts.max(initial=1)))
        return (int(most * chance.random()) << shift) // units if chance.random() < 0.6 else 0

    def link():
        return int(most * chance.uniform(-1, 1)) if chance.random() < 0.6 else 0

    needs = [worth(one.shift, one.volumes, one.tiers[-1].from_) for one in market.scopes]
    demands = [worth(one.shift, one.amounts, one.bound) for one in market.demands]
    return Shadow(
        dict(enumerate(needs)), dict(enumerate(demands)), {key: link() for key in links(market)}
    )
