"""Checks a certificate against the problem alone, with no solver.

Each case must bound every award it speaks of, and the cases together must speak of every award.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

from pricing.award.cores import Cores
from pricing.award.problem import Problem
from pricing.award.proof.bound import bound
from pricing.award.proof.certificate import Certificate, Deeper, PartProof, Tree, WinnerCase
from pricing.award.proof.check_ranges import RangeCheck
from pricing.award.proof.combinations import TooMany, open_combinations
from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import TooWide
from pricing.award.proof.market import Market
from pricing.award.proof.names import Names, Unknown
from pricing.award.proof.parts import across, crossing, part, parts_of
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import Combination, Shadow, Situation, everything
from pricing.award.proof.tables import Tables, tables
from pricing.award.proof.wholes import Wholes, list_wholes
from pricing.award.proof.width import without_dear

MAX_CARRIERS = 14
"up to which all sets of winners are looked at"


def find_gaps(problem: Problem, certificate: Certificate, cores: Cores | None = None) -> list[str]:
    """Each place where the proof fails, as `path: message`; none when the bound is proven."""
    below = certificate.below_minor
    if below is not None:
        if below < certificate.bound_minor:
            return [f"/below_minor: must be at least {certificate.bound_minor}"]
        problem = without_dear(problem, below)
    try:
        market = market_of(problem)
    except TooWide:
        return ["/: the amounts are too large for a certificate"]
    if certificate.scale != market.scale:
        return [f"/scale: must be {market.scale}, is {certificate.scale}"]
    checker = _Checker(problem, market, cores or Cores())
    found = [*checker.uncovered(certificate.cases)]
    for at, case in enumerate(certificate.cases):
        found += checker.case(case, f"/cases/{at}", certificate.bound_minor)
    return found


class _Checker:
    def __init__(self, problem: Problem, market: Market, cores: Cores) -> None:
        self.problem, self.market, self.cores = problem, market, cores
        self.names = Names(problem, market)
        self.parts = parts_of(market)
        self.crossing = crossing(market, self.parts)

    def uncovered(self, cases: tuple[WinnerCase, ...]) -> Iterator[str]:
        """Sets of winners that no case speaks of."""
        if any(case.winners is None for case in cases):
            return
        if self.market.carriers > MAX_CARRIERS:
            yield "/cases: too many carriers to tell winners apart"
            return
        covered = [(frozenset(case.winners or ()), self._sure_winners(case)) for case in cases]
        for size in range(self.market.least_winners, self.market.most_winners + 1):
            for names in combinations(self.names.carriers, size):
                if not any(sure <= set(names) <= winners for winners, sure in covered):
                    yield f"/cases: no case speaks of the winners {', '.join(names) or '(none)'}"
                    return

    def _sure_winners(self, case: WinnerCase) -> set[str]:
        """The carriers that must win for the case's multipliers to hold."""
        conditional = {
            name
            for name, one in zip(self.names.demands, self.market.demands, strict=True)
            if one.winners_only
        }
        return {
            key[1] for key, value in case.demands.demands.items() if value and key in conditional
        }

    def case(self, case: WinnerCase, path: str, bound_minor: int) -> Iterator[str]:
        """What is wrong with a case: parts missing, a part's bound too high, the sum too low."""
        try:
            shadow = self.names.shadow(case.demands)
            markets, total = self._markets(case, shadow)
        except (Unknown, ValueError) as error:
            yield f"{path}: {error}"
            return
        total += sum(proof.bound for proof in case.parts)

        def part_of(at: int) -> list[str]:
            found = self._part(case.parts[at], markets[at](), f"{path}/parts/{at}", whole)
            return list(found)

        whole = not shadow.demands
        for found in self.cores.each(part_of, range(len(case.parts))):
            yield from found
        if -(-total // self.market.scale) < bound_minor:
            least = -(-total // self.market.scale)
            yield f"{path}: bounds its awards by {least}, less than {bound_minor}"

    def _markets(self, case: WinnerCase, shadow: Shadow) -> tuple[list[Callable[[], Market]], int]:
        """How to lay out the market of each part, and what the demands across them are worth."""
        if case.winners is None:
            if len(case.parts) != 1 or case.parts[0].lots is not None or shadow.demands:
                raise Unknown("a case of all winners has one part, of all lots")
            return [lambda: self.market], 0
        if len(self.parts) == 1:
            raise Unknown("winners are told apart only where a problem falls into parts")
        if set(shadow.demands) - set(self.crossing) or shadow.needs or shadow.links:
            raise Unknown("only demands across parts have multipliers here")
        names = {name: at for at, name in enumerate(self.names.carriers)}
        if set(case.winners) - names.keys():
            raise Unknown("a winner is no carrier of the problem")
        winners = frozenset(names[name] for name in case.winners)
        credits, worth = across(self.market, shadow, winners)
        known = {tuple(sorted(self.market.lots[lot] for lot in lots)): lots for lots in self.parts}
        given = [tuple(sorted(one.lots or ())) for one in case.parts]
        if sorted(given) != sorted(known):
            raise Unknown("the parts must be the parts that the problem falls into")
        return [
            partial(part, self.market, known[lots], self.crossing, winners, credits)
            for lots in given
        ], worth

    def _part(self, proof: PartProof, market: Market, path: str, whole: bool) -> Iterator[str]:
        """Every combination of tiers must be bounded by a table or by a tree of its own.

        What a part costs is whole fen where no multiplier of another part touches it.
        """
        scale = market.scale
        if proof.bound <= 0 and not market.credits:
            return  # no award costs less than nothing
        target = proof.bound - scale + 1 if whole and proof.bound % scale == 0 else proof.bound
        names, wholes = Names(self.problem, market), list_wholes(market)
        if proof.ranges is not None:
            trees = _Trees(market, wholes, names, target)
            yield from RangeCheck(market, wholes, names, target, trees.case).gaps(
                proof.ranges, path
            )
            return
        made: list[Tables] = []
        deeper: dict[Combination, int] = {}
        for at, one in enumerate(proof.tables):
            try:
                tiers, shadow = names.combination(one.tiers), names.shadow(one.multipliers)
            except Unknown as error:
                yield f"{path}/tables/{at}: {error}"
                return
            situation = everything(market, tiers)
            found = bound(market, wholes, situation, shadow)
            made.append(tables(market, wholes, situation, shadow, found))
        for at, further in enumerate(proof.deeper):
            try:
                if deeper.setdefault(names.combination(further.tiers), at) != at:
                    yield f"{path}/deeper/{at}: the same tiers a second time"
            except Unknown as error:
                yield f"{path}/deeper/{at}: {error}"
        try:
            open_ = open_combinations(market, made, target)
        except TooMany:
            yield f"{path}: too many combinations of tiers are left open"
            return
        for combination in open_:
            place = deeper.get(combination)
            if place is None:
                yield f"{path}: nothing bounds {names.tiers(combination)} high enough"
                return
            yield from _Trees(market, wholes, names, target).walk(
                proof.deeper[place], combination, f"{path}/deeper/{place}"
            )


class _Trees:
    """Follows a tree of cases; each leaf must reach the target, or hold no award."""

    def __init__(self, market: Market, wholes: Wholes, names: Names, target: int) -> None:
        self.market, self.wholes, self.names, self.target = market, wholes, names, target

    def walk(self, deeper: Deeper, tiers: tuple[int, ...], path: str) -> Iterator[str]:
        try:
            start = self.names.shadow(deeper.start)
            situation = everything(self.market, tiers)
            yield from self.case(deeper.tree, situation, start, f"{path}/tree")
        except Unknown as error:
            yield f"{path}: {error}"

    def case(self, tree: Tree, situation: Situation, known: Shadow, path: str) -> Iterator[str]:
        own = self.names.shadow(tree.multipliers)
        for shadow in (known, own):
            situation, found, closed = narrowed(
                self.market, self.wholes, situation, shadow, self.target
            )
            if closed:
                return
        if tree.then is not None:
            yield from self.case(tree.then, situation, own, f"{path}/then")
            return
        if tree.split is None or tree.yes is None or tree.no is None:
            yield f"{path}: is bounded by {found.value}, less than {self.target}"
            return
        split = tree.split
        for yes, branch in ((True, tree.yes), (False, tree.no)):
            if split.bundle is not None:
                part_ = situation.bundle(self.names.earning(split.carrier, split.bundle), yes)
            else:
                row, column = self.names.choice(split.line or "", split.carrier)
                part_ = situation.where(row, column, yes)
            yield from self.case(branch, part_, own, f"{path}/{'yes' if yes else 'no'}")
