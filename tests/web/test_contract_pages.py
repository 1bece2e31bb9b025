"""Service contracts on pages: what is agreed, who signed, which lines are live."""

from __future__ import annotations

from marketplace.domain.working_days import local_day
from tests.factories.asked import statements
from tests.factories.contracting import printed
from tests.factories.delivered import install
from tests.factories.kept import kept
from tests.factories.locked import Awarded
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def market(people, clock):
    market = Awarded(people, clock, [{}, {}])
    (contract,) = market.contracts()
    market.path = f"/contracts/{contract['id']}"
    printed(market.carriers[0], contract["id"])
    return market


def sign(market, actor):
    visitor = Visitor(actor)
    visitor.get(market.path)
    return visitor.send("/sign")


def test_the_pages_are_tidy_for_everyone_who_reads_them(market, people):
    for reader in (market.members[0], market.carriers[0], people.observer(), people.reviewer()):
        assert_tidy_in_both_languages(reader, "/contracts", market.path)


def test_the_page_names_parties_prices_and_vat(market):
    page = Visitor(market.members[0], "en").get(market.path)

    contract = market.members[0].get(market.path).json
    assert contract["number"] in page.text
    assert market.carriers[0].name in page.text and market.members[0].name in page.text
    for minor in (contract["total_minor"], contract["vat_minor"], contract["gross_minor"]):
        assert f"¥{minor // 100:,}" in page.text


def test_both_sign_and_the_contract_is_in_force(market):
    first = sign(market, market.members[0])
    second = sign(market, market.carriers[0])

    assert (first.status, second.status) == (200, 200)
    assert market.members[0].get(market.path).json["state"] == "in_force"


def test_who_has_signed_is_not_asked_again(market):
    page = sign(market, market.members[0])

    assert not [form for form in page.parsed.forms if form.action.endswith("/sign")]


def test_signing_asks_whether_it_is_meant(market):
    page = Visitor(market.members[0]).get(market.path)

    assert "data-confirm=" in page.text


def test_the_carrier_reports_a_line_live(market, clock):
    sign(market, market.members[0])
    visitor = Visitor(market.carriers[0])
    visitor.get(market.path)
    visitor.send("/sign")
    install(market.carriers[0], market.path.rpartition("/")[2])
    visitor.get(market.path)
    today = local_day(clock.now()).isoformat()

    page = visitor.send("/live", live_on=today)

    assert page.status == 200, page.text
    lines = market.members[0].get(market.path).json["lines"]
    assert sorted(str(line["live_on"]) for line in lines) == sorted([today, "None"])


def test_a_day_in_the_future_is_refused_and_kept_as_typed(market):
    sign(market, market.members[0])
    visitor = Visitor(market.carriers[0])
    visitor.get(market.path)
    visitor.send("/sign")

    page = visitor.send("/live", live_on="2035-01-01")

    assert page.status == 422
    assert 'value="2035-01-01"' in page.text


def test_overseers_read_without_anything_to_press(market, people):
    page = Visitor(people.observer()).get(market.path)

    assert not [form for form in page.parsed.forms if "/contracts/" in form.action]


def test_a_foreign_contract_does_not_exist(market, people):
    blind = [people.enterprise(market.park), market.carriers[1], market.park]

    assert {Visitor(who).get(market.path).status for who in blind} == {404}


def test_the_form_signs_the_documents_that_the_page_showed(market):
    seen = market.members[0].get(market.path).json["document_sha256"]
    visitor = Visitor(market.members[0])
    page = visitor.get(market.path)

    form = page.form("/sign")
    refused = visitor.send("/sign", document_sha256="0" * 64)

    assert form.values["document_sha256"] == seen and seen in page.text
    assert refused.status == 409 and "不一致" in refused.text


def ending(market):
    """The contract in force, with the company's proposal to end it."""
    for actor in (market.members[0], market.carriers[0]):
        sign(market, actor)
    visitor = Visitor(market.members[0])
    visitor.get(market.path)
    return visitor.send("/ends", reason="The branch is not opened.")


def test_the_page_reads_its_contract_once(market, database):
    ending(market)
    member = Visitor(market.members[0])

    with statements(database) as sent:
        member.get(market.path)

    reads = [one for one in sent if "WHERE contracts.id = " in one]
    assert len(reads) == 1


def test_a_proposed_end_is_on_the_page_of_both_and_the_other_side_answers(market, people):
    assert "The branch is not opened." in ending(market).text

    for reader in (market.members[0], market.carriers[0], people.reviewer()):
        assert_tidy_in_both_languages(reader, market.path)
    carrier = Visitor(market.carriers[0])
    page = carrier.get(market.path)
    assert "The branch is not opened." in page.text
    carrier.send("/agree")

    assert market.members[0].get(market.path).json["state"] == "cancelled"
    assert_tidy_in_both_languages(market.members[0], market.path)


def test_the_other_side_refuses_the_end_on_the_page(market):
    ending(market)
    carrier = Visitor(market.carriers[0])
    carrier.get(market.path)

    answer = carrier.send("/refuse", answer="The fibre is ordered.")

    assert "The fibre is ordered." in answer.text
    assert market.members[0].get(market.path).json["state"] == "in_force"


def test_the_side_that_proposed_takes_it_back_on_the_page(market):
    ending(market)
    company = Visitor(market.members[0])
    company.get(market.path)

    page = company.send("/withdraw")

    assert [form for form in page.parsed.forms if form.action.endswith("/ends")]
