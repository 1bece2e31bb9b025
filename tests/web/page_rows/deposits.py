"""Who may open the pages of deposits and of claims against them."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.deposits import (
    MEMBER,
    ONE,
    ORGANISER,
    PAID_BY,
    THERE,
    WATCHERS,
    moves,
)
from tests.api.access_table import CARRIERS, MEMBERS, OVERSEERS, Row

DEPOSIT = "/group-buys/<uuid:group_buy_id>/deposit"
CLAIM = "/deposit-claims/<uuid:claim_id>"
CLAIM_NEW = "/deposit-claims/new/<uuid:contract_id>"
OPERATOR, CARRIER = frozenset({"operator"}), frozenset({"carrier"})
OF_CONTRACT: dict[str, Any] = {
    "fill": {"contract_id": "signed_id"},
    "but": {"member": 403, "observer": 403, "reviewer": 403},
}

ROWS = [
    Row("GET", DEPOSIT, ORGANISER, but=WATCHERS | {"member": 403}, **THERE),
    Row(
        "POST",
        DEPOSIT,
        ORGANISER,
        but=WATCHERS | {"member": 403},
        body={"way": "charge", "rate_bps": "2"},
        **THERE,
    ),
    Row("POST", DEPOSIT + "/drop", ORGANISER, but=WATCHERS | {"member": 403}, **THERE),
    Row(
        "GET",
        DEPOSIT + "s",
        ORGANISER | {"reviewer"},
        but={"member": 403, "observer": 403, "operator": 403},
        **THERE,
    ),
    Row("GET", "/deposits", MEMBERS | OVERSEERS, others=403),
    Row("GET", ONE, MEMBER | OVERSEERS),
    Row("POST", ONE + "/page", MEMBER, but=WATCHERS),
    Row("GET", ONE + "/back", MEMBER | OVERSEERS),
    Row(
        "POST",
        ONE + "/returns/<uuid:return_id>/settle",
        OPERATOR,
        others=403,
        body=PAID_BY,
    ),
    Row(
        "POST",
        ONE + "/returns/<uuid:return_id>/interest",
        OPERATOR,
        others=403,
        body=PAID_BY,
    ),
    Row("GET", "/deposit-claims", MEMBERS | CARRIERS | OVERSEERS, others=403),
    Row("GET", CLAIM_NEW, CARRIER, **OF_CONTRACT),
    Row("POST", CLAIM_NEW, CARRIER, body={"cost_minor": "10", "text": "broken"}, **OF_CONTRACT),
    Row("GET", CLAIM, MEMBER | CARRIER | OVERSEERS),
    Row("GET", CLAIM + "/evidence", MEMBER | CARRIER | OVERSEERS),
    moves("contest", "member", {"text": "no"}),
    moves("decide", "reviewer", {"amount_minor": "0.01", "reason": "Proven."}),
    moves("answer", "reviewer", {"amount_minor": "0.01", "reason": "Proven."}),
    moves("pay-on", "operator", PAID_BY),
    moves("withdraw", "carrier"),
]
