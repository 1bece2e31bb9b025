"""Who records, pays, disputes and reads invoices of lines: the two parties; never the organiser."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.access_rows.contracts import WATCHERS, contract
from tests.api.access_rows.rfqs import INVITED, MEMBER
from tests.api.access_table import CARRIERS, MEMBERS, SIGNED_IN, Row, World
from tests.factories.contracting import Drawn
from tests.factories.paying import Served, e_invoice_number

PARTIES = MEMBER | INVITED | WATCHERS.keys()
BY_CARRIER: dict[str, Any] = {"but": WATCHERS | {"member": 403}}
BY_MEMBER: dict[str, Any] = {"but": WATCHERS | {"carrier": 403}}
WHY = {"reason": "x"}
INVOICE = "/line-invoices/<uuid:invoice_id>"
REMITTANCE = "/remittances/<uuid:remittance_id>"
ACCOUNT = "/payee-accounts/<uuid:account_id>"
FORM = "<any(csv, xlsx):form>"
CSV: dict[str, Any] = {"fill": {"form": lambda _world: "csv"}}
READS_ACCOUNT = MEMBER | INVITED | {"reviewer", "observer"}


class OfWorld(Drawn):
    """A contract between the world's member and carrier."""

    def __init__(self, world: World) -> None:
        self.people, self.park = world.people, world.actors["park_manager"]
        self.member, self.carrier = world.actors["member"], world.actors["carrier"]
        self.id = contract(world)["id"]
        self.path = f"/contracts/{self.id}"


def prepare(world: World) -> None:
    """A line in service with an account, an invoice, and a transfer on record."""
    served = Served(OfWorld(world), days_ago=300)
    world["served"], world["served_id"] = served, served.id
    world["account_id"] = served.account().json["id"]
    world["invoice_id"], world["disputed_id"] = an_invoice(world), an_invoice(world)
    world["remittance_id"] = a_remittance(world)


def an_invoice(world: World) -> str:
    served = world["served"]
    made = served.invoice(*served.free(), payee_account_id=world["account_id"])
    assert made.status_code == 201, made.json
    return str(made.json["id"])


def a_remittance(world: World) -> str:
    made = world["served"].remit({"id": world["invoice_id"]}, 100)
    assert made.status_code == 201, made.json
    return str(made.json["id"])


def invoice_body(world: World) -> dict[str, Any]:
    served = world["served"]
    return dict(served.invoice_body(*served.free(), payee_account_id=world["account_id"]))


def replacement(world: World) -> dict[str, Any]:
    """Of the invoice, by the same items and amounts."""
    served, old = world["served"], world["served"].now({"id": world["invoice_id"]})
    names = ("seller_uscc", "buyer_uscc", "issued_on", "net_minor", "vat_minor", "gross_minor")
    return {name: old[name] for name in names} | {
        "item_ids": [one["id"] for one in old["items"]],
        "number": e_invoice_number(served.today),
        "payee_account_id": world["account_id"],
        **WHY,
    }


def remittance_body(world: World) -> dict[str, Any]:
    return {
        "reference": uuid4().hex,
        "paid_on": world["served"].today.isoformat(),
        "amount_minor": 100,
    }


def account_body(world: World) -> dict[str, Any]:
    return dict(world["served"].account_body())


OF_SERVED: dict[str, Any] = {"fill": {"contract_id": "served_id"}}
ROWS = [
    Row("GET", "/due-items", SIGNED_IN),
    Row("GET", f"/due-items.{FORM}", SIGNED_IN, **CSV),
    Row("GET", "/line-invoices", SIGNED_IN),
    Row("GET", f"/line-invoices.{FORM}", SIGNED_IN, **CSV),
    Row("GET", "/line-invoice-totals", SIGNED_IN),
    Row("GET", "/contracts/<uuid:contract_id>/payments", PARTIES, **OF_SERVED),
    Row(
        "POST",
        "/contracts/<uuid:contract_id>/invoices",
        INVITED,
        body=invoice_body,
        **OF_SERVED,
        **BY_CARRIER,
    ),
    Row("GET", INVOICE, PARTIES),
    Row("POST", INVOICE + "/remittances", MEMBER, body=remittance_body, **BY_MEMBER),
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
    Row("POST", INVOICE + "/replace", INVITED, body=replacement, **BY_CARRIER),
    Row("POST", REMITTANCE + "/receive", INVITED, **BY_CARRIER),
    Row("POST", REMITTANCE + "/deny", INVITED, body=WHY, **BY_CARRIER),
    Row("POST", REMITTANCE + "/withdraw", MEMBER, body=WHY, **BY_MEMBER),
    Row("GET", "/payee-accounts", SIGNED_IN),
    Row("POST", "/payee-accounts", CARRIERS, body=account_body, but=WATCHERS),
    Row("GET", ACCOUNT, READS_ACCOUNT),
    Row("PUT", ACCOUNT, INVITED, body=account_body, but=WATCHERS),
    Row("POST", ACCOUNT + "/withdraw", INVITED, but=WATCHERS),
    Row("GET", f"/invoice-sheet.{FORM}", SIGNED_IN, **CSV),
    Row("POST", "/invoice-sheet", CARRIERS, 403),
    Row("GET", f"/remittance-sheet.{FORM}", SIGNED_IN, **CSV),
    Row("POST", "/remittance-sheet", MEMBERS, 403),
]
