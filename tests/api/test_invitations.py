"""Who comes onto the list of a directed group buy: by code, by mail, by link; and who does not."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from marketplace.models import IdempotencyKey, Invitation, MailMessage, Notification, User
from tests.factories.directed import Directed
from tests.factories.kept import kept
from tests.factories.people import fresh_uscc


@kept
def market(people):
    return Directed(people)


def invited_names(market):
    listed = market.lead.get(f"{market.path}/invited-enterprises").json
    return {one["company"]["name_en"] for one in listed}


def mailed(session, address):
    return session.scalars(sa.select(MailMessage).where(MailMessage.recipient == address)).one()


def secret_in(mail):
    return re.search(r"/invitations/(\S+)", mail.body)[1]


def told(session, market, company):
    query = sa.select(Notification.event).where(
        Notification.group_buy_id == UUID(market.id),
        Notification.user_id == company.identity.user_id,
    )
    return session.scalars(query).all()


def test_a_confirmed_company_is_on_the_list_at_once_and_told(market, session):
    company = market.stranger()

    made = market.invite(company)

    assert (made.status_code, made.json["state"]) == (201, "claimed")
    assert made.json["claimed_by"]["name_en"] == company.name
    assert invited_names(market) == {company.name}
    assert company.get(market.path).json["mode"] == "directed"
    assert told(session, market, company) == ["invited_to_group_buy"]


def test_a_company_that_waits_for_confirmation_is_invited_when_it_has_it(people, market):
    pending = market.stranger(confirmed=False)
    assert market.invite(pending).json["state"] == "sent"

    assert pending.get(market.path).status_code == 404
    people.reviewer().post(f"/organisations/{pending.id}/confirm", json={})

    assert pending.get(market.path).status_code == 200
    assert invited_names(market) == {pending.name}


def test_a_company_confirmed_after_the_lock_time_is_not_invited(people, market, clock):
    pending = market.stranger(confirmed=False)
    market.invite(pending)
    clock.freeze(datetime.fromisoformat(market.lead.get(market.path).json["locks_at"]))

    people.reviewer().post(f"/organisations/{pending.id}/confirm", json={})

    assert pending.get(market.path).status_code == 404


def test_a_code_of_nobody_yet_waits(market):
    made = market.lead.post(f"{market.path}/invitations", json={"uscc": fresh_uscc()})

    assert (made.status_code, made.json["state"]) == (201, "sent")


@pytest.mark.parametrize(
    "body, pointer, code",
    [
        ({"uscc": "91310115MA1K00000X"}, "/uscc", None),
        ({}, "/uscc", "invitation_one_way"),
        ({"uscc": fresh_uscc("12310115")}, "/uscc", "invitee_not_enterprise"),
        ({"email": "nobody"}, "/email", "email"),
    ],
)
def test_an_invitation_names_one_enterprise(market, body, pointer, code):
    refused = market.lead.post(f"{market.path}/invitations", json=body)

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == pointer
    assert code in (None, refused.json["errors"][0]["code"])


def test_carriers_and_oneself_are_not_invited(market):
    assert market.invite(market.carrier).status_code == 422
    assert market.invite(market.lead).status_code == 422


def test_a_company_is_invited_once(market):
    company = market.stranger()
    market.invite(company)

    again = market.invite(company)

    assert (again.status_code, again.json["code"]) == (409, "already_invited")


def test_a_park_invites_nobody(people):
    from tests.factories.demand import Market

    park = Market(people)

    refused = park.park.post(f"{park.path}/invitations", json={"uscc": fresh_uscc()})

    assert (refused.status_code, refused.json["code"]) == (409, "group_buy_not_directed")


def test_a_mail_to_a_stranger_is_in_both_languages_and_works_once(market, session):
    address = f"{uuid4().hex[:8]}@example.com"
    made = market.lead.post(f"{market.path}/invitations", json={"email": address.upper()})
    mail = mailed(session, address)
    first, second = market.stranger(), market.stranger()

    assert made.json["email"] == address and "token" not in made.json
    assert "定向团购" in mail.body and "Directed group buy" in mail.body
    assert market.claim(first, secret_in(mail)).status_code == 200
    refused = market.claim(second, secret_in(mail))
    assert (refused.status_code, refused.json["code"]) == (409, "invitation_used_up")


def test_a_mail_to_a_user_is_in_its_language(market, database, session):
    company = market.stranger()
    with database.unit_of_work() as other:
        other.get_one(User, company.identity.user_id).locale = "en"

    market.lead.post(f"{market.path}/invitations", json={"email": company.email})

    mail = mailed(session, company.email)
    assert "Directed group buy" in mail.body
    assert "定向" not in mail.subject + mail.body


def test_a_link_lets_in_as_many_as_it_says_and_the_organiser_is_told(market, session):
    token = market.link(uses=2)
    companies = [market.stranger() for _ in range(3)]

    answers = [market.claim(one, token).status_code for one in companies]

    assert answers == [200, 200, 409]
    assert invited_names(market) == {one.name for one in companies[:2]}
    assert told(session, market, market.lead).count("invitation_claimed") == 2


def test_claims_at_once_never_use_a_link_twice(market):
    token = market.link(uses=2)
    companies = [market.stranger() for _ in range(5)]

    with ThreadPoolExecutor(5) as pool:
        codes = list(pool.map(lambda one: market.claim(one, token).status_code, companies))

    assert sorted(codes) == [200, 200, 409, 409, 409]
    assert len(invited_names(market)) == 2


def test_who_is_on_the_list_uses_nothing_up(market):
    token, company = market.link(), market.member()

    assert market.claim(company, token).status_code == 200
    assert market.claim(market.stranger(), token).status_code == 200


def test_a_claim_counts_just_before_the_lock_and_not_at_it(market, clock):
    token = market.link(uses=2)
    locks_at = datetime.fromisoformat(market.lead.get(market.path).json["locks_at"])
    clock.freeze(locks_at - timedelta(seconds=1))
    assert market.claim(market.stranger(), token).status_code == 200
    clock.freeze(locks_at)

    late = market.claim(market.stranger(), token)

    assert (late.status_code, late.json["code"]) == (409, "invitation_late")
    again = market.lead.post(f"{market.path}/invitations", json={"uscc": fresh_uscc()})
    assert (again.status_code, again.json["code"]) == (409, "inviting_over")


def test_only_a_confirmed_enterprise_claims(people, market):
    token = market.link()

    assert market.claim(market.stranger(confirmed=False), token).status_code == 403
    assert market.claim(market.home, token).status_code == 403
    assert market.claim(people.carrier(), token).status_code == 403
    assert market.claim(market.lead, token).json["code"] == "invitation_own"
    assert market.claim(market.stranger(), "x" * 43).status_code == 404


def test_a_revoked_link_lets_nobody_in_and_those_who_came_stay(market):
    token, came = market.link(uses=3), market.stranger()
    market.claim(came, token)
    made = market.lead.get(f"{market.path}/invitations").json[0]

    assert market.lead.delete(f"{market.path}/invitations/{made['id']}").json["state"] == "revoked"

    assert market.claim(market.stranger(), token).json["code"] == "invitation_revoked"
    assert came.get(market.path).status_code == 200


def test_a_company_off_the_list_sees_and_hears_nothing_any_more(market, session):
    company = market.member()

    gone = market.lead.delete(f"{market.path}/invited-enterprises/{company.id}")

    assert gone.status_code == 204
    assert company.get(market.path).status_code == 404
    assert told(session, market, company) == []
    assert market.invite(company).status_code == 201


def test_a_company_that_has_joined_is_not_sent_away(market):
    company = market.member()
    market.join(company)
    made = market.lead.get(f"{market.path}/invitations").json[0]

    by_list = market.lead.delete(f"{market.path}/invited-enterprises/{company.id}")
    by_invitation = market.lead.delete(f"{market.path}/invitations/{made['id']}")

    assert by_list.json["code"] == by_invitation.json["code"] == "company_takes_part"
    assert company.get(market.path).status_code == 200


def test_the_secret_of_a_link_is_kept_nowhere(market, session):
    key = {"Idempotency-Key": uuid4().hex}
    body = {"uses_at_most": 1}
    made = market.lead.post(f"{market.path}/invitation-links", json=body, headers=key)

    again = market.lead.post(f"{market.path}/invitation-links", json=body, headers=key)

    assert (again.status_code, again.json["code"]) == (409, "invitation_link_made")
    kept = session.get_one(IdempotencyKey, (market.lead.identity.user_id, key["Idempotency-Key"]))
    assert made.json["token"] not in str(kept.body)
    row = session.get_one(Invitation, UUID(made.json["id"]))
    assert made.json["token"].encode() not in row.token_hash
    listed = market.lead.get(f"{market.path}/invitations").json[0]
    assert not {"token", "link", "token_hash"} & set(listed)


def test_a_draft_takes_codes_and_tells_at_the_opening(people, session):
    market = Directed(people, opened=False)
    company = market.member()
    assert company.get(market.path).status_code == 404
    assert told(session, market, company) == []
    assert market.lead.post(f"{market.path}/invitation-links", json={}).status_code == 409

    market.open()

    session.expire_all()
    assert told(session, market, company) == ["group_buy_open"]
