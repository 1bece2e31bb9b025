"""Advice on tiers in the reader's words, and what its drawings show."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.services.find_tier_advice import TierAdvice
from marketplace.web.award_charts import WIDTH, Bar, bars, height
from marketplace.web.figures import number

MOST_MEMBERS, MOST_PARTS = 100, 8
"shown of the companies and of a way's parts; the API has all"
SAVING_COLOUR, WAY_COLOUR = 4, 2


def advice_shown(seen: TierAdvice) -> dict[str, Any]:
    """What the template of the advice needs."""
    return {
        "tier": seen,
        "way_name": way_name,
        "part_words": part_words,
        "money_bars": money_bars,
        "volume_parts": volume_parts,
        "tier_colours": colours,
        "drawing_height": height,
        "most_members": MOST_MEMBERS,
        "most_parts": MOST_PARTS,
    }


def way_name(kind: str) -> str:
    return {
        "cheapest": _("The cheapest way"),
        "new_lines": _("With new lines alone"),
        "raised_lines": _("With more bandwidth alone"),
        "fewest": _("With the fewest lines"),
    }[kind]


def part_words(part: Any) -> str:
    """How many lines of which bandwidth; the row itself stands beside it."""
    mbps = number(part.offer.mbps)
    if part.raised_from is None:
        return ngettext(
            "%(num)s new line of %(mbps)s Mbps",
            "%(num)s new lines of %(mbps)s Mbps",
            part.times,
            mbps=mbps,
        )
    return ngettext(
        "%(num)s line raised from %(from_mbps)s to %(mbps)s Mbps",
        "%(num)s lines raised from %(from_mbps)s to %(mbps)s Mbps",
        part.times,
        from_mbps=number(part.raised_from),
        mbps=mbps,
    )


def money_bars(seen: TierAdvice) -> list[Bar]:
    """What the lines now in the group save, and what each way adds to pay, on one scale."""
    if seen.advice is None:
        return []
    saved = _("My lines save") if seen.own else _("Lines now in the group save")
    amounts = [("saving", saved, seen.advice.saving_minor)]
    amounts += [(way.kind, way_name(way.kind), max(0, way.spend_minor)) for way in seen.advice.ways]
    return bars(amounts)


def volume_parts(seen: TierAdvice) -> list[tuple[str, int, float, float]]:
    """Today's volume, what comes in by itself, what is to be added: kind, amount, x, width."""
    if seen.advice is None or seen.live is None:
        return []
    amounts = [
        ("now", seen.live.volume),
        ("joining", seen.advice.joining_volume),
        ("to_add", seen.advice.to_add),
    ]
    whole = sum(amount for _kind, amount in amounts) or 1
    parts, x = [], 0.0
    for kind, amount in amounts:
        width = WIDTH * amount / whole
        if amount:
            parts.append((kind, amount, round(x, 1), round(max(width - 2, 1), 1)))
        x += width
    return parts


def colours(seen: TierAdvice) -> dict[str, int]:
    """The colour number of each bar."""
    ways = seen.advice.ways if seen.advice else ()
    return {"saving": SAVING_COLOUR} | {way.kind: WAY_COLOUR for way in ways}
