"""Who may open the pages of price books, group buys and a member's stay, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.catalogue import (
    BOOK,
    OF_BOOK,
    OWN,
    SEEN,
    TERMS,
    fresh_terms,
)
from tests.api.access_rows.group_buys import (
    DRAFT,
    GROUP_BUY,
    MEMBER,
    OPEN,
    ORGANISER,
    RECORD_OF,
    SEES,
    STATEMENT,
    not_joined,
    terms,
)
from tests.api.access_table import (
    CARRIERS,
    MEMBERS,
    OVERSEERS,
    PARKS,
    SIGNED_IN,
    Row,
    World,
)
from tests.factories.demand import LADDER, a_line
from tests.factories.statements import PLAIN, RECORD

SEEN_BY_ALL = dict.fromkeys(SEES, 403)
STAY = GROUP_BUY + "/lines"
SHEET = ".<any(csv, xlsx):form>"
AS_SHEET: dict[str, Any] = {"fill": {"form": lambda _world: "xlsx"}}


def flat(value: Any, name: str = "") -> dict[str, str]:
    """JSON as a form sends it: `lines-0-mbps`; units as kept, which a form may not mean."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return {k: v for key, one in pairs for k, v in flat(one, f"{name}-{key}").items()}
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return {name.lstrip("-"): text}


def line_form(_world: World) -> dict[str, str]:
    return flat(
        {"lines": [a_line(availability_bps="99.9", z_share_bps="100", price_shown_minor="241000")]}
    )


def draft_form(world: World) -> dict[str, str]:
    ladder = LADDER | {
        "tiers": [tier | {"discount_bps": tier["discount_bps"] // 100} for tier in LADDER["tiers"]]
    }
    return flat(terms(world) | {"ladder": ladder, "version": 1})


def statement_form(_world: World) -> dict[str, str]:
    return flat(PLAIN | {"version": 1})


def record_form(_world: World) -> dict[str, str]:
    return flat(RECORD | {"local_demand_share_bps": "6", "version": 0})


RAISE_FORM = {"version": 1, "change-monthly_raise_bps": "5"}

ROWS = [
    Row("GET", "/price-books", SIGNED_IN),
    Row("POST", "/price-books", CARRIERS, 403, body=TERMS),
    Row("GET", "/price-books/template" + SHEET, SIGNED_IN, **AS_SHEET),
    Row("GET", BOOK, OWN | OVERSEERS, **OF_BOOK),
    Row("GET", BOOK + "/rows" + SHEET, OWN | OVERSEERS, fill=OF_BOOK["fill"] | AS_SHEET["fill"]),
    Row("POST", BOOK + "/terms", OWN, but=SEEN, body=TERMS | {"version": 1}, **OF_BOOK),
    Row("POST", BOOK + "/rows", OWN, but=SEEN, body={"version": 1}, **OF_BOOK),
    Row("POST", BOOK + "/import", OWN, but=SEEN, **OF_BOOK),
    Row("GET", BOOK + "/change", OWN, but=SEEN, **OF_BOOK),
    Row("POST", BOOK + "/change/preview", OWN, but=SEEN, body=RAISE_FORM, **OF_BOOK),
    Row("POST", BOOK + "/change", OWN, but=SEEN, body=RAISE_FORM, **OF_BOOK),
    Row("POST", BOOK + "/copy", OWN, but=SEEN, body=fresh_terms, **OF_BOOK),
    Row("POST", BOOK + "/ladders", OWN, but=SEEN, body={"version": 1}, **OF_BOOK),
    Row("POST", BOOK + "/publish", OWN, but=SEEN, **OF_BOOK),
    Row("POST", BOOK + "/withdraw", OWN, but=SEEN, **OF_BOOK),
    Row("GET", "/group-buys", SIGNED_IN),
    Row("GET", "/group-buys/new", PARKS | MEMBERS, 403),
    Row("POST", "/group-buys/new", PARKS | MEMBERS, 403, body=draft_form),
    Row("GET", GROUP_BUY, SEES),
    Row("GET", GROUP_BUY + "/live", SEES),
    Row("GET", GROUP_BUY + "/what-if", MEMBER | ORGANISER | {"reviewer"}, but=SEEN_BY_ALL),
    Row("GET", GROUP_BUY + "/demand", ORGANISER | {"reviewer"}, but=SEEN_BY_ALL),
    Row("GET", GROUP_BUY + "/edit", ORGANISER, **DRAFT),
    Row("POST", GROUP_BUY + "/edit", ORGANISER, body=draft_form, **DRAFT),
    Row("GET", STATEMENT, ORGANISER | {"reviewer", "observer"}, but=SEEN_BY_ALL),
    Row("POST", STATEMENT, ORGANISER, body=statement_form, **DRAFT),
    Row("GET", STATEMENT + "/approval", ORGANISER | {"reviewer", "observer"}, but=SEEN_BY_ALL),
    Row("GET", RECORD_OF, ORGANISER | {"reviewer", "observer"}, but=SEEN_BY_ALL),
    Row("POST", RECORD_OF, ORGANISER, but=SEEN_BY_ALL, body=record_form, **OPEN),
    Row("GET", RECORD_OF + "/legal-review", ORGANISER | {"reviewer", "observer"}, but=SEEN_BY_ALL),
    Row("POST", GROUP_BUY + "/open", ORGANISER, **DRAFT),
    Row("POST", GROUP_BUY + "/lock", ORGANISER, but=SEEN_BY_ALL, **OPEN),
    Row("POST", GROUP_BUY + "/cancel", ORGANISER, but=SEEN_BY_ALL, body={"reason": "x"}, **OPEN),
    Row("GET", STAY, MEMBER, but=SEEN_BY_ALL),
    Row("GET", STAY + "/template" + SHEET, SIGNED_IN, **AS_SHEET),
    Row("GET", STAY + "/lines" + SHEET, MEMBER, but=SEEN_BY_ALL, **AS_SHEET),
    Row("POST", STAY + "/price", MEMBER, but=SEEN_BY_ALL, body=line_form),
    Row("POST", STAY + "/sheet", MEMBER, but=SEEN_BY_ALL),
    Row("POST", STAY, MEMBER, but=SEEN_BY_ALL, body=line_form, fill={"group_buy_id": not_joined}),
    Row("POST", STAY + "/draft", MEMBER, but=SEEN_BY_ALL, body=line_form),
    Row("POST", STAY + "/draft/price", MEMBER, but=SEEN_BY_ALL, body=line_form),
    Row("POST", STAY + "/draft/drop", MEMBER, but=SEEN_BY_ALL),
    Row("POST", STAY + "/leave", MEMBER, but=SEEN_BY_ALL, body={"version": 1}, **OPEN),
]
