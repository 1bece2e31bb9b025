"""Scenarios, their conflicts and complaints' effects in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.scenarios import ScenarioName
from marketplace.web.figures import percent
from pricing.award.changes import Change


def scenario_name(name: str, parameters: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The scenario with its parameter; `names` calls carriers by their codes."""
    if name == ScenarioName.WINNERS_AT_MOST:
        return ngettext("One winner", "At most %(num)s winners", parameters["at_most"])
    if name == ScenarioName.SHARE_CAP:
        rate = percent(parameters["at_most_bps"])
        return _("No carrier above %(rate)s of the bandwidth", rate=rate)
    if name == ScenarioName.WITHOUT_CARRIER:
        return _("Without %(carrier)s", carrier=named([parameters["carrier"]], names))
    if name == ScenarioName.NEXT_BEST:
        return _(
            "%(scenario)s, without %(carriers)s",
            scenario=scenario_name(parameters["scenario"], parameters, names),
            carriers=named(parameters["without"], names),
        )
    if name == ScenarioName.ONE_CARRIER_PER_LOT:
        return _("One carrier per lot")
    if name == ScenarioName.REAWARD:
        return _("Re-award after a shortfall")
    return _("Least total cost")


def named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """The carriers in a row; one without a name by its code."""
    return _(", ").join(names.get(code) or code for code in codes)


def change_word(change: Change) -> str:
    """What becomes of a line against the cheapest scenario."""
    return {
        Change.FALLS_OUT: _("no longer awarded"),
        Change.COMES_IN: _("awarded in addition"),
        Change.OTHER_CARRIER: _("another carrier"),
        Change.DEARER: _("dearer"),
        Change.CHEAPER: _("cheaper"),
    }[change]


def effect_words(effect: str | None) -> str:
    """What an upheld complaint leads to."""
    return {
        "none": _("The award stands."),
        "reaward": _("The award is withdrawn; another scenario is picked."),
        "rerun": _("The award is withdrawn; quotes are asked for again."),
    }.get(effect or "", "")


def effect_choices() -> list[tuple[str, str]]:
    return [(effect, effect_words(effect)) for effect in ("none", "reaward", "rerun")]


def decision_choices() -> list[tuple[str, str]]:
    return [("dismissed", _("Dismissed")), ("upheld", _("Upheld"))]
