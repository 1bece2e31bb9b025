"""A deposit is kept only for a proven cost, decided by a person, open to complaint, and paid on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import Contract, DepositClaim
from marketplace.services.check_deposits import DEPOSIT_RULES
from marketplace.services.end_deposit import find_deposits_to_end
from marketplace.services.look_at_deposits import find_group_buys_with_news
from tests.factories.deposited import Deposits
from tests.model.signed_deposit import DEPOSIT, Signed


@pytest.fixture(scope="module")
def deposits(deposits: Deposits) -> Iterator[Deposits]:
    yield deposits
    assert {told.rule for told in DEPOSIT_RULES}.isdisjoint(deposits.broken())


def another_claim(signed, cost, *, of_contract):
    """One more against the same deposit, as if its lines were with two carriers."""
    with signed.deposits.database.unit_of_work() as session:
        first = session.scalars(
            sa.select(DepositClaim).where(DepositClaim.deposit_id == signed.deposit_id)
        ).first()
        columns = {c.key: getattr(first, c.key) for c in sa.inspect(DepositClaim).column_attrs}
        told = {"id": uuid4(), "contract_id": UUID(of_contract), "reserved_minor": cost}
        session.add(DepositClaim(**columns | told | {"cost_minor": cost}))


def test_a_claim_holds_back_what_it_claims_and_no_more(signed):
    signed.claim(500_000)

    signed.later(days=4)

    row = signed.row
    assert (row.state, row.back_minor) == ("claimed", DEPOSIT - 500_000)


def parts_of(signed):
    """As the API says them; the same on the member's list."""
    seen = signed.member.get(f"/deposits/{signed.deposit_id}").json
    (listed,) = signed.member.get(f"/deposits?group_buy_id={signed.world.id}").json
    assert (listed["parts"], listed["back_by"]) == (seen["parts"], seen["back_by"])
    return {part["kind"]: part["amount_minor"] for part in seen["parts"]}, seen


def day(told):
    return datetime.fromisoformat(told)


def test_each_part_is_shown_with_its_own_day_while_a_claim_stands(signed):
    signed_at = signed.world.now
    claim = signed.claim(500_000).json

    parts, seen = parts_of(signed)

    assert parts == {"held": DEPOSIT - 500_000, "claimed": 500_000}
    assert [day(part["due_at"]) for part in seen["parts"]] == [
        signed_at + timedelta(days=5), day(claim["decide_due_at"])
    ]  # fmt: skip
    assert day(seen["back_by"]) == day(claim["decide_due_at"]) + timedelta(days=5)


def test_no_day_of_a_claimed_deposit_lies_in_the_past(signed):
    signed.decided(400_000)
    signed.later(days=6)

    parts, seen = parts_of(signed)

    assert parts == {"claimed": 500_000}
    assert {day(part["due_at"]) > signed.world.now for part in seen["parts"]} == {True}
    assert day(seen["back_by"]) > signed.world.now


def test_a_claim_taken_back_at_once_leaves_the_day_of_the_return_as_it_was(signed):
    signed_at = signed.world.now
    claim = signed.claim(50_000_000).json
    signed.carrier.post(f"/deposit-claims/{claim['id']}/withdraw")

    signed.later(days=3)

    (back,) = signed.row.returns
    assert (back.reason, back.due_at) == ("signed", signed_at + timedelta(days=5))


def contract_elsewhere(deposits):
    """A contract to name in a claim."""
    return Signed(deposits).carrier.get("/deposit-claims/claimable").json[0]["id"]


def disprove(signed, claim_id):
    body = {"amount_minor": 0, "reason": "Not proven."}
    decided = signed.deposits.people.reviewer().post(
        f"/deposit-claims/{claim_id}/decide", json=body
    )
    assert decided.status_code == 200, decided.json


def test_what_one_claim_leaves_goes_back_while_another_waits(deposits):
    elsewhere = contract_elsewhere(deposits)
    signed = Signed(deposits)
    first = signed.claim(200_000).json
    another_claim(signed, 300_000, of_contract=elsewhere)
    signed.later(days=4)
    assert signed.row.back_minor == DEPOSIT - 500_000
    disprove(signed, first["id"])

    signed.later(days=1)

    row = signed.row
    assert (row.state, row.back_minor) == ("claimed", DEPOSIT - 300_000)
    assert max(one.due_at for one in row.returns) > deposits.clock.now()


def test_what_goes_back_with_the_last_claim_only_is_not_judged_before(deposits):
    elsewhere = [contract_elsewhere(deposits) for _ in range(2)]
    signed = Signed(deposits)
    signed.claim(100_000)
    for contract_id in elsewhere:
        another_claim(signed, 100_000, of_contract=contract_id)
    signed.later(days=4)
    for claim in signed.row.claims[:2]:
        disprove(signed, claim.id)
        signed.later(hours=1)

    assert signed.row.back_minor == DEPOSIT - 200_000
    with deposits.database.single_statements() as session:
        assert signed.deposit_id not in find_deposits_to_end(session, now=signed.world.now)
        assert signed.world.id not in find_group_buys_with_news(session, now=signed.world.now)


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


def decide(signed, claim, amount):
    body = {"amount_minor": amount, "reason": "Proven so far."}
    path = f"/deposit-claims/{claim.json['id']}/decide"
    return signed.deposits.people.reviewer().post(path, json=body)


def test_what_one_carrier_has_claimed_shuts_no_other_out(signed):
    other = signed.other_carrier()
    first = signed.claim(50_000_000)
    signed.world.move(timedelta(days=2))

    second = signed.claim(800_000, by=other)

    assert second.status_code == 201, second.json
    decide(signed, first, 0)
    decide(signed, second, 800_000)
    signed.later(days=10)
    assert signed.row.kept_minor == 800_000
    assert signed.deposits.owed(other.id) == {"kept_deposit_payable": 800_000}


def test_what_is_final_first_is_kept_first_and_the_next_has_what_is_left(signed):
    other = signed.other_carrier()
    first, second = signed.claim(200_000), signed.claim(50_000_000, by=other)
    decide(signed, first, 200_000)
    signed.world.move(timedelta(seconds=1))
    assert decide(signed, second, DEPOSIT).status_code == 200

    signed.later(days=14)
    signed.later(days=1)

    row = signed.row
    assert sorted(claim.kept_minor for claim in row.claims) == [200_000, DEPOSIT - 200_000]
    assert (row.state, row.back_minor) == ("kept", 0)


def test_claims_end_when_all_of_the_deposit_was_kept_for_another(signed):
    other = signed.other_carrier()
    first, second = signed.claim(50_000_000), signed.claim(300_000, by=other)
    decide(signed, first, DEPOSIT)
    decide(signed, second, 300_000)
    path = f"/deposit-claims/{first.json['id']}"
    signed.member.post(f"{path}/contest", json={"text": "Never ordered."})
    signed.world.move(timedelta(seconds=1))
    body = {"amount_minor": DEPOSIT, "reason": "It was."}

    answer = signed.deposits.people.reviewer().post(f"{path}/answer", json=body)

    assert answer.status_code == 200, answer.json
    assert sorted(one.state for one in signed.row.claims) == ["dismissed", "kept"]
    events = [one["event"] for one in other.get("/notifications").json]
    assert "deposit_claim_exhausted" in events


def test_a_claim_of_a_deposit_that_is_used_up_is_told_so(signed):
    other = signed.other_carrier(drawn=True)
    signed.decided(DEPOSIT, cost=DEPOSIT)
    signed.later(days=10)
    with signed.deposits.database.unit_of_work() as session:
        late = session.scalars(sa.select(Contract).where(Contract.carrier_id == other.id)).one()
        late.state = "in_force"
        late.member_signed_at = late.carrier_signed_at = signed.world.now

    answer = signed.claim(by=other)

    assert (answer.status_code, answer.json["code"]) == (409, "deposit_used_up")


def test_a_carrier_without_a_contract_sees_no_claim(signed):
    claim_id = UUID(signed.claim().json["id"])

    assert signed.deposits.people.carrier().get(f"/deposit-claims/{claim_id}").status_code == 404
