"""Who sets, sees, pays, claims and settles deposits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from marketplace.db.session import now_of
from marketplace.models import (
    Contract,
    Deposit,
    DepositClaim,
    DepositPayment,
    DepositReturn,
    DepositTerms,
    Line,
)
from tests.api.access_table import CARRIERS, MEMBERS, OVERSEERS, Row, World
from tests.factories.uploads import upload

MEMBER, ORGANISER = frozenset({"member"}), frozenset({"park_manager"})
SEES = MEMBER | ORGANISER | OVERSEERS
"Those to whom the group buy of the deposit exists"
TERMS = "/group-buys/<uuid:group_buy_id>/deposit-terms"
ONE = "/deposits/<uuid:deposit_id>"
RETURN = "/deposit-returns/<uuid:return_id>"
CLAIM = "/deposit-claims/<uuid:claim_id>"
THERE = {"fill": {"group_buy_id": "deposit_group_buy_id"}}
WATCHERS = dict.fromkeys(OVERSEERS, 403)
SET = {"way": "charge", "rate_bps": 200}
PAID_BY = {"reference": "T-1"}
DECIDED = {"amount_minor": 1, "reason": "Proven."}


def prepare(world: World) -> None:
    """A held deposit of the member with a return to settle and a claim against it."""
    member, carrier = world.actors["member"], world.actors["carrier"]
    proof = UUID(upload(carrier))
    with world.database.unit_of_work() as session:
        now = now_of(session)
        contract = session.get_one(Contract, UUID(world["signed_id"]))
        line = session.get_one(Line, contract.lines[0].line_id)
        deposit = a_deposit(line, member.id, now)
        session.add(deposit)
        session.flush()
        paid = DepositPayment(
            **of(deposit), payment_id=uuid4().hex, amount_minor=5_000, stands=True, paid_at=now
        )
        session.add(paid)
        session.flush()
        back = DepositReturn(
            **of(deposit),
            of_payment_id=paid.id,
            reason="lines_removed",
            amount_minor=1_000,
            state="failed",
            asked_at=now,
            due_at=now + timedelta(days=5),
        )
        claim = a_claim(deposit, UUID(world["ready_id"]), carrier.id, proof, now)
        session.add_all([back, claim])
        terms = {"way": "charge", "rate_bps": 200, "interest_bps": 0, "hold_days": 90}
        session.add(
            DepositTerms(
                group_buy_id=deposit.group_buy_id, confirm_days=2, rule_version="DR-2026-1", **terms
            )
        )
        session.flush()
        world["deposit_id"], world["return_id"] = deposit.id, back.id
        world["claim_id"], world["deposit_group_buy_id"] = claim.id, deposit.group_buy_id


def of(deposit: Deposit) -> dict[str, Any]:
    return {"id": uuid4(), "deposit_id": deposit.id, "group_buy_id": deposit.group_buy_id}


def a_deposit(line: Line, member_id: UUID, now: datetime) -> Deposit:
    return Deposit(
        id=uuid4(),
        group_buy_id=line.group_buy_id,
        participation_id=line.participation_id,
        member_id=member_id,
        state="claimed",
        amount_minor=5_000,
        estimate_minor=30_000_000,
        way="charge",
        interest_bps=0,
        hold_days=90,
        confirm_days=2,
        rule_version="DR-2026-1",
        asked_at=now,
    )


def a_claim(
    deposit: Deposit, contract_id: UUID, carrier_id: UUID, proof: UUID, now: datetime
) -> DepositClaim:
    return DepositClaim(
        **of(deposit),
        contract_id=contract_id,
        carrier_id=carrier_id,
        member_id=deposit.member_id,
        state="filed",
        cost_minor=2_000,
        reserved_minor=2_000,
        text="broken",
        evidence_id=proof,
        filed_at=now,
        filed_by=uuid4(),
        decide_due_at=now + timedelta(days=7),
    )


def moves(act: str, may: str, body: Any = None) -> Row:
    """A move of a claim by one role; who sees the claim is told that it may not."""
    seen = MEMBER | {"carrier"} | OVERSEERS
    refused = dict.fromkeys(seen - {may}, 403)
    return Row("POST", f"{CLAIM}/{act}", frozenset({may}), but=refused, body=body)


CLAIM_BODY = {"cost_minor": 1_000, "text": "broken", "evidence_id": str(uuid4())}
ROWS = [
    Row("GET", TERMS, SEES, **THERE),
    Row("PUT", TERMS, ORGANISER, but=WATCHERS | {"member": 403}, body=SET, **THERE),
    Row("DELETE", TERMS, ORGANISER, but=WATCHERS | {"member": 403}, **THERE),
    Row(
        "GET",
        "/group-buys/<uuid:group_buy_id>/deposits",
        ORGANISER | {"reviewer"},
        but={"member": 403, "observer": 403, "operator": 403},
        **THERE,
    ),
    Row("GET", "/deposits", MEMBERS | OVERSEERS, others=403),
    Row("GET", ONE, MEMBER | OVERSEERS),
    Row("POST", ONE + "/page", MEMBER, but=WATCHERS),
    Row("POST", RETURN + "/settle", frozenset({"operator"}), others=403, body=PAID_BY),
    Row("POST", RETURN + "/pay-interest", frozenset({"operator"}), others=403, body=PAID_BY),
    Row("GET", "/deposit-claims", MEMBERS | CARRIERS | OVERSEERS, others=403),
    Row("GET", "/deposit-claims/claimable", MEMBERS | CARRIERS | OVERSEERS, others=403),
    Row(
        "POST",
        "/contracts/<uuid:contract_id>/deposit-claim",
        frozenset({"carrier"}),
        but={"member": 403, "observer": 403, "reviewer": 403},
        fill={"contract_id": "signed_id"},
        body=CLAIM_BODY,
    ),
    Row("GET", CLAIM, MEMBER | {"carrier"} | OVERSEERS),
    Row("GET", CLAIM + "/evidence", MEMBER | {"carrier"} | OVERSEERS),
    moves("contest", "member", {"text": "no"}),
    moves("decide", "reviewer", DECIDED),
    moves("answer", "reviewer", DECIDED),
    moves("pay-on", "operator", PAID_BY),
    moves("withdraw", "carrier"),
]
