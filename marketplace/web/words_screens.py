"""Words for the codes of screens at the opening; what was found is worded in i18n.screen_words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from marketplace.i18n.screen_words import kind_words, screen_title, what_words
from marketplace.schemas.screens import told
from marketplace.services.find_screens import HitSeen
from marketplace.web.language import spoken

SCREEN_WORDS: dict[str, dict[str, object]] = {
    "screen_kind": {
        "deemed": _("Deemed collusion"),
        "suspicion": _("Suspicion"),
        "hint": _("Hint"),
    },
    "screen_outcome": {
        "released": _("Release the award"),
        "upheld": _("Keep it held"),
        "set_aside": _("Set quotes aside"),
    },
    "screen_decided": {
        "released": _("Released"),
        "upheld": _("Upheld: stays held"),
        "set_aside": _("Quotes set aside"),
    },
    "screen_state": {
        "held": _("Holds an award"),
        "open": _("Not decided"),
        "settled": _("Decided"),
    },
}


def screen_name(screen: str) -> str:
    return screen_title(screen, spoken())


def kind_told(kind: str) -> str:
    """What a hit of this kind means."""
    return kind_words(kind, spoken())


def hit_told(seen: HitSeen) -> str:
    """The explanation of a hit with its figures."""
    return told(seen, spoken())


def what_told(what: str) -> str:
    return what_words(what, spoken())
