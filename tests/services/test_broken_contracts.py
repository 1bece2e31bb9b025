"""A contract whose company broke it, by a decided claim, is ended: deposit, lines and group buy."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.models import AuditEntry, ContractLine, Line
from tests.model.signed_deposit import DEPOSIT


def contract_of(signed):
    (one,) = signed.member.get(f"/contracts?group_buy_id={signed.world.id}").json
    return f"/contracts/{one['id']}"


def test_it_is_ended_once_the_claim_is_decided_and_not_before(signed):
    signed.decided(400_000)
    path = contract_of(signed)
    assert signed.carrier.post(f"{path}/end-broken").json["code"] == "not_broken"
    signed.later(days=10)

    answer = signed.carrier.post(f"{path}/end-broken")

    assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    assert answer.json["ended_reason"] == "contract_broken"
    assert_released(signed, answer.json["id"])


def assert_released(signed, contract_id):
    lines = sa.select(Line.released_reason).join(ContractLine, ContractLine.line_id == Line.id)
    moved = sa.select(AuditEntry.event).where(AuditEntry.subject_id == UUID(contract_id))
    with signed.deposits.database.single_statements() as session:
        here = ContractLine.contract_id == UUID(contract_id)
        assert set(session.scalars(lines.where(here))) == {"contract_broken"}
        assert "end_broken" in session.scalars(moved).all()


def test_a_reviewer_may_mark_it_ended_and_both_sides_are_told(signed):
    signed.decided(400_000)
    signed.later(days=10)

    reviewer = signed.deposits.people.reviewer()
    assert reviewer.post(f"{contract_of(signed)}/end-broken").status_code == 200

    for party in (signed.member, signed.carrier):
        events = [one["event"] for one in party.get("/notifications").json]
        assert "contract_broken" in events


def test_what_was_kept_stays_kept_and_the_rest_is_back(signed):
    signed.decided(400_000)
    signed.later(days=10)
    signed.carrier.post(f"{contract_of(signed)}/end-broken")

    signed.later(days=1)

    row = signed.row
    assert (row.state, row.kept_minor, row.back_minor) == ("kept", 400_000, DEPOSIT - 400_000)


def test_an_end_agreed_by_both_gives_the_deposit_back_at_once(signed):
    path = contract_of(signed)
    end = signed.member.post(f"{path}/ends", json={"reason": "No need any more."}).json
    signed.carrier.post(f"/contract-ends/{end['id']}/agree")

    signed.later(hours=1)

    row = signed.row
    assert (row.ended_reason, row.back_minor) == ("no_line_left", DEPOSIT)
    late = signed.claim(1_000) if signed.carrier.get("/deposit-claims/claimable").json else None
    assert late is None


def test_a_claim_filed_before_the_end_was_agreed_is_still_decided(signed):
    signed.claim(300_000)
    path = contract_of(signed)
    end = signed.member.post(f"{path}/ends", json={"reason": "No need any more."}).json
    signed.carrier.post(f"/contract-ends/{end['id']}/agree")

    signed.later(hours=1)

    assert (signed.row.state, signed.row.back_minor) == ("claimed", DEPOSIT - 300_000)
