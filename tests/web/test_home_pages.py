"""Home: what is under way with its next time, what was gained, and the search box, by role."""

from __future__ import annotations

from datetime import datetime

from marketplace.db.session import now_of
from marketplace.services.find_tasks import find_tasks
from tests.factories import delivered
from tests.factories.demand import Market
from tests.factories.kept import kept
from tests.factories.locked import LIST_MINOR, Awarded
from tests.factories.rfq import Quoting
from tests.factories.uploads import upload
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

AGREED = 24_100_000
"what the cheaper carrier of the factories quotes for a line"


@kept
def signed(people, clock):
    """Three members whose contracts both parties signed."""
    market = Awarded(people, clock, [{}], [{}], [{}])
    market.drawn = market.contracts()
    for number in range(3):
        delivered.in_force(market, number)
    return market


def home(actor):
    return Visitor(actor).get("/home").text


def test_home_and_search_are_tidy_for_everybody(signed):
    for actor in (signed.park, signed.members[0], signed.carriers[0], signed.people.reviewer()):
        assert_tidy_in_both_languages(actor, "/home", "/search", "/search?q=Lingang")


def test_a_member_reads_what_its_signed_lines_save(signed):
    page = home(signed.members[0])

    assert "已签合同节省" in page
    assert f"¥{(LIST_MINOR - AGREED) // 100:,}" in page


def test_a_member_reads_what_its_awarded_lines_would_save(people, clock):
    market = Awarded(people, clock, [{}], [{}], [{}])

    page = home(market.members[0])

    assert "已成交待签：预计节省" in page
    assert f"¥{(LIST_MINOR - AGREED) // 100:,}" in page


def test_an_organiser_reads_the_saving_of_three_companies_and_never_of_two(people, clock):
    market = Awarded(people, clock, [{}], [{}], [{}])
    market.drawn = market.contracts()
    for number in range(2):
        delivered.in_force(market, number)
    assert "您组织的团购已节省" not in home(market.park)

    delivered.in_force(market, 2)

    assert f"¥{3 * (LIST_MINOR - AGREED) // 100:,}" in home(market.park)


def test_a_carrier_reads_what_is_signed_with_it(signed):
    pages = [home(carrier) for carrier in signed.carriers]

    assert any(f"¥{3 * AGREED // 100:,}" in page for page in pages)


def test_a_group_buy_under_way_says_what_comes_next(people):
    market = Market(people)

    page = home(market.member())

    assert "进行中" in page and "需求锁定时间" in page
    assert market.path in page


def test_a_complaint_of_service_waits_at_the_home_of_those_it_goes_to(signed):
    body = {"group_buy_id": str(signed.id), "contract_line_id": None, "to_carrier": False}
    told = {"category": "organiser", "subject": "Late notes", "text": "Nobody wrote."}
    signed.members[0].post("/service-complaints", json=body | told)

    assert "答复服务投诉“Late notes”" in home(signed.park)
    assert all("Late notes" not in home(one) for one in (signed.members[0], *signed.carriers))


def test_a_park_is_told_of_places_to_confirm(people):
    market = Market(people)
    member = market.member()

    made = member.post("/premises", json={"building": "B7", "room": "", "proof_id": upload(member)})

    assert made.status_code == 201, made.json
    assert "1 处企业场所待园区确认" in home(market.park)


def test_the_search_box_finds_from_every_page(signed):
    visitor = Visitor(signed.members[0])

    page = visitor.get("/search?q=Lingang")

    assert f'href="/group-buys/{signed.id}"' in page.text
    assert "没有找到" in visitor.get(f"/search?q={signed.id}").text


def tasks(session, actor):
    found = find_tasks(session, identity=actor.identity, now=now_of(session))
    return {task.kind: task for task in found}


def test_an_organiser_is_told_of_companies_questions_until_each_is_answered(people, session):
    market = Market(people)
    member = market.member()
    for text in ("May the contract begin in May?", "And in June?"):
        member.post(f"{market.path}/questions", json={"text": text})

    task = tasks(session, market.park)["answer_members"]
    assert task.count == 2 and task.due_at == market_locks_at(market)
    assert f"{market.path}/questions" in home(market.park)

    for question in market.park.get(f"{market.path}/questions").json:
        market.park.post(f"/group-buy-questions/{question['id']}/answer", json={"answer": "Yes."})
    assert "answer_members" not in tasks(session, market.park)


def test_a_carrier_is_asked_to_quote_until_its_quote_is_sealed_and_again_after_an_amendment(
    people, clock, session
):
    market = Quoting(people, clock)
    carrier, other = market.carriers[:2]
    assert "quote" in tasks(session, carrier)

    market.seal(0)
    assert "quote" not in tasks(session, carrier) and "quote" in tasks(session, other)

    market.amend()
    session.expire_all()
    assert "quote" in tasks(session, carrier)

    market.seal(0)
    assert carrier.delete(f"{market.path}/quote").status_code == 200
    assert "quote" in tasks(session, carrier)


def market_locks_at(market):
    return datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
