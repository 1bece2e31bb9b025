"""A deposit is kept only for a proven cost, decided by a person, open to complaint, and paid on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from marketplace.services.check_deposits import DEPOSIT_RULES
from marketplace.services.check_invariants import check_invariants
from tests.factories.deposited import Deposits, deposits_on
from tests.factories.uploads import upload
from tests.model.depositing import Histories
from tests.services.test_deposits import IN_TIME

DEPOSIT = 2 * 30_000_000 // 50
"of a member with two lines here, fen"


@pytest.fixture(scope="module")
def deposits(config, database_url) -> Iterator[Deposits]:
    with deposits_on(config, database_url) as made:
        yield made
        with made.database.unit_of_work() as session:
            names = {told.rule for told in DEPOSIT_RULES} - set(IN_TIME)
            assert [one for one in check_invariants(session) if one.rule in names] == []


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
    def row(self):
        return self.deposits.row(self.deposit_id)

    def claim(self, cost: int = 500_000):
        contract = self.carrier.get("/deposit-claims/claimable").json[0]
        body = {"cost_minor": cost, "text": "Ordered and refused.", "evidence_id": self.proof}
        return self.carrier.post(f"/contracts/{contract['id']}/deposit-claim", json=body)

    def decided(self, amount: int = 400_000):
        claim = self.claim().json
        reviewer = self.deposits.people.reviewer()
        body = {"amount_minor": amount, "reason": "Proven in part."}
        answer = reviewer.post(f"/deposit-claims/{claim['id']}/decide", json=body)
        assert answer.status_code == 200, answer.json
        return claim["id"], reviewer

    def later(self, **by: float) -> None:
        self.world.move(timedelta(**by))
        self.world.act_on_deadlines(0)
        self.world.sweep(0)


@pytest.fixture
def signed(deposits) -> Signed:
    return Signed(deposits)


def test_a_claim_holds_back_what_it_claims_and_no_more(signed):
    signed.claim(500_000)

    signed.later(days=4)

    row = signed.row
    assert (row.state, row.back_minor) == ("claimed", DEPOSIT - 500_000)


def test_nothing_is_kept_before_the_member_could_complain(signed):
    signed.decided(400_000)

    assert signed.row.kept_minor == 0
    signed.later(days=10)
    assert signed.row.kept_minor == 400_000


def test_what_is_kept_is_owed_to_the_carrier_and_the_rest_goes_back(signed, deposits):
    claim_id, _ = signed.decided(400_000)
    signed.later(days=10)

    row = signed.row
    assert (row.state, row.back_minor) == ("kept", DEPOSIT - 400_000)
    assert deposits.owed(signed.carrier.id) == {"kept_deposit_payable": 400_000}
    paid = deposits.people.operator().post(
        f"/deposit-claims/{claim_id}/pay-on", json={"reference": "T-9"}
    )
    assert (paid.status_code, paid.json["state"]) == (200, "paid_on")
    assert deposits.owed(signed.carrier.id) == {}


def test_nothing_is_kept_while_a_complaint_is_open_and_another_reviewer_answers_it(signed):
    claim_id, reviewer = signed.decided(400_000)
    signed.member.post(f"/deposit-claims/{claim_id}/contest", json={"text": "Never ordered."})
    body = {"amount_minor": 400_000, "reason": "It was."}

    same = reviewer.post(f"/deposit-claims/{claim_id}/answer", json=body)

    assert (same.status_code, same.json["code"]) == (409, "another_reviewer")
    other = signed.deposits.people.reviewer()
    answered = other.post(f"/deposit-claims/{claim_id}/answer", json=body | {"amount_minor": 1_000})
    assert answered.json["kept_minor"] == 1_000


def test_more_than_the_proven_cost_is_not_kept(signed):
    claim = signed.claim(500_000).json
    body = {"amount_minor": 500_001, "reason": "More."}

    answer = signed.deposits.people.reviewer().post(
        f"/deposit-claims/{claim['id']}/decide", json=body
    )

    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "too_much"


def test_a_claim_that_nobody_decides_falls_to_the_member(signed):
    signed.claim()

    signed.later(days=12)
    signed.later(days=1)

    row = signed.row
    assert (row.state, row.back_minor, row.kept_minor) == ("returned", DEPOSIT, 0)


def test_after_three_days_nobody_claims_any_more(signed):
    contract_id = signed.carrier.get("/deposit-claims/claimable").json[0]["id"]
    signed.world.move(timedelta(days=3))
    body = {"cost_minor": 1_000, "text": "Late.", "evidence_id": signed.proof}

    answer = signed.carrier.post(f"/contracts/{contract_id}/deposit-claim", json=body)

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


def test_a_carrier_without_a_contract_sees_no_claim(signed):
    claim_id = UUID(signed.claim().json["id"])

    assert signed.deposits.people.carrier().get(f"/deposit-claims/{claim_id}").status_code == 404
