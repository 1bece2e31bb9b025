"""Who reads the ledger: operator and observer, nobody else."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.ledger_entries import credit, debit
from marketplace.models import LedgerPosting
from marketplace.services.post_entry import post_entry
from tests.api.access_table import Row, World
from tests.factories.ledger import a_cause

READERS = frozenset({"operator", "observer"})
ACCOUNT = "/ledger/accounts/<uuid:account_id>"


def prepare(world: World) -> None:
    """One deposit of a member."""
    payer = world.actors["member"].id
    legs = debit(AccountPurpose.BANK, 100), credit(AccountPurpose.DEPOSIT_HELD, 100, payer)
    with world.database.unit_of_work() as session:
        entry = post_entry(session, cause=a_cause(), legs=legs, now=now_of(session))
        query = sa.select(LedgerPosting.account_id).where(
            LedgerPosting.entry_number == entry.number, LedgerPosting.amount_minor < 0
        )
        world["ledger_account_id"] = session.scalars(query).one()
        world["ledger_number"] = entry.number


def reads(rule: str, **more: object) -> Row:
    return Row("GET", rule, READERS, others=403, **more)


def reads_account(rule: str = "") -> Row:
    return reads(ACCOUNT + rule, fill={"account_id": "ledger_account_id"})


CORRECT = Row(
    "POST",
    ACCOUNT + "/corrections",
    frozenset({"operator"}),
    others=403,
    fill={"account_id": "ledger_account_id"},
    body={"side": "credit", "amount_minor": 1, "against": "bank", "reason": "x"},
)
ENTRY = reads("/ledger/entries/<int:number>", fill={"number": "ledger_number"})
ROWS = [
    reads("/ledger/trial-balance"),
    reads("/ledger/trial-balance.csv"),
    reads("/ledger/trial-balance.xlsx"),
    reads("/ledger/accounts"),
    reads_account(),
    reads_account("/postings"),
    reads_account("/postings.csv"),
    reads_account("/postings.xlsx"),
    CORRECT,
    ENTRY,
]
