"""What is personal of those who left goes on its day, nothing earlier; the deals stay by id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.domain.leaving import FORMER_USER
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.organiser_statement import ANSWERS
from marketplace.errors import Conflict
from marketplace.models import (
    ApiToken,
    ArchivePaper,
    AuditEntry,
    Commitment,
    CompanyProfile,
    Enrolment,
    GroupBuy,
    Licence,
    Notification,
    Organisation,
    OrganiserStatement,
    Participation,
    StoredFile,
    User,
)
from marketplace.models.audit import record
from marketplace.services.anonymise_due import (
    anonymise_former_user,
    anonymise_left_organisation,
)
from marketplace.services.delete_due import delete_due
from marketplace.services.find_completion import deals_acted_in, deals_of
from tests.factories.demand import Market
from tests.factories.leaving import leave
from tests.factories.locked import Locked
from tests.factories.people import PASSWORD

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
LAST_MOMENT = datetime(2029, 11, 27, 15, 59, tzinfo=UTC)
"A minute before 28 November in Shanghai"
THE_DAY = datetime(2029, 11, 27, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_first(clock):
    clock.freeze(NOW)


def swept(database, clock, at):
    clock.freeze(at)
    with database.unit_of_work() as session:
        return delete_due(session)


def user_of(database, actor):
    with database.unit_of_work() as session:
        return session.get_one(User, actor.identity.user_id)


def moved(database, group_buy_id, state):
    """The group buy is now in that state, by a move on record."""
    with database.unit_of_work() as session:
        group_buy = session.get_one(GroupBuy, group_buy_id)
        group_buy.state = state
        record(session, group_buy, "moved", by=None, now=NOW)


def colleague_of(actor):
    given = {"name": "韩梅梅", "email": f"{uuid4().hex}@example.com", "password": PASSWORD}
    return actor.post("/users", given).json["id"]


def shut_out(actor, user_id):
    path = f"/users/{user_id}"
    etag = actor.get(path).headers["ETag"]
    assert actor.patch(path, {"active": False}, etag=etag).status_code == 200


def test_the_users_of_a_carrier_that_left_go_after_three_years(people, database, clock):
    carrier = people.carrier()
    leave(carrier)

    swept(database, clock, LAST_MOMENT)
    before = user_of(database, carrier)
    swept(database, clock, THE_DAY)
    after = user_of(database, carrier)

    assert before.email == carrier.email and before.anonymised_at is None
    assert after.name == FORMER_USER and after.email.endswith("@anonymised.invalid")
    assert after.password == "" and after.anonymised_at == THE_DAY


def test_what_names_persons_goes_and_the_record_of_it_stays(people, database, clock):
    carrier = people.carrier()
    leave(carrier)

    swept(database, clock, THE_DAY)

    with database.unit_of_work() as session:
        licence = session.scalars(sa.select(Licence).filter_by(carrier_id=carrier.id)).one()
        events = session.scalars(
            sa.select(AuditEntry.event).where(
                AuditEntry.subject_id.in_([carrier.id, carrier.identity.user_id])
            )
        ).all()
        files = session.scalars(sa.select(StoredFile).filter_by(owner_id=carrier.id)).all()
        assert session.get_one(Organisation, carrier.id).anonymised_at == THE_DAY
        tokens = sa.select(ApiToken).filter_by(organisation_id=carrier.id)
        assert session.scalars(tokens).all() == []
        enrolment = session.get_one(Enrolment, carrier.id)
    assert licence.number and licence.evidence_id is None
    assert {file.doomed_at for file in files} == {THE_DAY}
    assert enrolment.legal_representative == enrolment.agent_phone == ""
    assert enrolment.business_licence_id is None and enrolment.notice_accepted_at == NOW
    assert {"leave", "deactivate", "anonymise"} <= set(events)


def test_a_company_goes_three_years_after_its_last_deal_was_complete(people, database, clock):
    locked = Locked(people, [{}])
    (member,) = locked.members
    moved(database, locked.id, GroupBuyState.CANCELLED)
    assert leave(member).status_code == 200

    swept(database, clock, LAST_MOMENT)
    with database.unit_of_work() as session:
        assert session.get_one(CompanyProfile, member.id).contact_name
    swept(database, clock, THE_DAY)

    with database.unit_of_work() as session:
        profile = session.get_one(CompanyProfile, member.id)
        assert profile.contact_name == profile.legal_representative == ""
        assert profile.legal_number_sealed is None and profile.customer_name
        assert not session.scalars(sa.select(ArchivePaper).filter_by(member_id=member.id)).all()
        letters = session.scalars(sa.select(Commitment).filter_by(member_id=member.id)).all()
        assert {one.signer_name for one in letters} == {FORMER_USER}
        stays = session.scalars(sa.select(Participation).filter_by(member_id=member.id)).all()
        assert [stay.joined_by for stay in stays] == [member.identity.user_id]


def test_no_term_runs_while_a_group_buy_of_it_goes_on(people, database, clock):
    locked = Locked(people, [{}])
    (member,) = locked.members
    moved(database, locked.id, GroupBuyState.AWARDED)
    assert leave(member).status_code == 200

    swept(database, clock, NOW + timedelta(days=365 * 9))

    assert user_of(database, member).email == member.email
    with database.unit_of_work() as session:
        assert deals_of(session, member.id).running


def test_a_deal_paid_with_fiscal_funds_keeps_its_members_fifteen_years(people, database, clock):
    locked = Locked(people, [{}])
    (member,) = locked.members
    answers = dict.fromkeys(ANSWERS, False) | {"fiscal_funds": True}
    with database.unit_of_work() as session:
        session.add(
            OrganiserStatement(
                group_buy_id=locked.id,
                **answers,
                stated_at=NOW,
                stated_by=locked.park.identity.user_id,
            )
        )
    moved(database, locked.id, GroupBuyState.CANCELLED)
    assert leave(member).status_code == 200

    swept(database, clock, datetime(2041, 11, 27, 15, 59, tzinfo=UTC))
    assert user_of(database, member).email == member.email
    swept(database, clock, datetime(2041, 11, 27, 16, tzinfo=UTC))
    assert user_of(database, member).name == FORMER_USER


def test_a_user_whose_access_ended_goes_after_three_years(people, database, clock):
    park = people.park()
    gone = colleague_of(park)
    shut_out(park, gone)

    swept(database, clock, LAST_MOMENT)
    with database.unit_of_work() as session:
        assert session.get_one(User, gone).name == "韩梅梅"
    swept(database, clock, THE_DAY)

    with database.unit_of_work() as session:
        user = session.get_one(User, gone)
        assert user.name == FORMER_USER and user.anonymised_at == THE_DAY
        told = sa.select(Notification).filter_by(user_id=user.id)
        assert session.scalars(told).all() == []
    assert user_of(database, park).email == park.email


def test_a_user_who_acted_in_a_deal_that_runs_stays(people, database, clock):
    market = Market(people)
    park, gone = market.park, market.park.identity.user_id
    with database.unit_of_work() as session:
        user = session.get_one(User, gone)
        user.active, user.deactivated_at = False, NOW
        assert deals_acted_in(session, gone).running

    swept(database, clock, THE_DAY + timedelta(days=999))

    assert user_of(database, park).email == park.email


def test_access_given_again_ends_the_term_and_a_later_end_begins_it_anew(people, database, clock):
    park = people.park()
    gone = colleague_of(park)
    shut_out(park, gone)
    path = f"/users/{gone}"
    park.patch(path, {"active": True}, etag=park.get(path).headers["ETag"])

    swept(database, clock, THE_DAY)

    with database.unit_of_work() as session:
        user = session.get_one(User, gone)
        assert user.active and user.deactivated_at is None and user.name == "韩梅梅"


def test_nobody_gives_access_to_a_name_that_is_gone(people, database, clock):
    park = people.park()
    gone = colleague_of(park)
    shut_out(park, gone)
    swept(database, clock, THE_DAY)
    path = f"/users/{gone}"

    again = park.patch(path, {"active": True}, etag=park.get(path).headers["ETag"])

    assert (again.status_code, again.json["code"]) == (409, "user_anonymised")


def test_who_asks_too_early_is_told_the_day_and_the_rule(people, database, clock):
    park, carrier = people.park(), people.carrier()
    gone = colleague_of(park)
    shut_out(park, gone)
    leave(carrier)
    asked = {
        "SEC-03": lambda session: anonymise_former_user(session, gone, now=LAST_MOMENT),
        "SEC-04": lambda session: anonymise_left_organisation(session, carrier.id, now=LAST_MOMENT),
    }

    for rule, act in asked.items():
        with pytest.raises(Conflict) as refused, database.unit_of_work() as session:
            act(session)
        assert refused.value.params == {"until": "2029-11-28", "rules": rule}


def test_a_second_night_finds_nothing_left_to_do(people, database, clock):
    carrier = people.carrier()
    leave(carrier)

    swept(database, clock, THE_DAY)
    again = swept(database, clock, THE_DAY)

    assert again["anonymised_organisations"] == again["anonymised_users"] == 0
