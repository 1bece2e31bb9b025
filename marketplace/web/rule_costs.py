"""The table "what each rule costs": single rules, and the many ceilings in a few rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.services.find_explanation import RuleCostSeen
from marketplace.web.figures import yuan
from marketplace.web.rule_words import rule_words
from pricing.award.reasons.rule_costs import How

MOST_ROWS = 30
LINE_RULES = ("ceiling", "diverse_from")


@dataclass(frozen=True)
class CostRow:
    """One row of the table; `cost` in words, `share` of the dearest one's, from 0 to 1."""

    rule: str
    cost: str
    how: str
    without_minor: int | None = None
    line: str | None = None
    share: float = 0


def cost_rows(costs: Sequence[RuleCostSeen], names: Mapping[str, str]) -> list[CostRow]:
    """Each rule of buyers and carriers, then the rules of lines that cost something, the dearest
    first; the others of them are counted."""
    single = [one for one in costs if one.rule.rule not in LINE_RULES]
    of_lines = [one for one in costs if one.rule.rule in LINE_RULES]
    dear = sorted((one for one in of_lines if one.most_minor), key=lambda one: -one.most_minor)
    most = max((one.most_minor for one in costs), default=0) or 1
    rows = [_row(one, names, most) for one in [*single, *dear[:MOST_ROWS]]]
    if len(dear) > MOST_ROWS:
        rows.append(_more(dear[MOST_ROWS:]))
    free = len(of_lines) - len(dear)
    return [*rows, _free(free)] if free else rows


def _row(one: RuleCostSeen, names: Mapping[str, str], most: int) -> CostRow:
    line = one.rule.line if one.rule.rule in LINE_RULES else None
    words = rule_words(one.rule, names), _cost(one), _how(one)
    return CostRow(*words, one.without_minor, line, one.most_minor / most)


def _cost(one: RuleCostSeen) -> str:
    if not one.most_minor:
        return _("nothing")
    if one.least_minor == one.most_minor:
        return yuan(one.least_minor)
    return _("%(least)s to %(most)s", least=yuan(one.least_minor), most=yuan(one.most_minor))


def _how(one: RuleCostSeen) -> str:
    return {
        How.NEVER_BINDS: _("No award of these quotes could break it."),
        How.PROVEN_FREE: _("Proven: without it nothing is cheaper."),
        How.COMPUTED: _("Computed: the least total without it."),
        How.OPEN: _("Not settled within the time limit."),
    }[How(one.how)]


def _free(count: int) -> CostRow:
    rule = ngettext("One other rule of a line", "%(num)s other rules of lines", count)
    return CostRow(rule, _("nothing"), _("Proven for each of them."))


def _more(rest: Sequence[RuleCostSeen]) -> CostRow:
    rule = ngettext("One more rule of a line", "%(num)s more rules of lines", len(rest))
    return CostRow(rule, _("up to %(most)s each", most=yuan(rest[0].most_minor)), "")
