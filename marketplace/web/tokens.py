"""The design tokens as the style sheets have them, and how well their colours can be told apart."""

from __future__ import annotations

import re
from functools import cache

from marketplace.web.static_files import FOLDER

SHEETS = {"light": "tokens", "dark": "dark"}
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
HEX = re.compile("#[0-9a-f]{6}")
TEXT, PICTURE = 4.5, 3.0
"Least contrast by WCAG 2.2 AA: of text (1.4.3), of controls and what a picture tells (1.4.11)"

GROUNDS = ("paper", "surface", "raised")
KINDS = ("accent", "good", "warn", "bad")
OWN = tuple(f"c{number}" for number in range(1, 9))
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT) for text in ("ink", "muted") for ground in GROUNDS),
    *((kind, ground, TEXT) for kind in (*KINDS, "mark") for ground in GROUNDS),
    *(("ink", f"{kind}-soft", TEXT) for kind in KINDS),
    *(("muted", f"{kind}-soft", TEXT) for kind in KINDS),
    *((kind, f"{kind}-soft", TEXT) for kind in KINDS),
    ("accent-strong", "accent-soft", TEXT),
    ("accent", "warn-soft", TEXT),
    ("accent", "good-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("surface", "bad", TEXT),
    ("ink", "sea", TEXT),
    *(("line-strong", ground, PICTURE) for ground in GROUNDS),
    *(("accent", ground, PICTURE) for ground in ("sea", "line")),
    *((own, "surface", PICTURE) for own in OWN),
    *(("on-accent", own, TEXT) for own in OWN),
)
"What stands on what somewhere on the pages, and the contrast that it owes its readers"


@cache
def tokens(theme: str = "light") -> dict[str, str]:
    """Every token's value by its name, in the order of the sheet; of `dark` the colours alone."""
    sheet = (FOLDER / "css" / f"{SHEETS[theme]}.css").read_text(encoding="utf-8")
    return {name: " ".join(value.split()) for name, value in TOKEN.findall(sheet)}


def colours(theme: str) -> dict[str, str]:
    """The plain colours of a theme: `#rrggbb` by name."""
    return {name: value for name, value in tokens(theme).items() if HEX.fullmatch(value)}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
