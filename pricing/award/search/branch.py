"""Case by case: splits what one bound leaves open until every part is closed.

What comes out is the tree of cases with their multipliers, which a reader can check alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import numpy as np

from pricing.award.proof.certificate import MAX_DEPTH
from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Shadow, Situation
from pricing.award.proof.wholes import Wholes
from pricing.award.search.relax import Relaxation, Relaxed

Split = tuple[str, int, int]
"line, row, column; or bundle, earning, 0"


@dataclass
class Node:
    """A case: closed by its multipliers, or split into two that are.

    It is bounded with the multipliers of the case it came from, then, without what those rule
    out, with its own.
    """

    shadow: Shadow = field(default_factory=Shadow)
    split: Split | None = None
    yes: Node | None = None
    no: Node | None = None
    then: Node | None = None
    "the same case once more, where there was nothing left to split"
    depth: int = 0

    def below(self) -> Node:
        """A case within this one. Raises Unproven where a reader would follow no further."""
        if self.depth >= MAX_DEPTH:
            raise Unproven
        return Node(depth=self.depth + 1)


class Unproven(Exception):
    """Time or nodes ran out, or nothing was left to split."""


@dataclass
class Budget:
    """How long and how far a search may go; `target` is what a case must reach to be closed."""

    deadline: float
    nodes: int
    target: Callable[[], int]
    offer: Callable[[Relaxed], None]
    decided: Callable[[Ints], object]
    counted: Callable[[], None]
    ends_decided: bool = False
    "whether a case in which every line is decided needs no proof any more"

    def check(self) -> None:
        """One more case. Raises Unproven when it is one too many."""
        self.nodes -= 1
        self.counted()
        if self.nodes < 0 or self.late:
            raise Unproven

    @property
    def late(self) -> bool:
        return time.monotonic() >= self.deadline


def prove(
    relaxation: Relaxation, situation: Situation, start: Shadow, budget: Budget, depth: int = 0
) -> Node:
    """A tree that closes the case, itself so deep, the lowest bound first. Raises Unproven."""
    market = relaxation.market
    root = Node(depth=depth)
    waiting: list[tuple[int, int, Node, Situation, Shadow]] = [(0, 0, root, situation, start)]
    numbers = count(1)
    while waiting:
        _, _, node, case, known = heappop(waiting)
        budget.check()
        found = relaxation.relax(case, budget.target(), known)
        if found.parts is None:
            continue  # the multipliers that it came with close it
        node.shadow = found.shadow
        if not _open(found, budget):
            continue
        budget.offer(found)
        if not _open(found, budget):
            continue
        rest, last, closed = narrowed(
            market, relaxation.wholes, found.case, found.shadow, budget.target()
        )
        if closed:
            continue
        if node is root:
            relaxation = relaxation.within(rest)
        node.split = split = choose_split(market, relaxation.wholes, rest, found)
        if split is None:
            budget.decided(rest.allowed.argmax(axis=1))
            if budget.ends_decided or last.value is None or last.value >= budget.target():
                continue
            if (rest.allowed == case.allowed).all():
                raise Unproven
            node.then = node.below()
            heappush(waiting, (last.value, next(numbers), node.then, rest, found.shadow))
            continue
        value = found.found.value or 0
        for yes in (True, False):
            child = node.below()
            node.yes, node.no = (child, node.no) if yes else (node.yes, child)
            part = divided(rest, split, yes)
            heappush(waiting, (value, next(numbers), child, part, found.shadow))
    return root


def _open(found: Relaxed, budget: Budget) -> bool:
    value = found.found.value
    return value is not None and value < budget.target()


def divided(situation: Situation, split: Split, yes: bool) -> Situation:
    """The part of a case in which the split's statement holds, or does not."""
    kind, first, second = split
    if kind == "bundle":
        return situation.bundle(first, yes)
    return situation.where(first, second, yes)


def choose_split(
    market: Market, wholes: Wholes, situation: Situation, relaxed: Relaxed
) -> Split | None:
    """What the fractional award is least sure of: a bundle, else a line, else any open choice."""
    bundles = sorted(relaxed.bundles.items(), key=lambda item: abs(item[1] - 0.5))
    for at, part in bundles:
        if at not in situation.earned and 1e-5 < part < 1 - 1e-5:
            return "bundle", at, 0
    parts = relaxed.taken(market)
    parts[~situation.allowed] = 0.0
    parts[situation.allowed.sum(axis=1) < 2] = 0.0
    unsure = np.minimum(parts, 1 - parts) * (1 + market.dearest[:, None] / market.scale)
    if len(unsure) and unsure.max() > 1e-5:
        row, column = np.unravel_index(int(unsure.argmax()), unsure.shape)
        return "line", int(row), int(column)
    return _any_choice(market, situation, parts)


def _any_choice(market: Market, situation: Situation, parts: object) -> Split | None:
    for at in range(len(market.earnings)):
        if at not in situation.earned:
            return "bundle", at, 0
    open_rows = np.flatnonzero(situation.allowed.sum(axis=1) > 1)
    if not len(open_rows):
        return None
    loose = [row for row in market.loose_pairs.ravel().tolist() if row in set(open_rows.tolist())]
    row = int(loose[0] if loose else open_rows[0])
    return "line", row, int(np.flatnonzero(situation.allowed[row])[0])
