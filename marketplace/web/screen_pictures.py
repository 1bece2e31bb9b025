"""Amounts of a finding as bars: what was asked against what it is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from marketplace.web.award_charts import Bar, bars


def amount_bars(figures: Mapping[str, Any], names: Mapping[str, str]) -> list[Bar]:
    """Bars from 0; none where a finding has no amounts to compare."""
    if "mean_minor" in figures:
        return bars(
            [
                (0, _("This quote"), figures["asked_minor"]),
                (1, _("The next quote"), figures["next_minor"]),
                (2, _("Mean of the others"), figures["mean_minor"]),
            ]
        )
    if "lowest_minor" in figures:
        return bars(
            [
                (0, _("The lowest quote"), figures["lowest_minor"]),
                (1, _("The next quote"), figures["next_minor"]),
            ]
        )
    sums = {
        carrier: sum(row["by"].get(carrier, 0) for row in figures.get("prices") or [])
        for carrier in names
    }
    if not any(sums.values()):
        return []
    return bars([(at, names[one], total) for at, (one, total) in enumerate(sums.items())])
