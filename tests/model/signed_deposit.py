"""A deposit that is held while its contract has just come into force: it may be claimed of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from marketplace.domain.lives import ContractState
from marketplace.models import Contract, ContractLine, Deposit
from tests.factories.deposited import Deposits
from tests.factories.uploads import upload
from tests.model.depositing import Histories

DEPOSIT = 2 * 30_000_000 // 50
"of a member with two lines here, fen"


class Signed:
    """A member whose deposit is held and whose contract with the carrier is in force."""

    def __init__(self, deposits: Deposits) -> None:
        self.world = world = Histories(deposits, saves=False, seed=1)
        self.deposits, self.carrier = deposits, world.carrier
        self.deposit_id = world.known[0].id
        self.member = next(one for one in world.members if one.id == world.known[0].member_id)
        world.ask(0)
        world.stripe.visitor.pay(self.row.live_try.page_id)
        world.look(0)
        self._record()
        world.move(timedelta(days=10))
        world.sweep(0)
        world.lock(0)
        world.sign(0)
        self.proof = upload(self.carrier)

    def _record(self) -> None:
        for _ in range(12):
            self.world.deliver(3)

    @property
    def row(self) -> Deposit:
        return self.deposits.row(self.deposit_id)

    def claim(self, cost: int = 500_000, *, by: Any = None) -> Any:
        carrier = by or self.carrier
        contract = carrier.get("/deposit-claims/claimable").json[0]
        proof = upload(carrier) if by else self.proof
        body = {"cost_minor": cost, "text": "Ordered and refused.", "evidence_id": proof}
        return carrier.post(f"/contracts/{contract['id']}/deposit-claim", json=body)

    def other_carrier(self, *, drawn: bool = False) -> Any:
        """Who has one of the two lines in a contract of its own, in force since the other is.

        `drawn`: it waits for signatures.
        """
        other = self.deposits.people.carrier()
        state = ContractState.DRAWN if drawn else ContractState.IN_FORCE
        told = {"id": uuid4(), "number": uuid4().hex, "award_id": uuid4(), "carrier_id": other.id}
        with self.deposits.database.unit_of_work() as session:
            mine = Contract.group_buy_id == self.world.id, Contract.member_id == self.member.id
            first = session.scalars(sa.select(Contract).where(*mine)).one()
            columns = {c.key: getattr(first, c.key) for c in sa.inspect(Contract).column_attrs}
            session.add(Contract(**columns | told | {"state": state}))
            session.flush()
            moved = sa.update(ContractLine).where(ContractLine.id == first.lines[0].id)
            session.execute(moved.values(contract_id=told["id"]))
        return other

    def decided(self, amount: int = 400_000, *, cost: int = 500_000) -> tuple[str, Any]:
        claim = self.claim(cost).json
        reviewer = self.deposits.people.reviewer()
        body = {"amount_minor": amount, "reason": "Proven in part."}
        answer = reviewer.post(f"/deposit-claims/{claim['id']}/decide", json=body)
        assert answer.status_code == 200, answer.json
        return claim["id"], reviewer

    def later(self, **by: float) -> None:
        self.world.move(timedelta(**by))
        self.world.act_on_deadlines(0)
        self.world.sweep(0)
