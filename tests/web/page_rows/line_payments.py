"""Who may open the pages of invoices and payments, and send their forms."""

from __future__ import annotations

from typing import Any

from tests.api.access_rows.contracts import WATCHERS
from tests.api.access_rows.line_payments import (
    BY_CARRIER,
    BY_MEMBER,
    FORM,
    PARTIES,
    READS_ACCOUNT,
    WHY,
    account_body,
    invoice_body,
    remittance_body,
    replacement,
)
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import CARRIERS, MEMBERS, SIGNED_IN, Row, World

PAGE = "/line-money"
CONTRACT = PAGE + "/contracts/<uuid:contract_id>"
INVOICE = PAGE + "/invoices/<uuid:invoice_id>"
TRANSFER = INVOICE + "/remittances/<uuid:remittance_id>"
ACCOUNT = PAGE + "/accounts/<uuid:account_id>"
OF_SERVED: dict[str, Any] = {"fill": {"contract_id": "served_id"}}
CSV: dict[str, Any] = {"fill": {"form": lambda _world: "csv"}}
BRING = CARRIERS | MEMBERS


def yuan_form(body: Any, *names: str) -> Any:
    """The body as a form writes it: amounts in yuan."""

    def made(world: World) -> dict[str, Any]:
        filled = dict(body(world))
        return filled | {name: f"{filled[name] / 100:.2f}" for name in names}

    return made


AMOUNTS = ("net_minor", "vat_minor", "gross_minor")
ROWS = [
    Row("GET", PAGE, SIGNED_IN),
    Row("GET", f"{PAGE}/invoices.{FORM}", SIGNED_IN, **CSV),
    Row("GET", f"{PAGE}/schedule.{FORM}", SIGNED_IN, **CSV),
    Row("GET", f"{PAGE}/to-invoice.{FORM}", SIGNED_IN, **CSV),
    Row("GET", f"{PAGE}/to-pay.{FORM}", SIGNED_IN, **CSV),
    Row("GET", PAGE + "/import", BRING, 403),
    Row("POST", PAGE + "/import-invoices", CARRIERS, 403),
    Row("POST", PAGE + "/import-remittances", MEMBERS, 403),
    Row("GET", CONTRACT, PARTIES, **OF_SERVED),
    Row("GET", CONTRACT + "/new-invoice", INVITED, **OF_SERVED, **BY_CARRIER),
    Row(
        "POST",
        CONTRACT + "/invoices",
        INVITED,
        body=yuan_form(invoice_body, *AMOUNTS),
        **OF_SERVED,
        **BY_CARRIER,
    ),
    Row("GET", INVOICE, PARTIES),
    Row(
        "POST",
        INVOICE + "/remit",
        MEMBER,
        body=yuan_form(remittance_body, "amount_minor"),
        **BY_MEMBER,
    ),
    Row(
        "POST",
        INVOICE + "/dispute",
        MEMBER | INVITED,
        body=WHY,
        but=WATCHERS,
        fill={"invoice_id": "disputed_id"},
    ),
    Row("POST", INVOICE + "/answer", MEMBER | INVITED, body=WHY, but=WATCHERS),
    Row("POST", INVOICE + "/settle", MEMBER | INVITED, body=WHY, but=WATCHERS),
    Row("POST", INVOICE + "/void", INVITED, body=WHY, **BY_CARRIER),
    Row("GET", INVOICE + "/replace", INVITED, **BY_CARRIER),
    Row("POST", INVOICE + "/replace", INVITED, body=yuan_form(replacement, *AMOUNTS), **BY_CARRIER),
    Row("POST", TRANSFER + "/receive", INVITED, **BY_CARRIER),
    Row("POST", TRANSFER + "/deny", INVITED, body=WHY, **BY_CARRIER),
    Row("POST", TRANSFER + "/withdraw", MEMBER, body=WHY, **BY_MEMBER),
    Row("GET", PAGE + "/accounts", SIGNED_IN),
    Row("POST", PAGE + "/accounts", CARRIERS, body=account_body, but=WATCHERS),
    Row("GET", ACCOUNT, READS_ACCOUNT),
    Row("POST", ACCOUNT + "/replace", INVITED, body=account_body, but=WATCHERS | {"member": 404}),
    Row("POST", ACCOUNT + "/withdraw", INVITED, but=WATCHERS),
]
