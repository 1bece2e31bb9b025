"""Scenarios (方案): the same lines and quotes under other rules, as problems to be solved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.errors import Fault
from pricing.award import scenarios
from pricing.award.scenarios import Rule

Document = dict[str, Any]
USUAL_SHARE_BPS = 6000
"The share cap that is asked for when the organiser names none"


class ScenarioName(StrEnum):
    CHEAPEST = "cheapest"
    WINNERS_AT_MOST = "winners_at_most"
    ONE_CARRIER_PER_LOT = "one_carrier_per_lot"
    SHARE_CAP = "share_cap"
    WITHOUT_CARRIER = "without_carrier"
    NEXT_BEST = "next_best"
    "of another scenario, without some of its winners"
    REAWARD = "reaward"


S = ScenarioName
PARAMETER = {S.WINNERS_AT_MOST: "at_most", S.SHARE_CAP: "at_most_bps", S.WITHOUT_CARRIER: "carrier"}
"The one parameter of each scenario that has any"
ASKED = tuple(name for name in S if name not in (S.NEXT_BEST, S.REAWARD))
"Those that an organiser may ask for by name"


@dataclass(frozen=True)
class Scenario:
    """A scenario with its parameter, such as `share_cap` of `at_most_bps` 6000."""

    name: ScenarioName
    parameters: Document = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Any]:
        """Equal for scenarios of the same name and parameters."""
        if self.name == S.NEXT_BEST:
            return str(self.name), asked_of(self)
        return str(self.name), next(iter(self.parameters.values()), None)


def usual_scenarios(carriers: Sequence[str], share_caps_bps: Iterable[int]) -> list[Scenario]:
    """What an organiser compares: `carriers` are those with a usable quote, by their codes."""
    found = map(scenario_of, scenarios.usual(carriers, share_caps_bps))
    return sorted(found, key=place)


def place(scenario: Scenario) -> tuple[int, Any]:
    """Where one of the ASKED scenarios stands among the others on a page."""
    return ASKED.index(scenario.name), scenario.key[1] or 0


def scenario_faults(scenario: Scenario, carriers: Sequence[str]) -> list[Fault]:
    """What is wrong with the parameters of a scenario among these carriers."""
    wanted = PARAMETER.get(scenario.name)
    faults = [
        Fault(f"/parameters/{name}", "field_unknown")
        for name in scenario.parameters
        if name != wanted
    ]
    if wanted and wanted not in scenario.parameters:
        faults.append(Fault(f"/parameters/{wanted}", "field_required"))
    carrier = scenario.parameters.get("carrier")
    if wanted == "carrier" and carrier is not None and carrier not in carriers:
        faults.append(Fault("/parameters/carrier", "not_known", {"value": carrier}))
    return faults


def under(problem: Document, scenario: Scenario) -> Document:
    """The problem with the scenario's rules (formats.md, `rules`)."""
    return scenarios.under(problem, asked_of(scenario))


def asked_of(scenario: Scenario) -> scenarios.Asked:
    """The scenario as the pricing package names it; a re-award's problem has no rule."""
    given = scenario.parameters
    inner = given["scenario"] if scenario.name == S.NEXT_BEST else str(scenario.name)
    rule = Rule(inner) if inner in tuple(Rule) else Rule.CHEAPEST
    return scenarios.Asked(
        rule, given.get("at_most", given.get("at_most_bps")), tuple(left_out(given))
    )


def left_out(parameters: Document) -> list[str]:
    """The carriers, by code, that a scenario of these parameters goes without."""
    return [parameters["carrier"]] if "carrier" in parameters else parameters.get("without", [])


def scenario_of(asked: scenarios.Asked) -> Scenario:
    """What the pricing package asks, under the marketplace's name for it."""
    amounts = {} if asked.amount is None else {PARAMETER[S(asked.rule)]: asked.amount}
    if not asked.without:
        return Scenario(S(asked.rule), amounts)
    if asked == scenarios.Asked(without=asked.without[:1]):
        return Scenario(S.WITHOUT_CARRIER, {"carrier": asked.without[0]})
    inner = {"scenario": str(asked.rule), **amounts}
    return Scenario(S.NEXT_BEST, {**inner, "without": list(asked.without)})


def fingerprint(problem: Document) -> str:
    """SHA-256 of the problem, whatever the order of its names."""
    text = json.dumps(problem, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
