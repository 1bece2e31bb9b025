"""Which language a page speaks: the reader's click, else the user's setting, else the browser's."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from markupsafe import Markup

from marketplace.i18n.asked import language_of

COOKIE = "lang"
CATALOGUES = Path(__file__).parent / "translations"
LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
_TAGS = {"zh": "zh-CN", "en": "en"}
"as a page's `lang` says them"
_HAN = re.compile("[\u3400-\u9fff]")


class Catalogues(Domain):  # type: ignore[misc]
    """Translations read from the .po files themselves: there is no compiled copy to forget."""

    def get_translations(self) -> Translations:
        return catalogue(LOCALES[spoken()])


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
    # As the extension does, which looks its domain up anew for each sentence of a page.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda one: _sentences().ugettext(one),
        lambda one, many, number: _sentences().ungettext(one, many, number),
        newstyle=True,
    )


def _sentences() -> Translations:
    return catalogue(LOCALES[spoken()])


def asked() -> str:
    """`zh` or `en`, as this reader wants it."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LOCALES:
        return chosen
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    return language_of(request.accept_languages.values())


def spoken() -> str:
    """`zh` or `en`: the language of the page being made, found out at its first sentence."""
    if not has_app_context():
        return "zh"
    found: str | None = g.get("spoken")
    if found is None:
        locale = get_locale()
        found = g.spoken = "en" if locale is not None and locale.language == "en" else "zh"
    return found


def as_written(text: str | None) -> str | None:
    """A person's own words; marked where they are in the other language (WCAG 3.1.2)."""
    written = "zh" if _HAN.search(text or "") else "en"
    if not text or written == spoken():
        return text
    return Markup('<span lang="{}">{}</span>').format(_TAGS[written], text)


def in_language(thing: object, name: str) -> str:
    """`name_zh` or `name_en` of a thing, whichever the reader wants and exists."""
    other = {"zh": "en", "en": "zh"}[spoken()]
    value = getattr(thing, f"{name}_{spoken()}", "") or getattr(thing, f"{name}_{other}", "")
    return str(value)
