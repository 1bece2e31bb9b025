"""What the database refuses by itself, whatever a statement or a future service tries."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.factories.demand import Market
from tests.factories.locked import Locked


@pytest.fixture(scope="module")
def refuses(database):
    """Runs a statement and tells by which constraint it was refused."""

    def attempt(statement, **values):
        with pytest.raises(IntegrityError) as caught, database.unit_of_work() as session:
            session.execute(sa.text(statement), values)
        return caught.value.orig.diag.constraint_name

    return attempt


def test_a_pool_above_its_cap(people, refuses):
    market = Market(people, cap={"measure": "lines", "at_most": 2})

    broken = refuses("UPDATE group_buys SET pooled_lines = 3 WHERE id = :id", id=market.id)

    assert broken == "ck_group_buys_cap_holds"


def test_a_state_that_is_none(people, refuses):
    market = Market(people)

    broken = refuses("UPDATE group_buys SET state = 'sold' WHERE id = :id", id=market.id)

    assert broken == "ck_group_buys_state"


def test_a_company_twice_in_one_group_buy(people, refuses):
    market = Market(people)
    member = market.member()
    market.join(member)

    broken = refuses(
        "INSERT INTO participations (id, group_buy_id, member_id, state, joined_at, joined_by) "
        "SELECT gen_random_uuid(), group_buy_id, member_id, 'joined', now(), joined_by "
        "FROM participations WHERE member_id = :member",
        member=member.id,
    )

    assert broken == "uq_participations_joined"


def test_a_price_shown_above_the_list_price(people, refuses):
    market = Market(people)
    market.join()

    broken = refuses(
        "UPDATE lines SET shown_minor = list_minor + 1 WHERE group_buy_id = :id", id=market.id
    )

    assert broken == "ck_lines_never_above_list"


def test_two_quotes_of_one_carrier_for_one_rfq(people, refuses):
    people.carrier()
    rfq = Locked(people, [{}]).issue()

    broken = refuses(
        "INSERT INTO sealed_quotes (id, rfq_id, carrier_id, envelope) "
        "SELECT gen_random_uuid(), rfq_id, carrier_id, envelope FROM sealed_quotes "
        "WHERE rfq_id = :rfq LIMIT 1",
        rfq=rfq["id"],
    )

    assert broken == "uq_sealed_quotes_rfq_id_carrier_id"


def test_a_second_rfq_beside_a_living_one(people, refuses):
    people.carrier()
    rfq = Locked(people, [{}]).issue()

    broken = refuses(
        "INSERT INTO rfqs (id, group_buy_id, number, state, issued_at, quotes_due_at, min_quotes, "
        "public_key, private_key_sealed, seal_bytes, version) "
        "SELECT gen_random_uuid(), group_buy_id, 2, 'quoting', issued_at, quotes_due_at, 1, "
        "public_key, private_key_sealed, seal_bytes, 1 FROM rfqs WHERE id = :rfq",
        rfq=rfq["id"],
    )

    assert broken == "uq_rfqs_alive"


def test_a_change_of_the_audit_log(database):
    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
        session.execute(sa.text("DELETE FROM audit_entries"))
