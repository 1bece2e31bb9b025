"""The certificate of a finished search: the tables and trees that its bound rests on."""

from __future__ import annotations

from pricing.award.problem import Problem
from pricing.award.proof.certificate import (
    Certificate,
    Deeper,
    PartProof,
    Priced,
    Ranges,
    Reaching,
    Split,
    Tree,
    WinnerCase,
)
from pricing.award.proof.names import Names
from pricing.award.search.branch import Node
from pricing.award.search.case import Case
from pricing.award.search.combination_search import CombinationSearch
from pricing.award.search.engine import Engine
from pricing.award.search.range_tree import RangeNode, RangeTree
from pricing.award.search.record import Record
from pricing.award.search.search import Search


def certificate_of(problem: Problem, engine: Engine) -> Certificate | None:
    """What proves the engine's bound; None while some case has not been bounded at all."""
    cases = []
    engine.prove_floors()
    for case in engine.cases:
        if not case.parts or not all(one.begun for one in case.parts):
            return None
        cases.append(_case(problem, engine, case))
    return Certificate(engine.market.scale, -(-engine.lower // engine.market.scale), tuple(cases))


def _case(problem: Problem, engine: Engine, case: Case) -> WinnerCase:
    names = Names(problem, engine.market)
    winners = None
    if case.winners is not None:
        winners = tuple(names.carriers[at] for at in sorted(case.winners))
    return WinnerCase(
        winners=winners,
        demands=names.multipliers(case.shadow),
        parts=tuple(_part(problem, one, case.winners is None) for one in case.parts),
    )


def _part(problem: Problem, search: Search, alone: bool) -> PartProof:
    names = Names(problem, search.market)
    lots, bound = None if alone else search.market.lots, search.certain
    way = search.way
    assert way is not None
    if isinstance(way, RangeTree):
        return PartProof(lots, bound, (), (), _ranges(names, way.root))
    return PartProof(
        lots=lots,
        bound=bound,
        tables=tuple(
            Priced(names.tiers(one.tiers), names.multipliers(one.shadow)) for one in _needed(way)
        ),
        deeper=tuple(
            Deeper(names.tiers(tiers), names.multipliers(way.starts[tiers]), _tree(names, root))
            for tiers, root in way.deeper.items()
        ),
    )


def _needed(way: CombinationSearch) -> list[Record]:
    """The first records, and of the later ones those that the bounds rest on."""
    used = way.waiting.needed()
    starts = [way.starts[tiers] for tiers in way.deeper]
    used |= {at for at, one in enumerate(way.records) if any(one.shadow is s for s in starts)}
    return [one for at, one in enumerate(way.records) if at < way.first or at in used]


def _ranges(names: Names, node: RangeNode) -> Ranges:
    prices = None if node.prices is None else names.prices(node.prices)
    if node.split is None or node.yes is None or node.no is None:
        return Ranges(prices, tree=None if node.tree is None else _tree(names, node.tree))
    split = _statement(names, *node.split)
    return Ranges(prices, split, _ranges(names, node.yes), _ranges(names, node.no))


def _statement(names: Names, kind: str, first: int, second: int) -> Split | Reaching:
    if kind == "tier":
        return Reaching(*names.scopes[first], names.market.scopes[first].tiers[second].from_)
    if kind == "winner":
        return Reaching(names.carriers[first], None, 0)
    return Split(names.lines[first], [*names.carriers, None][second])


def _tree(names: Names, node: Node) -> Tree:
    own = names.multipliers(node.shadow)
    if node.then is not None:
        return Tree(own, then=_tree(names, node.then))
    if node.split is None or node.yes is None or node.no is None:
        return Tree(own)
    kind, first, second = node.split
    if kind == "bundle":
        carrier, bundle = names.earnings[first]
        split = Split(None, carrier, bundle)
    else:
        carriers = [*names.carriers, None]
        split = Split(names.lines[first], carriers[second])
    return Tree(own, split, _tree(names, node.yes), _tree(names, node.no))
