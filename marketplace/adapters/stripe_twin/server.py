"""Serves a twin on loopback, with its courier: for the demo and for tests with a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from marketplace.adapters.stripe_twin.courier import Courier
from marketplace.adapters.stripe_twin.twin import StripeTwin
from marketplace.adapters.stripe_twin.wsgi import TwinApp

LOOPBACK = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """Writes no line for each request: its address may name a customer."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


@dataclass(frozen=True)
class Served:
    twin: StripeTwin
    url: str
    server: BaseWSGIServer
    courier: Courier | None


def serve(
    port: int, *, held: int | None = None, path: Path | None = None, webhooks: str | None = None
) -> Served:
    """A twin that answers at `url` once `server.serve_forever()` runs; port 0: a free one.

    `held`: the descriptor of a socket that listens already, which is copied.
    """
    twin = StripeTwin(path=path)
    server = make_server(
        LOOPBACK, port, TwinApp(twin), threaded=True, request_handler=Quiet, fd=held
    )
    url = f"http://{LOOPBACK}:{server.port}"
    move_pages(twin, url)
    courier = Courier(twin, webhooks) if webhooks else None
    if courier is not None:
        courier.start()
    return Served(twin, url, server, courier)


def move_pages(twin: StripeTwin, url: str) -> None:
    """The pages answer at `url` from now on, those too that were opened before a restart."""
    twin.state.pages = url
    for session in twin.state.all("checkout.session"):
        if session["url"]:
            session["url"] = twin.state.page_url("checkout", session["id"])
    for invoice in twin.state.all("invoice"):
        if page := invoice["hosted_invoice_url"] and twin.state.page_url("invoice", invoice["id"]):
            invoice |= {"hosted_invoice_url": page, "invoice_pdf": f"{page}/pdf"}


@contextmanager
def served(
    *,
    port: int = 0,
    held: int | None = None,
    path: Path | None = None,
    webhooks: str | None = None,
) -> Iterator[Served]:
    """The same in a thread of this process, for the block."""
    made = serve(port, held=held, path=path, webhooks=webhooks)
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        if made.courier is not None:
            made.courier.ended.set()
            made.courier.join()
        made.server.shutdown()
        thread.join()
        made.server.server_close()
