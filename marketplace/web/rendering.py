"""What every template can use: figures, words, icons, what was typed, and the way around."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user
from jinja2 import Template

from marketplace.domain.products import VPN_PRODUCTS
from marketplace.i18n.sentences import sentence
from marketplace.runtime import Runtime
from marketplace.web import (
    appearance,
    award_charts,
    charts,
    corridor_maps,
    desk,
    fact_words,
    figures,
    tour_steps,
    words,
    words_findings,
)
from marketplace.web.addresses import href
from marketplace.web.icons import icon, icon_outline
from marketplace.web.kept_parts import kept_part
from marketplace.web.language import as_written, in_language, spoken
from marketplace.web.mending import way_to_mend
from marketplace.web.mixed import mixed, own_half
from marketplace.web.navigation import sections
from marketplace.web.row_labels import RowLabels
from marketplace.web.sheet_files import FILE_COLUMNS, line_heads, line_sheet_heads, sheet_heads
from marketplace.web.terms import term_link, terms
from marketplace.web.typed import ASK, ONCE, TYPED, once, own_fields, sent_to, typed

FILTERS: dict[str, Any] = {
    "number": figures.number,
    "yuan": figures.yuan,
    "money": figures.money,
    "by_mbps": figures.by_mbps,
    "yuan_short": figures.yuan_short,
    "headline": figures.headline,
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
    "day_short": figures.day_short,
    "product": words.product_name,
    "name": lambda thing: in_language(thing, "name"),
    "title_of": lambda thing: in_language(thing, "title"),
    "as_written": as_written,
    "called": lambda thing: str(getattr(thing, spoken())),
    "beside_of": lambda hit: in_language(hit, "beside"),
    "description_of": lambda thing: in_language(thing, "description"),
    "mixed": mixed,
    "terms": terms,
    "own_half": own_half,
    "tone": words.tone,
}
GLOBALS: dict[str, Any] = {
    "word": words.word,
    "term_link": term_link,
    "act_word": words.act_word,
    "trail_state": words.trail_state,
    "choices": words.choices,
    "sort_href": desk.sort_href,
    "sorted_by": desk.sorted_by,
    "filters_asked": desk.filters,
    "filtered": lambda: bool(desk.filters().keys() - {desk.SORT}),
    "product_choices": words.product_choices,
    "corridor_codes": words.corridor_codes,
    "product_codes": words.product_codes,
    "volume": words.volume,
    "url_for": href,
    "icon": icon,
    "icon_outline": icon_outline,
    "once": once,
    "kept_part": kept_part,
    "ONCE": ONCE,
    "ASK": ASK,
    "TYPED": TYPED,
    "charts": charts,
    "fits": award_charts.fits,
    "shortened": award_charts.shortened,
    "charts_of_corridors": corridor_maps,
    "park_choices": lambda parks: [(park.id, in_language(park, "name")) for park in parks],
    "corridor_choices": words.corridor_choices,
    "ladder_choices": words.ladder_choices,
    "account_choices": words.account_choices,
    "interface_choices": words.interface_choices,
    "sheet_heads": sheet_heads,
    "line_heads": line_heads,
    "line_sheet_heads": line_sheet_heads,
    "line_columns": FILE_COLUMNS,
    "export_facts": fact_words.FACTS,
    "fact_said": fact_words.fact_said,
    "fact_label": fact_words.fact_label,
    "path_name": fact_words.path_name,
    "procedure_choices": fact_words.procedure_choices,
    "line_choices": lambda lines: [(line.id, line.label or line.number) for line in lines],
    "way_to_mend": way_to_mend,
    "vpn_products": VPN_PRODUCTS,
    "typed": typed,
    "sent_to": sent_to,
    "own_fields": own_fields,
    "sentence_of": lambda code, **params: sentence(code, params, spoken()),
    "spoken": spoken,
    "theme": appearance.chosen,
    "dark_where": appearance.dark_where,
    **words_findings.TOLD,
}


class SharedMacros(Template):
    """Its macros are made once for all pages that import them.

    No template is loaded with globals of its own here, so there is nothing to compare for that.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


def register(app: Flask) -> None:
    app.jinja_env.template_class = SharedMacros
    held: Runtime = app.extensions["marketplace"]
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(GLOBALS)
    app.jinja_env.globals["demo"] = held.config.demo
    app.jinja_env.globals["tour_step"] = tour_steps.present
    app.jinja_env.add_extension(RowLabels)
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
