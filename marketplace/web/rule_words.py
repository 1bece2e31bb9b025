"""Rules of an award problem in the reader's words, with their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.stated_rules import StatedRule
from marketplace.web.figures import percent, yuan
from marketplace.web.words import volume

Names = Mapping[str, str]


def rule_words(rule: StatedRule, names: Names) -> str:
    """What the rule asks; `names` calls carriers by their codes."""
    said = _WORDS.get(rule.rule)
    return rule.path if said is None else said(rule, names.get(rule.carrier or "") or rule.carrier)


def _winners(rule: StatedRule, _carrier: Any) -> str:
    winners = rule.stated or {}
    least, most = winners.get("at_least"), winners.get("at_most")
    if most is None:
        return ngettext("At least one winner", "At least %(num)s winners", least or 0)
    if not least:
        return ngettext("One winner at most", "At most %(num)s winners", most)
    return _("%(least)s to %(most)s winners", least=least, most=most)


def _per_lot(rule: StatedRule, _carrier: Any) -> str:
    return ngettext(
        "Each lot goes to one carrier", "At most %(num)s carriers in each lot", rule.stated or 1
    )


def _shares(rule: StatedRule, _carrier: Any) -> str:
    most = [share["at_most_bps"] for share in rule.stated or () if share.get("at_most_bps")]
    if len(most) != 1:
        return _("Shares of the carriers are limited")
    return _("No carrier above %(rate)s of the bandwidth", rate=percent(most[0]))


def _minimum(rule: StatedRule, carrier: Any) -> str:
    minimum = rule.stated or {"measure": "lines", "at_least": 0}
    least = volume(minimum["measure"], minimum["at_least"])
    return _("%(carrier)s takes no less than %(least)s", carrier=carrier, least=least)


def _capacity(rule: StatedRule, carrier: Any) -> str:
    capacity = rule.stated or {"lots": "all", "measure": "lines", "at_most": 0}
    most = volume(capacity["measure"], capacity["at_most"])
    if capacity["lots"] == "all":
        return _("%(carrier)s takes no more than %(most)s", carrier=carrier, most=most)
    return _(
        "%(carrier)s takes no more than %(most)s of %(lots)s",
        carrier=carrier,
        most=most,
        lots=_(", ").join(capacity["lots"]),
    )


_WORDS: dict[str, Callable[[StatedRule, Any], str]] = {
    "winners": _winners,
    "winners_per_lot_at_most": _per_lot,
    "shares": _shares,
    "minimum_award": _minimum,
    "capacity": _capacity,
    "must_be_served": lambda rule, _c: _("Line %(line)s must be served", line=rule.line),
    "ceiling": lambda rule, _c: _(
        "Line %(line)s may cost %(most)s at most", line=rule.line, most=yuan(rule.stated)
    ),
    "diverse_from": lambda rule, _c: _(
        "Lines %(line)s and %(other)s need different carriers", line=rule.line, other=rule.stated
    ),
}
