"""The twin over HTTP: Stripe's API, and the pages on which a person pays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from werkzeug import Request, Response
from werkzeug.utils import redirect

from marketplace.adapters.stripe_twin import pages
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.invoice_pdf import invoice_pdf
from marketplace.adapters.stripe_twin.state import Object
from marketplace.adapters.stripe_twin.twin import StripeTwin
from marketplace.adapters.stripe_twin.visitor import Visitor

STYLES = Path(__file__).with_name("templates") / "twin.css"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
KINDS = {"checkout": "checkout.session", "invoice": "invoice"}
Shown = Callable[..., str]


class TwinApp:
    """A WSGI application around one twin."""

    def __init__(self, twin: StripeTwin) -> None:
        self.twin, self.visitor = twin, Visitor(twin)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        return self.answer(Request(environ))(environ, start_response)

    def answer(self, request: Request) -> Response:
        if request.path.startswith("/v1/"):
            return self._api(request)
        if request.path == "/twin.css":
            return Response(STYLES.read_bytes(), mimetype="text/css", headers=HEADERS)
        if found := re.fullmatch(r"/(checkout|invoice)/(\w+)(/pdf)?", request.path):
            kind, id_, pdf = found.groups()
            return self._page(request, kind, id_, pdf=bool(pdf))
        return Response("trial", status=200 if request.path == "/" else 404)

    def _api(self, request: Request) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = request.get_data(as_text=True)
        query = request.query_string.decode()
        answer = self.twin.handle(request.method.lower(), request.path, query, headers, body)
        return Response(answer.body, status=answer.status, headers=dict(answer.headers))

    def _page(self, request: Request, kind: str, id_: str, *, pdf: bool) -> Response:
        try:
            thing = self.twin.state.get(id_, KINDS[kind])
        except TwinFault:
            return Response("404", status=404, headers=HEADERS)
        if pdf:
            return Response(invoice_pdf(thing), mimetype="application/pdf", headers=HEADERS)
        shown = pages.checkout_page if kind == "checkout" else pages.invoice_page
        if request.method == "POST":
            return self._act(request, kind, thing, shown)
        return _html(shown(thing, _language(request, thing)))

    def _act(self, request: Request, kind: str, thing: Object, shown: Shown) -> Response:
        """What the person chose; Stripe's pages send it back to us when they are through."""
        act, way = request.form.get("act", ""), request.form.get("way", "")
        lang = _language(request, thing)
        if act == "back" and thing.get("cancel_url"):
            return redirect(thing["cancel_url"], 303)
        if way not in pages.WAYS:
            return _html(shown(thing, lang), 400)
        asked = way == "pm_card_authenticationRequired"
        if asked and act == "pay":
            return _html(shown(thing, lang, asks=way))
        pay = self.visitor.pay if kind == "checkout" else self.visitor.pay_invoice
        try:
            pay(thing["id"], way, confirms=act == "confirm")
        except TwinFault as fault:
            return _html(shown(thing, lang, fault=fault.error.get("code", "card_declined")))
        if kind == "invoice":
            return redirect(f"{request.path}?lang={lang}", 303)
        return redirect(thing["success_url"].replace("{CHECKOUT_SESSION_ID}", thing["id"]), 303)


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status=status, mimetype="text/html", headers=HEADERS)


def _language(request: Request, thing: Object) -> str:
    """What the person chose, else that of the page; Chinese when nothing is said."""
    asked = request.values.get("lang") or thing.get("locale") or "zh"
    return "en" if asked == "en" else "zh"
