"""What the database itself refuses of awards and contracts, and what the sweep settles."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.models import Award, AwardLine, Contract, ContractLine
from tests.factories.kept import kept
from tests.factories.locked import Awarded
from tests.factories.sweeping import sweep_market


@kept
def awarded(people, clock):
    return Awarded(people, clock)


def copy_of(thing, **changes):
    """A new row like this one."""
    values = {c.key: getattr(thing, c.key) for c in sa.inspect(type(thing)).column_attrs}
    return type(thing)(**(values | changes))


def refused(session, row, constraint):
    session.add(row)
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
    session.rollback()


def test_two_awards_of_one_rfq_cannot_stand(awarded, session):
    standing = session.get_one(Award, awarded.award_["id"])

    refused(session, copy_of(standing, id=uuid4()), "uq_awards_standing")


def test_an_award_line_belongs_to_its_awards_group_buy(people, clock, awarded, session):
    other = Awarded(people, clock)
    foreign = session.scalars(
        sa.select(AwardLine).where(AwardLine.award_id == other.award_["id"])
    ).first()

    line = copy_of(foreign, id=uuid4(), award_id=awarded.award_["id"])

    refused(session, line, "fk_award_lines")


def test_no_price_is_above_its_ceiling(awarded, session):
    line = session.scalars(
        sa.select(AwardLine).where(AwardLine.award_id == awarded.award_["id"])
    ).first()
    line.ceiling_minor = line.price_minor - 1

    refused(session, line, "under_ceiling")


def test_a_line_is_in_one_contract(awarded, session):
    drawn = awarded.contracts()
    line = session.scalars(
        sa.select(ContractLine).where(ContractLine.contract_id == drawn[0]["id"])
    ).one()

    refused(session, copy_of(line, id=uuid4()), "line_id")


def test_a_member_and_carrier_have_one_contract_per_award(awarded, session):
    contract = session.get_one(Contract, awarded.contracts()[0]["id"])

    refused(session, copy_of(contract, id=uuid4(), number="XB-other"), "uq_contracts_award_id")


def test_the_sweep_settles_what_is_due(awarded, clock):
    member = awarded.members[0]
    member.post(f"/award-lines/{awarded.line_of(member)['id']}/accept")
    clock.freeze(datetime.fromisoformat(awarded.award_["acceptance_due_at"]))

    sweep_market(awarded.people.app, awarded.id)

    assert len(member.get("/contracts").json) == 1
