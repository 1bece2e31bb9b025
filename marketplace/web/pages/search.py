"""Search: one box for group buys, requests for quotes, contracts and companies."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from marketplace.services.search_market import Found, Hit, HitKind, search_market
from marketplace.web.call import page

pages = Blueprint("search_pages", __name__)
LONGEST = 100
PLACES: dict[HitKind, tuple[str, str]] = {
    HitKind.GROUP_BUY: ("group_buy_pages.show", "group_buy_id"),
    HitKind.RFQ: ("rfq_pages.show", "rfq_id"),
    HitKind.CONTRACT: ("contract_pages.show", "contract_id"),
    HitKind.ORGANISATION: ("organisations.show", "organisation_id"),
}
"Where a hit of each kind leads"


@pages.get("/search")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    q = request.args.get("q", "").strip()[:LONGEST]
    found = search_market(session, identity=identity, q=q) if q else Found([])
    return render_template("search.html", q=q, found=found, kinds=HitKind, place=place)


def place(hit: Hit) -> str:
    endpoint, argument = PLACES[hit.kind]
    named: dict[str, Any] = {argument: hit.id}
    return url_for(endpoint, **named)
