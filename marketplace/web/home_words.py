"""Home in words: what was gained, and what comes next in what is under way."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.services.find_gains import Gain, GainKind
from marketplace.services.find_under_way import NextTurn
from marketplace.web.figures import headline, number, percent


@dataclass(frozen=True)
class Figure:
    """One figure as it is shown: what it is, the figure, and what it is made of."""

    label: str
    value: str
    beside: str


def figure(gain: Gain) -> Figure:
    if gain.minor is None:
        return Figure(_labels()[gain.kind], number(gain.count or 0), _beside(gain))
    return Figure(_labels()[gain.kind], *headline(gain.minor, _beside(gain)))


def _labels() -> dict[GainKind, str]:
    return {
        GainKind.SAVED: _("Saved by signed contracts"),
        GainKind.EXPECTED: _("Awarded, to be signed: saving"),
        GainKind.GROUP_SAVED: _("Saved by your group buys"),
        GainKind.CONTRACTED: _("Signed over the terms, without VAT"),
        GainKind.LINES: _("Lines under contract"),
        GainKind.DECIDED: _("Findings decided in 30 days"),
        GainKind.RUNNING: _("Group buys under way"),
        GainKind.LINES_SIGNED: _("Lines under contract on the marketplace"),
    }


def _beside(gain: Gain) -> str:
    if gain.bps is not None:
        lines = ngettext("one line", "%(num)s lines", gain.count or 0)
        return _("%(rate)s below the list price, %(lines)s", rate=percent(gain.bps), lines=lines)
    if gain.hours is not None:
        within = gain.hours + 1
        return ngettext(
            "half of them within an hour",
            "half of them within %(hours)s hours",
            within,
            hours=number(within),
        )
    return ""


def turn_words(turn: NextTurn) -> str:
    return {
        NextTurn.LOCK: _("Demand locks"),
        NextTurn.OPENING: _("Quotes are opened"),
        NextTurn.ACCEPTANCE: _("Answers are due"),
    }[turn]
