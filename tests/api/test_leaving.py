"""An organisation leaves when nothing of it runs; everything that does is told at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.db.session import now_of
from marketplace.models import (
    AuditEntry,
    GroupBuy,
    MailMessage,
    Organisation,
    PriceBook,
    ServiceComplaint,
    User,
)
from marketplace.services.find_price_books import valid_on
from marketplace.services.open_group_buy import carrier_scopes
from tests.factories import delivered
from tests.factories.demand import Market, publish_prices
from tests.factories.kept import kept
from tests.factories.leaving import draft_of, leave, obstacles
from tests.factories.locked import Awarded, Due, Opened
from tests.factories.people import PASSWORD, fresh_uscc
from tests.factories.waiting import add_entry

SIGN_UP = {"name_zh": "甲通信", "name_en": "First Telecom", "kind": "carrier"}


def row_of(database, model, thing_id):
    with database.unit_of_work() as session:
        return session.get_one(model, thing_id)


def signed_up(app, uscc):
    body = {
        "organisation": SIGN_UP | {"uscc": uscc},
        "user": {"name": "韩梅梅", "email": f"{uuid4().hex}@example.com", "password": PASSWORD},
    }
    headers = {"Idempotency-Key": uuid4().hex}
    return app.test_client().post("/api/v1/sign-ups", json=body, headers=headers)


@kept
def awarded(people, clock):
    return Awarded(people, clock, [{}])


def test_a_carrier_leaves_and_its_access_ends_at_once(people, database):
    carrier = people.carrier()

    answer = leave(carrier, reason="合并")

    assert (answer.status_code, answer.json["state"]) == (200, "left")
    assert answer.json["left_at"] and answer.json["left_reason"] == "合并"
    user = row_of(database, User, carrier.identity.user_id)
    assert not user.active and user.deactivated_at is not None
    assert carrier.get("/me").status_code == 401


def test_the_leaving_is_on_record_and_told_by_mail(people, database):
    park = people.park()

    leave(park, reason="no more")

    with database.unit_of_work() as session:
        entry = session.scalars(
            sa.select(AuditEntry).filter_by(subject_id=park.id, event="leave")
        ).one()
        mail = session.scalars(sa.select(MailMessage).filter_by(recipient=park.email)).one()
    moved = entry.event, entry.from_state, entry.to_state, entry.reason
    assert moved == ("leave", "confirmed", "left", "no more")
    assert "已退出平台" in mail.subject


def test_leaving_is_confirmed_in_so_many_words(people):
    park = people.park()

    assert leave(park, confirm=False).json["errors"][0]["code"] == "leaving_to_confirm"
    assert park.get("/me").status_code == 200


def test_an_operator_records_a_leaving_with_its_reason(people, database):
    carrier, operator = people.carrier(), people.operator()
    path = f"/organisations/{carrier.id}/record-leaving"

    bare, told = operator.post(path), operator.post(path, {"reason": "注销登记"})

    assert bare.json["errors"][0]["pointer"] == "/reason"
    assert (told.status_code, told.json["left_reason"]) == (200, "注销登记")
    assert row_of(database, Organisation, carrier.id).left_by == operator.identity.user_id
    assert carrier.get("/me").status_code == 401


def test_platform_and_regulator_do_not_leave(people):
    operator, observer = people.operator(), people.observer()

    answers = [
        operator.post(f"/organisations/{one.id}/record-leaving", {"reason": "x"})
        for one in (operator, observer)
    ]

    assert {(a.status_code, a.json["code"]) for a in answers} == {(409, "cannot_leave")}
    assert leave(observer).status_code == 403


def test_nobody_leaves_for_another(people):
    park, other = people.park(), people.park()

    assert other.post(f"/organisations/{park.id}/leave", {"confirm": True}).status_code == 404
    assert other.get(f"/organisations/{park.id}/leaving").status_code == 404


def test_who_has_left_leaves_no_second_time(people):
    park, operator = people.park(), people.operator()
    leave(park)

    again = operator.post(f"/organisations/{park.id}/record-leaving", {"reason": "x"})

    assert (again.status_code, again.json["code"]) == (409, "illegal_move")


def test_everything_in_the_way_is_told_at_once_with_its_page(people):
    market = Market(people)
    member = market.member()
    market.join(member)
    draft = draft_of(member)

    answer = leave(member)

    assert (answer.status_code, answer.json["code"]) == (409, "leaving_held")
    assert answer.json["details"]["obstacles"] == [
        {"code": "leave_organises", "path": f"/group-buys/{draft}"},
        {"code": "leave_stay", "path": f"/group-buys/{market.id}"},
    ]
    assert [one["code"] for one in answer.json["errors"]] == ["leave_organises", "leave_stay"]
    assert obstacles(member) == obstacles(people.operator(), member)
    assert obstacles(market.park) == ["leave_organises"]


def test_who_left_the_group_buy_before_its_lock_may_leave(people):
    market = Market(people)
    member = market.member()
    stay = market.join(member)
    member.delete(f"{market.path}/participation", etag=stay.headers["ETag"])

    assert obstacles(member) == []


def test_waiting_for_a_place_keeps_a_company(awarded, people, database):
    company = people.enterprise(awarded.park)
    with database.unit_of_work() as session:
        add_entry(session, awarded.id, company, {"mbps": 100})

    assert obstacles(company) == ["leave_waiting"]


def test_an_invitation_to_quote_keeps_a_carrier_whatever_its_envelope_holds(people, clock):
    idle = people.carrier()
    market = Due(people, clock, [{}])

    assert obstacles(idle) == obstacles(market.carriers[0]) == ["leave_quote"]


def test_an_opened_quote_keeps_its_carrier_and_the_idle_one_is_free(people, clock):
    idle = people.carrier()
    market = Opened(people, clock, [{}])

    assert obstacles(market.carriers[1]) == ["leave_quote"]
    assert obstacles(idle) == []


def test_a_line_to_answer_and_then_a_contract_keep_both_sides(awarded):
    (member,), winner = awarded.members, awarded.carriers[0]
    assert obstacles(member) == ["leave_award_line"]
    assert obstacles(winner) == ["leave_award_line", "leave_quote"]

    awarded.contracts()

    assert obstacles(member) == ["leave_contract"]
    assert "leave_contract" in obstacles(winner)


def test_an_open_complaint_keeps_all_three(awarded, database):
    (member,), carrier = awarded.members, awarded.carriers[0]
    delivered.in_force(awarded)
    filed = member.post(
        "/service-complaints",
        json={
            "group_buy_id": str(awarded.id),
            "to_carrier": False,
            "category": "organiser",
            "subject": "x",
            "text": "x",
        },
    )
    assert filed.status_code == 201, filed.json

    assert "leave_complaint" in obstacles(member)
    assert obstacles(awarded.park) == ["leave_organises", "leave_complaint"]
    assert "leave_complaint" not in obstacles(carrier)
    with database.unit_of_work() as session:
        session.get_one(ServiceComplaint, filed.json["id"]).carrier_id = carrier.id
    assert "leave_complaint" in obstacles(carrier)


def test_a_declined_line_keeps_nobody(people, clock):
    market = Awarded(people, clock, [{}], [{}])
    member = market.members[0]
    line = market.line_of(member)

    declined = member.post(f"/award-lines/{line['id']}/decline", {"reason": "x"})

    assert declined.status_code == 200, declined.json
    assert obstacles(member) == []
    assert leave(member).status_code == 200


def test_licences_and_price_books_of_who_left_count_no_more(people, database):
    carrier = people.carrier()
    book = publish_prices(people, carrier)
    leave(carrier)

    with database.unit_of_work() as session:
        today = now_of(session).date()
        assert carrier.id not in carrier_scopes(session, today)
        valid = session.scalars(sa.select(PriceBook.id).where(valid_on(today))).all()
    assert book not in valid and row_of(database, PriceBook, book)


def test_who_left_is_on_no_list_of_parks(people, app):
    park = people.park()
    leave(park)

    listed = app.test_client().get("/api/v1/parks?limit=200").json

    assert str(park.id) not in {one["id"] for one in listed}


def test_who_left_enrols_anew_under_its_code_and_nobody_twice(people, app, database):
    carrier = people.carrier()
    uscc = row_of(database, Organisation, carrier.id).uscc
    assert signed_up(app, uscc).json["code"] == "uscc_taken"
    leave(carrier)

    first, second = signed_up(app, uscc), signed_up(app, uscc)

    assert (first.status_code, second.json["code"]) == (201, "uscc_taken")
    with database.unit_of_work() as session:
        same = session.scalars(sa.select(Organisation).filter_by(uscc=uscc)).all()
    assert sorted(one.state for one in same) == ["left", "pending"]


def test_two_users_who_leave_at_once_leave_once(people, database):
    carrier = people.carrier()
    operator = people.operator()
    hold = sa.text("SELECT 1 FROM organisations WHERE id = :id FOR UPDATE")

    with ThreadPoolExecutor(2) as pool, database.engine.connect() as holder:
        holder.execute(hold, {"id": carrier.id})
        path = f"/organisations/{carrier.id}/record-leaving"
        asked = [
            pool.submit(leave, carrier),
            pool.submit(operator.post, path, {"reason": "x"}),
        ]
        sleep(0.4)
        holder.commit()
        answers = sorted(one.result(timeout=20).status_code for one in asked)

    assert answers[0] == 200 and answers[1] in (401, 409)
    with database.unit_of_work() as session:
        left = sa.select(AuditEntry).filter_by(subject_id=carrier.id, event="leave")
        assert len(session.scalars(left).all()) == 1


def test_a_join_that_a_leaving_overtakes_is_refused(people, database):
    market = Market(people)
    member = market.member()
    market.join(market.member())
    hold = sa.text("SELECT 1 FROM group_buys WHERE id = :id FOR UPDATE")

    with ThreadPoolExecutor(1) as pool, database.engine.connect() as holder:
        holder.execute(hold, {"id": market.id})
        asked = pool.submit(market.join, member)
        sleep(0.6)
        assert leave(member).status_code == 200
        holder.commit()
        answer = asked.result(timeout=20)

    assert answer.status_code in (401, 409)
    with database.unit_of_work() as session:
        assert session.get_one(GroupBuy, market.id).pooled_members == 1


@pytest.mark.parametrize(
    "act",
    [
        "INSERT INTO waiting_entries SELECT * FROM waiting_entries w WHERE w.member_id = :id",
        "UPDATE users SET active = true, deactivated_at = NULL WHERE organisation_id = :id",
    ],
)
def test_the_database_refuses_what_comes_after_the_leaving(awarded, people, database, act):
    company = people.enterprise(awarded.park)
    with database.unit_of_work() as session:
        add_entry(session, awarded.id, company, {"mbps": 100})
        session.flush()
        session.execute(
            sa.text("UPDATE organisations SET state = 'left', left_at = now() WHERE id = :id"),
            {"id": company.id},
        )

    with pytest.raises(IntegrityError) as refused, database.unit_of_work() as session:
        session.execute(sa.text(act), {"id": company.id})

    assert refused.value.orig.diag.constraint_name == "party_has_left"


def test_a_fresh_code_is_still_one_of_its_kind(app):
    uscc = fresh_uscc()

    assert [signed_up(app, uscc).status_code for _ in range(2)] == [201, 409]
