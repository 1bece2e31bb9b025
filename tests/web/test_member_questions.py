"""Questions to the organiser: asked before the lock, answered for all, nobody named to others."""

from __future__ import annotations

from marketplace.services.verify_audit import verify_audit
from tests.factories.demand import Market
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

TEXT = "May the contract begin in May?"


@kept
def market(people):
    return Market(people)


def asked(market, member=None, text=TEXT):
    visitor = Visitor(member or market.member(), "en")
    visitor.get(f"{market.path}/questions")
    return visitor.send("/questions", text=text)


def answered(market, answer="It may."):
    visitor = Visitor(market.park, "en")
    visitor.get(f"{market.path}/questions")
    form = next(f.action for f in visitor.page.parsed.forms if "/questions/" in f.action)
    return visitor.send(form, answer=answer)


def test_an_answer_that_is_too_long_stays_in_the_form_of_its_question(market):
    for text in ("First?", TEXT):
        asked(market, text=text)
    long = "It may. " * 300

    page = answered(market, answer=long)

    assert page.status == 422 and page.text.count(long.strip()) == 1
    assert '<textarea rows="4" id="f-answer" name="answer" aria-invalid="true"' in page.text


def test_the_answer_is_read_by_every_company_that_may_join(market):
    asked(market)
    answered(market)

    page = Visitor(market.member(), "en").get(market.path)
    assert TEXT in page.text and "It may." in page.text


def test_only_the_organiser_and_the_asker_know_who_asked(market):
    asker = market.member()
    asked(market, asker)

    path = f"{market.path}/questions"
    [seen] = market.park.get(path).json
    assert seen["asked_by"]["id"] == str(asker.id)
    [others] = market.member().get(path).json
    assert others["asked_by"] is None and others["own"] is False
    [own] = asker.get(path).json
    assert own["asked_by"] is None and own["own"] is True


def test_after_the_lock_nothing_is_asked_but_what_was_is_answered(market, clock):
    asked(market)
    late = market.member()
    clock.advance(days=21)

    assert late.post(f"{market.path}/questions", json={"text": "x"}).status_code == 409
    assert "It may." in answered(market).text


def test_an_answer_stands(market):
    asked(market)
    answered(market)
    [question] = market.park.get(f"{market.path}/questions").json

    again = market.park.post(
        f"/group-buy-questions/{question['id']}/answer", json={"answer": "It may not."}
    )

    assert again.status_code == 409


def test_organiser_and_asker_are_told(market):
    asker = market.member()
    asked(market, asker)
    answered(market)

    def events(actor):
        return [one["event"] for one in actor.get("/notifications").json]

    assert "group_buy_asked" in events(market.park)
    assert "group_buy_answered" in events(asker)
    assert "group_buy_asked" not in events(asker)


def test_the_audit_chain_holds_over_questions(market, session):
    asked(market)
    answered(market)

    assert verify_audit(session).findings == []


def test_an_empty_question_is_refused_beside_its_field(market):
    page = asked(market, text=" ")

    assert page.status == 422 and 'id="e-text"' in page.text


def test_the_pages_are_tidy(market):
    asked(market)

    assert_tidy_in_both_languages(market.park, f"{market.path}/questions", market.path)
    assert_tidy_in_both_languages(market.member(), f"{market.path}/questions")
