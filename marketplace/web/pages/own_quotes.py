"""A carrier's own quote once the quotes are open: rates, ladders, the price of each line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from marketplace.services.find_quotes import find_own_quote, prices_seen, quote_prices
from marketplace.services.find_rfqs import find_rfq
from marketplace.web.call import page
from marketplace.web.listing import listing
from marketplace.web.reasons import told

pages = Blueprint("own_quote_pages", __name__, url_prefix="/rfqs/<uuid:rfq_id>/own-quote")


@pages.get("")
@page
def show(*, rfq_id: UUID, session: Any, identity: Any, now: Any) -> str:
    quote = find_own_quote(session, rfq_id=rfq_id, identity=identity)
    found = listing(session, quote_prices(session, quote_id=quote.id, identity=identity))
    found.things[:] = prices_seen(session, found.things)
    return render_template(
        "rfqs/own_quote.html",
        rfq=find_rfq(session, rfq_id=rfq_id, identity=identity),
        quote=quote,
        told=told,
        page=found,
    )
