"""Savings in the API: own by line, published from three companies up, documents kept private."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import Line
from tests.factories import delivered
from tests.factories.delivered import upload
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept
from tests.factories.locked import LIST_MINOR, Awarded

AGREED = 24_100_000
"what the cheaper carrier of the factories quotes for a line of LIST_MINOR"
SHARE = (LIST_MINOR - AGREED) * 10_000 // LIST_MINOR


@kept
def market(people, clock):
    """Four members, each with a present contract of 2.5 million fen a month, all drawn."""
    market = Awarded(people, clock, *([{"present_monthly_minor": 2_500_000}] for _ in range(4)))
    market.drawn = market.contracts()
    return market


def sign(market, *numbers):
    for number in numbers:
        delivered.in_force(market, number)


def document(market, *numbers):
    for number in numbers:
        member = market.members[number]
        body = {"evidence_id": upload(member)}
        answer = member.post(f"{present(market, number)}/evidence", json=body)
        assert answer.status_code == 200, answer.json


def present(market, number):
    with market.people.database.single_statements() as session:
        mine = sa.select(Line.id).where(
            Line.group_buy_id == market.id, Line.member_id == market.members[number].id
        )
        return f"/lines/{session.scalars(mine).one()}/present-contract"


def published(market):
    return market.park.get(f"/group-buys/{market.id}/savings").json


def own(market, number=0):
    return market.members[number].get("/savings").json


def test_two_companies_are_not_published_three_are(market, clock):
    sign(market, 0, 1)
    clock.advance(days=1)
    assert published(market)["list_price"] is None

    sign(market, 2)
    clock.advance(days=1)

    cell = published(market)["list_price"]
    assert (cell["members"], cell["lines"]) == (3, 3)
    assert (cell["baseline_minor"], cell["agreed_minor"]) == (3 * LIST_MINOR, 3 * AGREED)
    assert cell["saving_bps"] == SHARE


def test_a_fourth_company_alone_moves_no_figure(market, clock):
    sign(market, 0, 1, 2)
    clock.advance(days=1)
    before = published(market)["list_price"]
    sign(market, 3)
    clock.advance(days=1)

    assert published(market)["list_price"] == before


def test_the_two_baselines_are_kept_apart(market, clock):
    sign(market, 0, 1, 2)
    document(market, 0, 1, 2)
    clock.advance(days=1)

    found = published(market)

    assert found["list_price"]["baseline_minor"] == 3 * LIST_MINOR
    assert found["present_contract"]["baseline_minor"] == 3 * 12 * 2_500_000
    assert found["list_prices_on"] < found["as_of"]


def test_an_undocumented_present_contract_claims_nothing(market, clock):
    sign(market, 0, 1, 2)
    document(market, 0, 1)
    clock.advance(days=1)

    assert published(market)["present_contract"] is None


def test_documented_contracts_that_would_tell_of_one_company_wait(market, clock):
    sign(market, 0, 1, 2, 3)
    document(market, 0, 1, 2)
    clock.advance(days=1)

    found = published(market)

    assert found["list_price"]["members"] == 4 and found["present_contract"] is None


def test_what_is_awarded_and_unsigned_is_expected(market):
    assert published(market)["expected_percent"] == SHARE // 100
    assert published(market)["list_price"] is None

    sign(market, 0, 1)

    assert published(market)["expected_percent"] is None


def test_published_figures_name_no_company(market, clock, app):
    sign(market, 0, 1, 2)
    clock.advance(days=1)

    answer = app.test_client().get("/api/v1/published-savings")

    (park,) = [one for one in answer.json if one["park"]["id"] == str(market.park.id)]
    assert park["list_price"]["agreed_minor"] == 3 * AGREED
    assert park["list_price"]["group_buys"] == 1
    assert not [m.name for m in market.members if m.name in answer.text]


def test_a_directed_group_buy_is_published_to_nobody_else(market, clock, app, people):
    sign(market, 0, 1, 2)
    with people.database.unit_of_work() as session:
        directed = sa.text(
            "UPDATE group_buys SET mode = 'directed', invited_ids = :invited WHERE id = :id"
        )
        invited = [member.id for member in market.members]
        session.execute(directed, {"id": market.id, "invited": invited})
    clock.advance(days=1)

    answer = app.test_client().get("/api/v1/published-savings")

    assert str(market.id) not in answer.text
    outsider = people.enterprise(market.park)
    assert outsider.get(f"/group-buys/{market.id}/savings").status_code == 404
    assert market.members[0].get(f"/group-buys/{market.id}/savings").json["list_price"]


def test_a_member_reads_its_own_lines_signed_and_expected(market):
    sign(market, 0)

    signed, waiting = own(market), own(market, 1)

    assert signed["realised_list"]["saving_minor"] == LIST_MINOR - AGREED
    assert signed["expected_list"] is None
    assert waiting["expected_list"]["saving_minor"] == LIST_MINOR - AGREED
    assert waiting["realised_list"] is None


def test_a_member_claims_against_its_present_contract_once_documented(market):
    (line,) = own(market)["lines"]
    assert line["present_minor"] == 30_000_000 and line["present_saving_minor"] is None

    document(market, 0)

    (line,) = own(market)["lines"]
    assert line["present_saving_minor"] == 30_000_000 - AGREED
    assert own(market)["expected_present"]["lines"] == 1


def test_a_document_is_read_by_its_company_alone(market, people):
    document(market, 0)

    path = f"{present(market, 0)}/evidence"
    blind = [market.park, market.members[1], people.reviewer(), people.observer()]

    assert market.members[0].get(path).data == delivered.PDF
    assert {who.get(path).status_code for who in blind} == {404}


def test_a_document_stays_once_the_contract_is_in_force(market):
    document(market, 0)
    document(market, 0)
    sign(market, 0)

    body = {"evidence_id": upload(market.members[0])}
    again = market.members[0].post(f"{present(market, 0)}/evidence", json=body)

    assert again.json["code"] == "evidence_stands"


def test_what_was_not_stated_cannot_be_proved(market):
    with market.people.database.unit_of_work() as session:
        session.execute(
            sa.update(Line)
            .where(Line.member_id == market.members[0].id)
            .values(present_monthly_minor=None)
        )

    body = {"evidence_id": upload(market.members[0])}
    answer = market.members[0].post(f"{present(market, 0)}/evidence", json=body)

    assert answer.json["code"] == "present_contract_unstated"


def test_another_price_needs_another_document(people):
    market = Market(people)
    member = market.member()
    joined = market.join(member, a_line(present_monthly_minor=2_500_000))
    assert joined.status_code == 201, joined.json
    stay = member.get(f"{market.path}/participation")
    (line,) = stay.json["lines"]
    path = f"/lines/{line['id']}/present-contract"
    member.post(f"{path}/evidence", json={"evidence_id": upload(member)})
    assert member.get(path).json["evidence"]

    changed = a_line(present_monthly_minor=2_600_000) | {"id": line["id"]}
    body = {"lines": market.shown(member, [changed])}
    answer = member.put(f"{market.path}/participation", body, etag=stay.headers["ETag"])

    assert answer.status_code == 200, answer.json
    assert member.get(path).json["evidence"] is None
