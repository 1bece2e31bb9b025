"""Who reads and manages service fees and their table, and who reads accounts of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.fee_entries import FeeFacts, invoiced
from marketplace.domain.fee_table import FeeBasis, FeeRow, kept_row
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.lives import FeeState
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, FeeTable, GroupBuy, LedgerAccount, ServiceFee
from marketplace.services.book_fee import book_fee
from marketplace.services.record_fee_credit import new_credit
from tests.api.access_rows.group_buys import SEES
from tests.api.access_table import (
    CARRIERS,
    EVERYBODY,
    MEMBERS,
    OVERSEERS,
    PARKS,
    Row,
    World,
)

TERMS = "/group-buys/<uuid:group_buy_id>/fee-terms"
OPERATOR = frozenset({"operator"})
LOOKERS = frozenset({"operator", "observer"})
DESK = LOOKERS | MEMBERS | CARRIERS
READERS = frozenset({"member", "operator", "observer"})
SEE = {"observer": 403, "member": 403}
FEE = "/fees/<uuid:fee_id>"
NOTE = FEE + "/credits/<uuid:credit_id>"
OWN_ACCOUNT = {"account_id": "own_account_id"}
REASON = {"reason": "x"}
E_INVOICE = {"number": "2" * 20, "issued_on": "2026-01-05"}
TRANSFER = {"transferred_on": "2026-01-05", "bank_reference": "x"}
SENT_BACK = {"returned_on": "2026-01-05", "return_reference": "x"}
CREDIT = {"why": "agreed", "reason": "x"}
TABLE = {
    "rows": [{"basis": "fixed"}],
    "effective_on": "2099-01-01",
    "reason_zh": "示例",
    "reason_en": "example",
}


def prepare(world: World) -> None:
    """A fee of the member's contract with a credit note on its way, and its account."""
    with world.database.unit_of_work() as session:
        now = now_of(session)
        world["version"] = a_table(session, world, now)
        fee = a_fee(session, world, now)
        note = new_credit(
            session,
            fee,
            net_minor=100,
            vat_minor=6,
            why=CreditReason.AGREED,
            reason="x",
            way=FeeWay.TRANSFER,
            by=None,
            now=now,
        )
        facts = FeeFacts(fee.id, fee.id, fee.organisation_id, 10_000, 600)
        book_fee(session, [invoiced(facts)], now=now)
        world["fee_id"], world["credit_id"] = fee.id, note.id
        mine = sa.select(LedgerAccount.id).where(
            LedgerAccount.organisation_id == fee.organisation_id,
            LedgerAccount.purpose == "fee_receivable",
        )
        world["own_account_id"] = session.scalars(mine).one()


def a_table(session: Session, world: World, now: datetime) -> int:
    """Its version."""
    last = session.execute(sa.select(sa.func.max(FeeTable.version))).scalar_one()
    table = FeeTable(
        id=uuid4(),
        version=(last or 0) + 1,
        kept_rows=[kept_row(FeeRow(FeeBasis.FIXED))],
        effective_on=local_day(now),
        major=False,
        due_days=30,
        reason_zh="示例",
        reason_en="example",
        published_at=now,
        published_by=world.actors["operator"].identity.user_id,
    )
    session.add(table)
    session.flush()
    return table.version


def a_fee(session: Session, world: World, now: datetime) -> ServiceFee:
    contract = session.get_one(Contract, UUID(str(world["contract_id"])))
    fee = ServiceFee(
        id=uuid4(),
        number=f"SF-ACCESS-{world['version']}",
        contract_id=contract.id,
        group_buy_id=contract.group_buy_id,
        payer="member",
        organisation_id=world.actors["member"].id,
        fee_table=world["version"],
        parts=[],
        net_minor=10_000,
        vat_bps=600,
        vat_minor=600,
        due_days=30,
        state=FeeState.OPEN,
        way=FeeWay.TRANSFER,
        arisen_at=now,
        issued_at=now,
        due_on=local_day(now),
    )
    session.add(fee)
    session.flush()
    return fee


def with_terms(world: World) -> str:
    """The group buy that is open, as if a table had been in force when it opened."""
    group_buy_id = str(world["group_buy_id"])
    with world.database.unit_of_work() as session:
        opened = sa.update(GroupBuy).where(GroupBuy.id == UUID(group_buy_id))
        session.execute(opened.values(fee_table=world["version"]))
    return group_buy_id


def acts(rule: str, body: dict[str, object]) -> Row:
    return Row("POST", rule, OPERATOR, but=SEE, body=body)


def own(rule: str, **more: object) -> Row:
    """404 to those who have accounts, but not this one."""
    others = dict.fromkeys(OVERSEERS | {"pending"}, 403)
    return Row("GET", rule, frozenset({"member"}), but=others, **more)


WITH_ACCOUNTS = MEMBERS | CARRIERS | PARKS
ACTS = [
    acts(FEE + "/issue", {"way": "transfer"}),
    acts(FEE + "/take-back", {}),
    acts(FEE + "/transfer", TRANSFER),
    acts(FEE + "/void", REASON),
    acts(FEE + "/write-off", REASON),
    acts(FEE + "/credits", CREDIT),
    acts(NOTE + "/return", SENT_BACK),
    acts(FEE + "/return", SENT_BACK),
    acts(FEE + "/e-invoice", E_INVOICE),
    acts(NOTE + "/e-invoice", E_INVOICE),
]
ROWS = [
    Row("GET", "/fee-tables", EVERYBODY),
    Row("POST", "/fee-tables", OPERATOR, others=403, body=TABLE),
    Row("GET", "/fee-tables/in-force", EVERYBODY),
    Row("GET", "/fee-tables/<int:version>", EVERYBODY),
    Row("GET", TERMS, SEES, fill={"group_buy_id": with_terms}),
    Row("GET", "/fees", DESK, others=403),
    Row("GET", "/fees.csv", DESK, others=403),
    Row("GET", "/fees.xlsx", DESK, others=403),
    Row("GET", "/fee-sums", LOOKERS, others=403),
    Row("GET", FEE, READERS),
    *ACTS,
    Row("GET", "/own-accounts", WITH_ACCOUNTS, others=403),
    own("/own-accounts/<uuid:account_id>/postings", fill=OWN_ACCOUNT),
    own("/own-accounts/<uuid:account_id>/postings.csv", fill=OWN_ACCOUNT),
    own("/own-accounts/<uuid:account_id>/postings.xlsx", fill=OWN_ACCOUNT),
]
