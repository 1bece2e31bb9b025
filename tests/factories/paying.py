"""Lines in service and what they cost: accounts stated, invoices recorded, transfers made."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from werkzeug.test import TestResponse

from marketplace.domain.activation import last_day
from marketplace.models import ContractLine, Organisation
from marketplace.services.draw_due_items import draw_for_line
from tests.factories.contracting import Drawn, drawn, in_force
from tests.factories.delivered import install, installation, today
from tests.factories.people import Actor, People

_SERIALS = itertools.count(uuid4().int % 10**12)


class Served:
    """A contract of one member with lines live since a day in the past, and their money."""

    def __init__(self, contract: Drawn, *, days_ago: int = 100) -> None:
        self.contract, self.people = contract, contract.people
        self.member, self.carrier, self.park = contract.member, contract.carrier, contract.park
        self.id, self.path = contract.id, f"/contracts/{contract.id}"
        in_force(self.member, self.carrier, self.id)
        install(self.carrier, self.id)
        self.today = today(self.carrier)
        self.live_on = self.today - timedelta(days=days_ago)
        self._go_live()

    def _go_live(self) -> None:
        """Report each line live today, then put it back in time with its schedule."""
        for number in range(len(self.carrier.get(self.path).json["lines"])):
            line = installation(self.carrier, self.id, number)
            if line["live_on"]:
                continue
            answer = self.carrier.post(
                f"{self.path}/lines/{line['id']}/report-live",
                json={"live_on": self.today.isoformat()},
            )
            assert answer.status_code == 200, answer.json
        with self.people.database.unit_of_work() as session:
            own = sa.select(ContractLine).where(ContractLine.contract_id == self.id)
            lines = list(session.scalars(own))
            ids = [line.id for line in lines]
            session.execute(sa.text("ALTER TABLE due_items DISABLE TRIGGER USER"))
            gone = sa.text("DELETE FROM due_items WHERE contract_line_id = ANY(:ids)")
            session.execute(gone, {"ids": ids})
            session.execute(sa.text("ALTER TABLE due_items ENABLE TRIGGER USER"))
            for line in lines:
                line.live_on, line.ends_on = self.live_on, last_day(self.live_on, line.months)
            session.flush()
            now = session.scalar(sa.text("SELECT market_now()"))
            for line_id in ids:
                draw_for_line(session, contract_line_id=line_id, now=now)

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

    def invoice_body(self, *numbers: int, **changes: Any) -> dict[str, Any]:
        """A right invoice over the items of these numbers of the first line."""
        items = self.items()
        line = items[0]["contract_line_id"]
        wanted = numbers or (1,)
        chosen = [i for i in items if i["contract_line_id"] == line and i["number"] in wanted]
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

    def invoice(self, *numbers: int, by: Actor | None = None, **changes: Any) -> TestResponse:
        body = self.invoice_body(*numbers, **changes)
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
