"""What every template can use: figures, words, icons, what was typed, and the way around."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user
from heroicons.jinja import heroicon_micro, heroicon_mini, heroicon_outline, heroicon_solid

from marketplace.domain.products import VPN_PRODUCTS
from marketplace.i18n.sentences import sentence
from marketplace.runtime import Runtime
from marketplace.web import charts, fact_words, figures, words, words_findings
from marketplace.web.language import in_language, spoken
from marketplace.web.mending import way_to_mend
from marketplace.web.navigation import sections
from marketplace.web.typed import ONCE, once, typed

FILTERS: dict[str, Any] = {
    "number": figures.number,
    "yuan": figures.yuan,
    "money": figures.money,
    "by_mbps": figures.by_mbps,
    "yuan_short": figures.yuan_short,
    "yuan_input": figures.yuan_input,
    "percent": figures.percent,
    "gap": figures.gap,
    "percent_input": figures.percent_input,
    "ms": figures.milliseconds,
    "ms_input": figures.milliseconds_input,
    "moment": figures.moment,
    "moment_short": figures.moment_short,
    "moment_input": figures.moment_input,
    "day": figures.day,
    "product": words.product_name,
    "name": lambda thing: in_language(thing, "name"),
    "title_of": lambda thing: in_language(thing, "title"),
    "called": lambda thing: str(getattr(thing, spoken())),
    "beside_of": lambda hit: in_language(hit, "beside"),
    "description_of": lambda thing: in_language(thing, "description"),
    "tone": words.tone,
}
GLOBALS: dict[str, Any] = {
    "word": words.word,
    "choices": words.choices,
    "product_choices": words.product_choices,
    "corridor_codes": words.corridor_codes,
    "product_codes": words.product_codes,
    "volume": words.volume,
    "icon": heroicon_mini,
    "icon_micro": heroicon_micro,
    "icon_outline": heroicon_outline,
    "icon_solid": heroicon_solid,
    "once": once,
    "ONCE": ONCE,
    "charts": charts,
    "park_choices": lambda parks: [(park.id, in_language(park, "name")) for park in parks],
    "corridor_choices": words.corridor_choices,
    "ladder_choices": words.ladder_choices,
    "lot_choices": lambda lots: [(lot.code, lot.code) for lot in lots],
    "interface_choices": words.interface_choices,
    "export_facts": fact_words.FACTS,
    "fact_said": fact_words.fact_said,
    "fact_label": fact_words.fact_label,
    "path_name": fact_words.path_name,
    "procedure_choices": fact_words.procedure_choices,
    "line_choices": lambda lines: [(line.id, line.label or line.number) for line in lines],
    "way_to_mend": way_to_mend,
    "vpn_products": VPN_PRODUCTS,
    "typed": typed,
    "sentence_of": lambda code, **params: sentence(code, params, spoken()),
    "spoken": spoken,
    **words_findings.TOLD,
}


def register(app: Flask) -> None:
    held: Runtime = app.extensions["marketplace"]
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(GLOBALS)
    app.jinja_env.globals["demo"] = held.config.demo_clock
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(about_this_page)


def address() -> str:
    """Where this page can be opened again: of a form's answer, the page that the form is on."""
    path, known = request.path, current_app.url_map.bind("")
    while path and not known.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"


def about_this_page() -> dict[str, Any]:
    """Reader, language, navigation, the page's own address, and whether money moves."""
    held: Runtime = current_app.extensions["marketplace"]
    return {
        "payment_mode": held.config.payments.mode,
        "address": address(),
        "reader": current_user,
        "lang": spoken(),
        "navigation": sections(current_user, request.path),
    }
