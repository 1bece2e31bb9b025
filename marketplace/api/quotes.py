"""API: sealed quotes, their opening, and the quotes as opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, sender, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import tagged
from marketplace.schemas.preparation import SealingSchema, sealing_parts
from marketplace.schemas.quote_statement import LastQuoteStatementSchema
from marketplace.schemas.rfqs import QuotePriceSchema, QuoteSchema, ReceiptSchema, RfqSchema
from marketplace.services.find_last_statement import find_last_statement
from marketplace.services.find_quotes import (
    find_own_quote,
    find_quotes,
    prices_seen,
    quote_prices,
)
from marketplace.services.open_quotes import open_quotes
from marketplace.services.seal_quote import seal_quote, withdraw_quote

blp = Blueprint("quotes_api", __name__, description="Sealed quotes · 密封报价")
Body = dict[str, Any]


@blp.route("/rfqs/<uuid:rfq_id>/quote", methods=["PUT"])
@writing
@blp.response(200, ReceiptSchema)
@blp.arguments(SealingSchema)
def put_quote(body: Body, rfq_id: UUID, **call: Any) -> Any:
    """Seal your quote, in place of an earlier one; nobody reads it before the due time.

    With If-Match, only on the RFQ of that ETag: an amendment changes it. Sealed with it are who
    made it, the fingerprints of its files, and the address that it came from.
    """
    return seal_quote(
        rfq_id=rfq_id,
        sender=sender(),
        seen_version=_seen_version(),
        listed_groups=runtime().config.listed_groups,
        **sealing_parts(body),
        **call,
    )


def _seen_version() -> int | None:
    """The version of the RFQ that the carrier names, if it names one; 0 is never one."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        return None
    return int(given[:9]) if given.isascii() and given.isdigit() else 0


@blp.route("/rfqs/<uuid:rfq_id>/quote", methods=["DELETE"])
@writing
@blp.response(200, ReceiptSchema)
def delete_quote(rfq_id: UUID, **call: Any) -> Any:
    """Withdraw your quote: an empty envelope takes its place."""
    return withdraw_quote(rfq_id=rfq_id, **call)


@blp.route("/rfqs/<uuid:rfq_id>/quote")
@reading
@blp.response(200, QuoteSchema)
def get_own_quote(rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Your own quote, once the quotes are opened; before that it is only in the envelope."""
    return find_own_quote(session, rfq_id=rfq_id, identity=identity)


@blp.route("/quote-statement")
@reading
@blp.response(200, LastQuoteStatementSchema)
def get_last_statement(*, session: Any, identity: Any, now: Any) -> Any:
    """The terms that your last opened quote stated: what the next statement may begin with."""
    return find_last_statement(session, identity)


@blp.route("/rfqs/<uuid:rfq_id>/open", methods=["POST"])
@creating
@blp.response(200, RfqSchema)
def post_open(rfq_id: UUID, **call: Any) -> Any:
    """Open the quotes once they are due (a job does the same); with too few it is short."""
    held = runtime()
    return tagged(open_quotes(rfq_id=rfq_id, config=held.config, jobs=held.jobs, **call))


@blp.route("/rfqs/<uuid:rfq_id>/quotes")
@reading
@blp.response(200, QuoteSchema(many=True))
def list_quotes(rfq_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The opened quotes; a bidder reads names, published totals and hashes of the others."""
    return find_quotes(session, rfq_id=rfq_id, identity=identity)


@blp.route("/quotes/<uuid:quote_id>/prices")
@reading
@blp.response(200, QuotePriceSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_quote_prices(
    paging: Body, quote_id: UUID, *, session: Any, identity: Any, now: Any
) -> Any:
    """What a quote asks for each line it prices, before its ladders."""
    query = quote_prices(session, quote_id=quote_id, identity=identity)
    prices, headers = page(session, query, **paging)
    return prices_seen(session, prices), headers
