"""Why a line goes to its carrier and not to another, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.stated_rules import StatedRule
from marketplace.web.figures import percent, yuan
from marketplace.web.rule_words import rule_words
from pricing.award.reasons.lines import Verdict

Option = Mapping[str, Any]


def ties_broken(result: Mapping[str, Any]) -> bool:
    """Whether the tie rule chose among the awards of the same total."""
    return result["status"] == "optimal" and result.get("ties") != "unbroken"


def verdict_words(option: Option, *, tied: bool) -> str:
    """Why the line does not go there, in a sentence; `tied`: equal totals were left as they are."""
    equal = (
        _("All together would cost the same; the choice among equal totals was not settled.")
        if tied
        else _("All together would cost the same; the tie rule decides.")
    )
    return {
        Verdict.CHOSEN: _("Here the line is awarded.")
        if option["carrier"]
        else _("The line is left out."),
        Verdict.BREAKS_RULES: _("Not allowed if the line alone moved."),
        Verdict.CHEAPER: _("All together would cost less: this award is not proven."),
        Verdict.EQUAL: equal,
        Verdict.COSTS_OTHERS: _("Cheaper for this line, dearer for all together."),
        Verdict.DEARER: _("All together would cost more."),
    }[Verdict(option["verdict"])]


def effects(
    option: Option, rules: Mapping[str, StatedRule], names: Mapping[str, str]
) -> Iterator[str]:
    """What the move would change or break, one sentence each."""
    for move in option.get("ladders", ()):
        yield _ladder(move, names.get(move["carrier"], move["carrier"]))
    for bundle in option.get("bundles", ()):
        carrier = names.get(bundle["carrier"], bundle["carrier"])
        if bundle["earned"]:
            yield _(
                "%(carrier)s: bundle %(bundle)s is earned", carrier=carrier, bundle=bundle["id"]
            )
        else:
            yield _("%(carrier)s: bundle %(bundle)s is lost", carrier=carrier, bundle=bundle["id"])
    if count := option.get("above_ceiling", 0):
        named = _(", ").join(option["above_ceiling_lines"])
        yield ngettext(
            "Another line would be above its ceiling: %(lines)s",
            "%(num)s other lines would be above their ceilings, such as %(lines)s",
            count,
            lines=named,
        )
    for path in option.get("breaks", ()):
        yield _("Breaks: %(rule)s", rule=rule_words(rules[path], names))


def _ladder(move: Mapping[str, Any], carrier: str) -> str:
    figures = {
        "carrier": carrier,
        "ladder": move["id"],
        "before": percent(move["from_bps"]),
        "after": percent(move["to_bps"]),
    }
    if move["to_bps"] > move["from_bps"]:
        return _(
            "%(carrier)s: the discount of ladder %(ladder)s rises from %(before)s to %(after)s",
            **figures,
        )
    return _(
        "%(carrier)s: the discount of ladder %(ladder)s falls from %(before)s to %(after)s",
        **figures,
    )


def signed(minor: int) -> str:
    """An amount more or less; a dash for none."""
    return f"+{yuan(minor)}" if minor > 0 else yuan(minor) if minor else "–"


def summary(options: Sequence[Option], names: Mapping[str, str], *, tied: bool) -> str:
    """Why the first option, in one or two sentences; `tied` as for `verdict_words`."""
    chosen, others = options[0], options[1:]
    name = names.get(chosen["carrier"] or "", "")
    cheaper = [one for one in others if one["price_minor"] < chosen["price_minor"]]
    if not others:
        return _("There is no other way for this line.")
    if not cheaper:
        return (
            _("%(carrier)s asks the least for this line.", carrier=name)
            if name
            else _("Staying outside costs the least for this line.")
        )
    least = min(cheaper, key=lambda one: one["price_minor"])
    said = _CHEAPER[_case(least, tied)]()
    return said % {
        "saved": yuan(chosen["price_minor"] - least["price_minor"]),
        "other": names.get(least["carrier"] or "") or _("staying outside"),
        "change": yuan(abs(least["change_minor"])),
    }


def _case(option: Option, tied: bool) -> str:
    if option["verdict"] == Verdict.BREAKS_RULES:
        return "breaks"
    change = option["change_minor"]
    same = "tied" if tied else "same"
    return "dearer" if change > 0 else "less" if change < 0 else same


_CHEAPER: dict[str, Callable[[], str]] = {
    "breaks": lambda: _(
        "By itself the line would cost %(saved)s less with %(other)s, but that is not allowed."
    ),
    "dearer": lambda: _(
        "By itself the line would cost %(saved)s less with %(other)s, but all together "
        "%(change)s more."
    ),
    "same": lambda: _(
        "By itself the line would cost %(saved)s less with %(other)s, all together the same: the "
        "tie rule decides."
    ),
    "tied": lambda: _(
        "By itself the line would cost %(saved)s less with %(other)s, all together the same: the "
        "choice among equal totals was not settled."
    ),
    "less": lambda: _(
        "By itself the line would cost %(saved)s less with %(other)s, all together %(change)s "
        "less: this award is not proven."
    ),
}
"By what becomes of the whole where the line itself would be cheaper"
