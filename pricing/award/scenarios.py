"""Scenarios: the same lines and quotes under one more rule, or without some of the carriers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pricing.money import WHOLE_BPS

Document = dict[str, Any]


class Rule(StrEnum):
    """What is asked of the award beyond what the problem itself asks."""

    CHEAPEST = "cheapest"
    WINNERS_AT_MOST = "winners_at_most"
    ONE_CARRIER_PER_LOT = "one_carrier_per_lot"
    SHARE_CAP = "share_cap"


@dataclass(frozen=True)
class Asked:
    """One scenario: a rule with its amount, and the carriers that it goes without."""

    rule: Rule = Rule.CHEAPEST
    amount: int | None = None
    "the most winners; or the largest share of all Mbps in bps"
    without: tuple[str, ...] = ()

    @property
    def looseness(self) -> tuple[int, int, int, tuple[str, ...]]:
        """Sorted by it, whatever lends its award or bound comes before what may take it."""
        order = tuple(Rule).index(self.rule)
        return len(self.without), order, -(self.amount or 0), self.without


def usual(carriers: Sequence[str], share_caps_bps: Iterable[int]) -> list[Asked]:
    """What a buyer compares: least cost, every number of winners, one carrier per lot, share
    caps, and the award without each of several carriers. In the order of their looseness."""
    found = [Asked(), Asked(Rule.ONE_CARRIER_PER_LOT)]
    found += [Asked(Rule.WINNERS_AT_MOST, n + 1) for n in range(len(carriers))]
    found += [Asked(Rule.SHARE_CAP, cap) for cap in set(share_caps_bps)]
    if len(carriers) > 1:
        found += [Asked(without=(carrier,)) for carrier in carriers]
    return sorted(found, key=lambda asked: asked.looseness)


def fallbacks_of(asked: Asked, winners: Sequence[str], carriers: Iterable[str]) -> list[Asked]:
    """Under the same rule: without each winner, then without the first two, the first three ...

    `winners`: of the chosen award, the largest first. Nothing is left when all carriers are out.
    """
    singles = [(winner,) for winner in winners]
    chain = [tuple(winners[:n]) for n in range(2, len(winners) + 1)]
    left = set(carriers) - set(asked.without)
    return [
        replace(asked, without=tuple(sorted({*asked.without, *out})))
        for out in [*singles, *chain]
        if left - set(out)
    ]


def under(problem: Document, asked: Asked) -> Document:
    """The award-problem/1 with the scenario's rule on top of its own, without those carriers.

    A rule on the share of a carrier that is left out goes with it.
    """
    changed = dict(problem)
    if asked.without:
        kept = [quote for quote in problem["quotes"] if quote["carrier"] not in asked.without]
        changed["quotes"] = kept
    rules = {name: rule for name, rule in (problem.get("rules") or {}).items() if rule is not None}
    narrowed = _without(rules, asked.without) | _rule(rules, asked)
    return changed | {"rules": narrowed} if narrowed or rules else changed


def _without(rules: Document, carriers: Iterable[str]) -> Document:
    if not rules.get("shares"):
        return rules
    kept = [share for share in rules["shares"] if share["carrier"] not in carriers]
    return {**rules, "shares": kept or None}


def _rule(rules: Document, asked: Asked) -> Document:
    if asked.rule == Rule.WINNERS_AT_MOST:
        winners = rules.get("winners") or {}
        return {"winners": {**winners, "at_most": _least(asked.amount, winners.get("at_most"))}}
    if asked.rule == Rule.ONE_CARRIER_PER_LOT:
        return {"winners_per_lot_at_most": _least(1, rules.get("winners_per_lot_at_most"))}
    if asked.rule == Rule.SHARE_CAP:
        cap = {"carrier": "any", "lots": "all", "measure": "mbps"}
        named = _without(rules, asked.without).get("shares") or []
        return {"shares": [*named, cap | {"at_most_bps": _least(asked.amount, WHOLE_BPS)}]}
    return {}


def _least(*amounts: int | None) -> int:
    return min(amount for amount in amounts if amount is not None)
