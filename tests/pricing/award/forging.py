"""Proofs changed at random, and made up at random."""

import copy
from functools import cache

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate import (
    Certificate,
    Deeper,
    Multipliers,
    PartProof,
    Priced,
    Split,
    Tree,
    WinnerCase,
)
from pricing.award.proof.combinations import open_combinations
from pricing.award.proof.names import Names
from pricing.award.proof.parts import crossing, part, parts_of
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import Shadow
from pricing.award.search import search
from tests.pricing.award.crossed import tiny_crossed
from tests.pricing.award.odd_problems import overlapping_bundles, wide_problem
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem
from tests.pricing.award.proof.tiny import some_shadow
from tests.pricing.award.solving import solve_here

RICH = (33, 48, 58, 117, 145, 158, 232, 251, 272, 285, 292, 322)
"seeds whose proofs have trees split by bundles"
TEN = range(10)


@cache
def known_proofs():
    """Problems with their proofs and their least totals."""
    documents = [random_problem(seed) for seed in RICH]
    documents += [wide_problem(random_problem(seed), seed) for seed in range(400, 412)]
    documents.append(overlapping_bundles(31))
    found = _proofs(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "ranges_first", lambda _: True)
        return found + _proofs([*(random_problem(seed) for seed in RICH), *map(tiny_crossed, TEN)])


def _proofs(documents):
    found = []
    for document in documents:
        best = best_award(document)
        if best is not None:
            certificate = solve_here(document).certificate
            found.append((parse_problem(document), certificate, best[0][0]))
    return found


def mutated(certificate, chance):
    """The certificate with one to three values changed; half of the time it claims more as well."""
    changed = copy.deepcopy(certificate)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(changed))
        holder, key = chance.choice(places)
        _change(holder, key, chance, certificate)
    if chance.random() < 0.5:
        _claim(changed, chance.choice([1, 2, 10, 1000]))
    return changed


def _claim(certificate, more):
    """So many fen more, in each part."""
    try:
        certificate["bound_minor"] += more
        for case in certificate["cases"]:
            for one in case["parts"]:
                one["bound"] += more * certificate["scale"]
    except (KeyError, TypeError):
        pass  # no certificate any more


def _places(value):
    """Every place in a JSON value, as its holder and its key there."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _change(holder, key, chance, certificate):
    value = holder[key]
    if isinstance(value, int):
        holder[key] = chance.choice(
            [value + 1, value - 1, value * 2, value // 2, value * 1000, -value, 0, 2**57, 2**62]
        )
    elif isinstance(value, str) or value is None or chance.random() < 0.3:
        other, place = chance.choice(list(_places(certificate)))
        holder[key] = copy.deepcopy(other[place])
    elif isinstance(holder, list):
        chance.choice([lambda: holder.pop(key), lambda: holder.append(copy.deepcopy(value))])()
    else:
        del holder[key]


def forged(problem, claimed, chance):
    """A certificate that claims so much: every combination, each with multipliers at random."""
    market = market_of(problem)
    parts = parts_of(market)
    forger = _Forger(problem, chance)
    if len(parts) == 1 or chance.random() < 0.3:
        whole = forger.part(market, None, claimed * market.scale)
        return Certificate(market.scale, claimed, (WinnerCase(None, Multipliers(), (whole,)),))
    everybody, apart = frozenset(range(market.carriers)), crossing(market, parts)
    proofs = []
    for at, lots in enumerate(parts):
        inside = part(market, lots, apart, everybody, {})
        proofs.append(forger.part(inside, inside.lots, 0 if at else claimed * market.scale))
    priced = forger.shadow(market).demands
    demands = Shadow(demands={at: value for at, value in priced.items() if at in apart})
    names = Names(problem, market)
    case = WinnerCase(names.carriers, names.multipliers(demands), tuple(proofs))
    return Certificate(market.scale, claimed, (case,))


class _Forger:
    def __init__(self, problem, chance):
        self.problem, self.chance = problem, chance

    def shadow(self, market):
        return some_shadow(self.chance, market, wide=self.chance.random() < 0.3)

    def part(self, market, lots, bound):
        names = Names(self.problem, market)
        combinations = open_combinations(market, [], 2**50)
        self.chance.shuffle(combinations)
        tables = [Priced(names.tiers(one), self._priced(names)) for one in combinations[:6]]
        deeper = [
            Deeper(names.tiers(one), self._priced(names), self._tree(names, 3))
            for one in combinations
        ]
        return PartProof(lots, bound, tuple(tables), tuple(deeper))

    def _priced(self, names):
        return names.multipliers(self.shadow(names.market))

    def _tree(self, names, depth):
        if not depth or self.chance.random() < 0.3:
            return Tree(self._priced(names))
        yes, no = (self._tree(names, depth - 1) for _ in range(2))
        return Tree(self._priced(names), self._split(names), yes, no)

    def _split(self, names):
        if names.earnings and self.chance.random() < 0.4:
            carrier, bundle = self.chance.choice(names.earnings)
            return Split(None, carrier, bundle)
        return Split(self.chance.choice(names.lines), self.chance.choice([*names.carriers, None]))
