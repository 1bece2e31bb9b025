"""Contracts in force that owe a service fee, in a market and a ledger of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask

from marketplace.config import Config
from marketplace.db.session import Database, now_of
from marketplace.domain.fee_table import Payer
from marketplace.domain.lives import FeeState
from marketplace.domain.working_days import local_day
from marketplace.jobs.fee_deadlines import FEE_DEADLINES
from marketplace.jobs.settle_fee import settle_fee
from marketplace.jobs.sweep_deadlines import sweep_deadlines
from marketplace.models import Contract, ServiceFee
from marketplace.models.audit import record
from marketplace.services.find_fees import lock_fee
from pricing.terms import vat
from tests.factories import contracting
from tests.factories.locked import Awarded
from tests.factories.people import Actor, People
from tests.factories.platform import WHOLE, state
from tests.factories.scratch import scratch

ACCOUNT = "平台示例公司；示例银行上海分行；0000 1111 2222"
BOTH = {"basis": "share", "share_bps": 100, "minimum_minor": 50_001, "carrier_bps": 5_000}
"one percent, at least 500.01 yuan, half for each side"


def a_table(first_day: str, *rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What an operator publishes; one row for everything unless rows are given."""
    return {
        "rows": list(rows) or [BOTH],
        "effective_on": first_day,
        "major": False,
        "due_days": 30,
        "reason_zh": "示例",
        "reason_en": "Example",
    } | changes


class FeeMarket:
    """A market whose contracts owe fees; `payments` is what the runtime asks, None: no keys."""

    def __init__(self, app: Flask, contracts: int = 1, rows: tuple[dict[str, Any], ...] = ()):
        self.app = app
        self.database: Database = app.extensions["marketplace"].database
        self.people = People(app, self.database)
        self.operator = self.people.operator()
        self.stated = WHOLE | {"bank_account": ACCOUNT}
        state(self.operator, self.stated)
        published = self.operator.post("/fee-tables", json=a_table(self.today, *rows))
        assert published.status_code == 201, published.json
        self.market = Awarded(self.people, None, *([{}] for _ in range(contracts)))
        self.carrier: Actor = self.market.carriers[0]
        self.members: list[Actor] = self.market.members
        with self.database.unit_of_work() as session:  # as its opening would have kept it
            session.execute(_OPENED)
        self.contracts = [one["id"] for one in self.market.contracts()]

    @property
    def runtime(self) -> Any:
        return self.app.extensions["marketplace"]

    def use(self, payments: Any) -> None:
        """From now on the runtime asks these payments, or none."""
        self.app.extensions["marketplace"] = replace(self.runtime, payments=payments)

    @property
    def now(self) -> datetime:
        with self.database.single_statements() as session:
            return now_of(session)

    @property
    def day(self) -> date:
        return local_day(self.now)

    @property
    def today(self) -> str:
        return self.day.isoformat()

    def sign(self, number: int = 0) -> dict[str, dict[str, Any]]:
        """Both sign the contract of that number; its fees by payer, as the operator sees them."""
        contracting.in_force(self.members[number], self.carrier, self.contracts[number])
        return self.fees(number)

    def fees(self, number: int = 0) -> dict[str, dict[str, Any]]:
        found = self.operator.get(f"/fees?contract_id={self.contracts[number]}").json
        return {one["payer"]: one for one in found}

    def fee(self, fee_id: str) -> dict[str, Any]:
        return dict(self.operator.get(f"/fees/{fee_id}").json)

    def sweep(self) -> None:
        sweep_deadlines(self.runtime, FEE_DEADLINES)

    def settle(self, fee_id: str) -> None:
        """The job as the worker runs it."""
        settle_fee(self.runtime, fee_id=fee_id)

    def invoiced(self, number: int = 0, payer: str = "member") -> dict[str, Any]:
        """A fee of the contract, signed and swept."""
        self.sign(number)
        self.sweep()
        return self.fees(number)[payer]

    def act(self, fee_id: str, what: str, **body: Any) -> Any:
        return self.operator.post(f"/fees/{fee_id}/{what}", json=body)

    def transfer(self, fee_id: str, **changes: Any) -> Any:
        body = {"transferred_on": self.today, "bank_reference": "BOS-0001"}
        return self.act(fee_id, "transfer", **(body | changes))

    def credit(self, fee_id: str, **changes: Any) -> Any:
        return self.act(fee_id, "credits", **({"why": "agreed", "reason": "agreed"} | changes))


@contextmanager
def fee_market(config: Config, database_url: str, **given: Any) -> Iterator[FeeMarket]:
    """In a database of its own: time in a ledger never runs back."""
    with scratch(config, database_url) as app:
        yield FeeMarket(app, **given)


def another_fee(market: FeeMarket, net_minor: int = 120_503) -> UUID:
    """A fee that is due, of a copy of the market's first contract."""
    with market.database.unit_of_work() as session:
        found = session.get_one(Contract, UUID(market.contracts[0]))
        fee_id, copy, nth = uuid4(), uuid4(), uuid4().hex[:12]
        session.execute(_COPY, {"copy": copy, "contract": found.id, "number": f"XB-{nth}"})
        fee = ServiceFee(
            id=fee_id,
            number=f"SF-{nth}",
            contract_id=copy,
            group_buy_id=found.group_buy_id,
            payer=Payer.MEMBER,
            organisation_id=found.member_id,
            fee_table=1,
            parts=[],
            net_minor=net_minor,
            vat_bps=600,
            vat_minor=vat(net_minor, 600),
            due_days=30,
            state=FeeState.DUE,
            arisen_at=now_of(session),
        )
        session.add(fee)
        session.flush()
        record(session, fee, "arise", by=None, now=now_of(session), to_state="due")
        return fee_id


_OPENED = sa.text(
    "UPDATE group_buys g SET fee_table = 1, opened_at = t.published_at, "
    "locks_at = t.published_at + interval '1 millisecond' FROM fee_tables t"
)
_COLUMNS = ", ".join(
    column.name
    for column in Contract.__table__.columns
    if column.name not in ("id", "number", "sequence")
)
_COPY = sa.text(
    f"INSERT INTO contracts (id, number, sequence, {_COLUMNS}) SELECT :copy, :number, "
    "(SELECT max(sequence) + 1 FROM contracts o WHERE o.award_id = c.award_id), "
    f"{_COLUMNS} FROM contracts c WHERE c.id = :contract"
)


def kept(market: FeeMarket, fee_id: str) -> ServiceFee:
    """The fee as it is stored."""
    with market.database.unit_of_work() as session:
        fee = lock_fee(session, UUID(fee_id))
        assert fee is not None
        return fee
