"""Which language a page speaks: the reader's click, else the user's setting, else the browser's."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user

from marketplace.i18n.asked import language_of

COOKIE = "lang"
CATALOGUES = Path(__file__).parent / "translations"
LOCALES = {"zh": "zh_Hans_CN", "en": "en"}


class Catalogues(Domain):  # type: ignore[misc]
    """Translations read from the .po files themselves: there is no compiled copy to forget."""

    def get_translations(self) -> Translations:
        return catalogue(str(get_locale() or LOCALES["zh"]))


@cache
def catalogue(locale: str) -> Translations:
    """The sentences of one locale, compiled in memory."""
    with (CATALOGUES / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        read = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Translations(compiled)


def register(app: Flask) -> None:
    babel = Babel()
    babel.domain_instance = Catalogues()
    babel.init_app(
        app,
        default_locale=LOCALES["zh"],
        default_timezone="Asia/Shanghai",
        locale_selector=lambda: LOCALES[asked()],
    )


def asked() -> str:
    """`zh` or `en`, as this reader wants it."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LOCALES:
        return chosen
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    return language_of(request.accept_languages.values())


def spoken() -> str:
    """`zh` or `en`: the language of the page being made."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"


def in_language(thing: object, name: str) -> str:
    """`name_zh` or `name_en` of a thing, whichever the reader wants and exists."""
    other = {"zh": "en", "en": "zh"}[spoken()]
    value = getattr(thing, f"{name}_{spoken()}", "") or getattr(thing, f"{name}_{other}", "")
    return str(value)
