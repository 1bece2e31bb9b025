"""Light or dark: the reader's choice, kept in a cookie, else what the device asks for."""

from __future__ import annotations

from flask import request

COOKIE = "theme"
SCREENS = {
    "auto": "screen and (prefers-color-scheme: dark)",
    "light": "",
    "dark": "screen",
}
"For each choice, where the dark colours are seen: a condition of the sheet's link. Never in print"


def chosen() -> str:
    """`auto`, `light` or `dark`, as this reader wants it."""
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in SCREENS else "auto"


def dark_where() -> str:
    """The media condition of the dark sheet; empty when no screen shows it."""
    return SCREENS[chosen()]
