"""Lines in service and what they cost: accounts stated, invoices recorded, transfers made."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from marketplace.db.session import now_of
from marketplace.domain.activation import last_day
from marketplace.domain.lives import ContractEvent
from marketplace.models import Contract, Organisation
from marketplace.services.draw_due_items import draw_due_items
from tests.factories.contracting import Drawn, drawn, in_force
from tests.factories.delivered import today
from tests.factories.people import Actor, People

_SERIALS = itertools.count(uuid4().int % 10**12)


class Served:
    """A contract of one member with lines live since a day in the past, and their money."""

    def __init__(self, contract: Drawn, *, days_ago: int = 100) -> None:
        self.contract, self.people = contract, contract.people
        self.member, self.carrier, self.park = contract.member, contract.carrier, contract.park
        self.id, self.path = contract.id, f"/contracts/{contract.id}"
        in_force(self.member, self.carrier, self.id)
        self.today = today(self.carrier)
        self.live_on = self.today - timedelta(days=days_ago)
        self._go_live()

    def _go_live(self) -> None:
        """Every line live since that day, straight in the database, with its schedule."""
        with self.people.database.unit_of_work() as session:
            now = now_of(session)
            contract = session.get_one(Contract, UUID(self.id))
            for line in contract.standing_lines:
                line.live_on, line.reported_live_at = self.live_on, now
                line.ends_on = last_day(self.live_on, line.months)
                draw_due_items(session, contract, line, now=now)
            contract.advance(ContractEvent.ALL_LIVE, by=self.carrier.identity, now=now)

    def items(self, reader: Actor | None = None, **query: Any) -> list[dict[str, Any]]:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        path = f"/due-items?contract_id={self.id}&limit=200&{asked}"
        return list((reader or self.member).get(path).json)

    def uscc(self, of: Actor) -> str:
        with self.people.database.single_statements() as session:
            return str(session.get_one(Organisation, of.id).uscc)

    def account(self, by: Actor | None = None, **changes: Any) -> TestResponse:
        """The carrier states an account of its own."""
        return (by or self.carrier).post("/payee-accounts", json=self.account_body() | changes)

    def account_body(self) -> dict[str, Any]:
        with self.people.database.single_statements() as session:
            carrier = session.get_one(Organisation, self.carrier.id)
            return {
                "account_name": carrier.name_zh,
                "uscc": carrier.uscc,
                "bank": "中国示例银行上海临港支行",
                "account_number": f"6222{next(_SERIALS):015d}",
            }

    def free(self, count: int = 1) -> list[str]:
        """Ids of the first items that no invoice is over."""
        return [one["id"] for one in self.items() if one["invoice_id"] is None][:count]

    def invoice_body(self, *wanted: int | str, **changes: Any) -> dict[str, Any]:
        """A right invoice over these items: by their id, or by number of the first line."""
        items = self.items()
        line, named = items[0]["contract_line_id"], set(wanted or (1,))
        of_line = [item["id"] for item in items if item["contract_line_id"] == line]
        chosen = [
            item
            for item in items
            if item["id"] in named or (item["number"] in named and item["id"] in of_line)
        ]
        net = sum(item["net_minor"] for item in chosen)
        vat = sum(item["vat_minor"] for item in chosen)
        return {
            "item_ids": [item["id"] for item in chosen],
            "number": e_invoice_number(self.today),
            "issued_on": self.today.isoformat(),
            "seller_uscc": self.uscc(self.carrier),
            "buyer_uscc": self.uscc(self.member),
            "net_minor": net,
            "vat_minor": vat,
            "gross_minor": net + vat,
        } | changes

    def invoice(self, *wanted: int | str, by: Actor | None = None, **changes: Any) -> TestResponse:
        body = self.invoice_body(*wanted, **changes)
        return (by or self.carrier).post(f"{self.path}/invoices", json=body)

    def remit(
        self,
        invoice: dict[str, Any],
        amount: int | None = None,
        by: Actor | None = None,
        **more: Any,
    ) -> TestResponse:
        """The member's transfer for the invoice, of what is open of it unless said otherwise."""
        body = {
            "reference": f"HD{next(_SERIALS)}",
            "paid_on": self.today.isoformat(),
            "amount_minor": amount or invoice["open_minor"],
        } | more
        path = f"/line-invoices/{invoice['id']}/remittances"
        return (by or self.member).post(path, json=body)

    def filled(self, sheet: bytes, number: str | None = None) -> bytes:
        """The sheet to fill in (CSV in English) with a number and today on its rows for this line's
        contract: one invoice for all of them, or one for each row."""
        head, *rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))
        at = {name: index for index, name in enumerate(head)}
        own = [row for row in rows if row[at["contract_number"]] == self.contract_number]
        for row in own:
            row[at["invoice_number"]] = number or e_invoice_number(self.today)
            row[at["issued_on"]] = self.today.isoformat()
        out = io.StringIO()
        csv.writer(out).writerows([head, *own])
        return out.getvalue().encode()

    @property
    def contract_number(self) -> str:
        return str(self.contract.now()["number"])

    def now(self, invoice: dict[str, Any], reader: Actor | None = None) -> dict[str, Any]:
        """The invoice as it stands."""
        return dict((reader or self.member).get(f"/line-invoices/{invoice['id']}").json)


def e_invoice_number(day: date) -> str:
    """A number of that year that no other call gives."""
    return f"{day.year % 100:02d}311{next(_SERIALS):015d}"


def served(people: People, *, lines: int = 1, account: bool = True, **more: Any) -> Served:
    """One contract with lines in service, its carrier's account stated unless said otherwise."""
    made = Served(next(drawn(people, 1, lines)), **more)
    if account:
        answer = made.account()
        assert answer.status_code == 201, answer.json
    return made
