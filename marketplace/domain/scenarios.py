"""Scenarios (方案): the same lines and quotes under other rules, as problems to be solved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.errors import Fault

Document = dict[str, Any]
USUAL_SHARE_BPS = 6000
"The share cap that is asked for when the organiser names none"


class ScenarioName(StrEnum):
    CHEAPEST = "cheapest"
    WINNERS_AT_MOST = "winners_at_most"
    ONE_CARRIER_PER_LOT = "one_carrier_per_lot"
    SHARE_CAP = "share_cap"
    WITHOUT_CARRIER = "without_carrier"
    REAWARD = "reaward"


S = ScenarioName
PARAMETER = {S.WINNERS_AT_MOST: "at_most", S.SHARE_CAP: "at_most_bps", S.WITHOUT_CARRIER: "carrier"}
"The one parameter of each scenario that has any"
ASKED = tuple(name for name in S if name != S.REAWARD)
"Those that an organiser may ask for; a re-award is made by a shortfall"


@dataclass(frozen=True)
class Scenario:
    """A scenario with its parameter, such as `share_cap` of `at_most_bps` 6000."""

    name: ScenarioName
    parameters: Document = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Any]:
        return str(self.name), next(iter(self.parameters.values()), None)


def usual_scenarios(carriers: Sequence[str], share_caps_bps: Iterable[int]) -> list[Scenario]:
    """What an organiser compares: `carriers` are those with a usable quote, by their codes."""
    found = [Scenario(S.CHEAPEST)]
    found += [Scenario(S.WINNERS_AT_MOST, {"at_most": n + 1}) for n in range(len(carriers))]
    found.append(Scenario(S.ONE_CARRIER_PER_LOT))
    found += [Scenario(S.SHARE_CAP, {"at_most_bps": cap}) for cap in sorted(set(share_caps_bps))]
    if len(carriers) > 1:
        found += [Scenario(S.WITHOUT_CARRIER, {"carrier": code}) for code in carriers]
    return found


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
    if scenario.name == S.WITHOUT_CARRIER:
        without = scenario.parameters["carrier"]
        return problem | {"quotes": [q for q in problem["quotes"] if q["carrier"] != without]}
    rules = _rules(scenario)
    return problem | {"rules": rules} if rules else problem


def _rules(scenario: Scenario) -> Document:
    if scenario.name == S.WINNERS_AT_MOST:
        return {"winners": {"at_most": scenario.parameters["at_most"]}}
    if scenario.name == S.ONE_CARRIER_PER_LOT:
        return {"winners_per_lot_at_most": 1}
    if scenario.name == S.SHARE_CAP:
        cap = {"carrier": "any", "lots": "all", "measure": "mbps"}
        return {"shares": [cap | {"at_most_bps": scenario.parameters["at_most_bps"]}]}
    return {}


def fingerprint(problem: Document) -> str:
    """SHA-256 of the problem, whatever the order of its names."""
    text = json.dumps(problem, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
