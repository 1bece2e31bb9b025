"""The member's award: prices side by side, all answers in one form, the contract beforehand."""

from __future__ import annotations

import re

import pytest

from tests.factories.kept import kept
from tests.factories.locked import Awarded, a_quote, a_row
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def awarded(people, clock):
    """The first member has two lines; its limits are below the second carrier's price."""
    limited = {"own_limit_minor": 25_000_000}
    return Awarded(people, clock, [limited, limited], [{}])


@pytest.fixture
def member(awarded):
    visitor = Visitor(awarded.members[0], "en")
    visitor.get(lines(awarded))
    return visitor


def lines(market):
    return f"/awards/{market.award_['id']}/lines"


def test_a_line_shows_its_price_against_list_ceiling_and_the_other_quotes(member):
    text = member.page.text

    assert text.count('class="price own"') == text.count("my award</li>") == 2
    assert text.count('class="price other"') == 2 and text.count('class="price list"') == 2
    assert text.count("my ceiling ¥250,000") == 2


def test_no_answer_is_ticked_before_the_member_gave_one(member):
    assert not [name for name in member.page.form("/answers").values if name.endswith("-answer")]


def test_both_lines_are_answered_at_once(awarded, member):
    other = str(awarded.carriers[1].id)

    said = {"answers-0-answer": "accept", "answers-1-answer": other}
    page = member.send_fields("/answers", said | {"answers-1-consents": other})

    assert "2 answers are kept" in page.text
    assert page.form("/answers").values["answers-1-answer"] == other


def test_a_line_without_a_choice_stays_as_it_is(member):
    page = member.send_fields("/answers", {"answers-1-answer": "decline"})

    assert "One answer is kept" in page.text and "Waiting for the member" in page.text
    assert "Nothing was changed" in member.send("/answers").text


def test_above_the_ceiling_the_box_of_that_carrier_is_asked_for(awarded, member):
    other = str(awarded.carriers[1].id)

    refused = member.send_fields("/answers", {"answers-0-answer": other})
    assert refused.status == 422 and "express consent" in refused.text
    taken = member.send_fields("/answers", {"answers-0-consents": other})

    assert "One answer is kept" in taken.text and "the quote you took" in taken.text


def test_a_consent_stays_ticked_when_another_line_is_refused(awarded, member):
    other = str(awarded.carriers[1].id)
    said = {"answers-0-answer": other, "answers-1-answer": other}

    refused = member.send_fields("/answers", said | {"answers-1-consents": other})

    assert refused.status == 422
    values = refused.form("/answers").values
    assert "answers-0-consents" not in values and values["answers-1-consents"] == other


def test_each_quote_above_the_ceiling_has_a_box_of_its_own_name(people, clock):
    quotes = [a_quote(a_row(monthly_minor=fen)) for fen in (2_000_000, 2_100_000, 2_170_000)]
    market = Awarded(people, clock, [{"own_limit_minor": 25_000_000}], [{}], quotes=quotes)
    visitor = Visitor(market.members[0], "en")

    ids = re.findall(r'id="(f-answers-0-consent[^"]*)"', visitor.get(lines(market)).text)

    assert len(ids) == len(set(ids)) == 2


def test_what_is_wrong_is_said_at_its_line_though_lines_before_it_have_no_answer(awarded, member):
    refused = member.send_fields("/answers", {"answers-1-answer": str(awarded.carriers[1].id)})

    assert "#f-answers-1-consent" in refused.text and "#f-answers-0-consent" not in refused.text


def test_a_refused_answer_stays_with_its_line_though_others_are_not_in_the_form(awarded, member):
    other, second = str(awarded.carriers[1].id), member.page.form("/answers").values
    final = {name: None for name in second if name.startswith("answers-0-")}

    member.send_fields("/answers", final | {"answers-1-answer": other})

    again = member.page.form("/answers").values
    said = {again[f"answers-{n}-award_line_id"]: again.get(f"answers-{n}-answer") for n in (0, 1)}
    assert said == {
        second["answers-0-award_line_id"]: None,
        second["answers-1-award_line_id"]: other,
    }


def test_a_reason_alone_is_no_answer(member):
    page = member.send_fields("/answers", {"answers-0-reason": "Renewed."})

    assert page.status == 422 and "Renewed." in page.text


def test_what_happens_to_who_does_nothing_is_said_with_its_price(member):
    text = member.page.text

    assert "If you do nothing" in text and "That is 2 lines now." in text
    assert "more over the term" in text


def test_the_contract_is_read_before_anything_is_accepted(awarded, member):
    text = member.get(f"{lines(awarded)}/contracts").text

    assert "Schedule 3. Prices (CNY)" in text and "Not a contract yet" in text
    assert awarded.carriers[0].name in text and awarded.carriers[1].name not in text


def test_a_preview_follows_the_answers_and_keeps_nothing(awarded, member):
    declined = dict.fromkeys(("answers-0-answer", "answers-1-answer"), "decline")
    member.send_fields("/answers", declined)

    assert "No contract would follow" in member.get(f"{lines(awarded)}/contracts").text
    assert awarded.members[0].get("/contracts").json == []


def test_the_pages_are_tidy_in_both_languages(awarded):
    pages = lines(awarded), f"{lines(awarded)}/contracts"
    assert_tidy_in_both_languages(awarded.members[0], *pages)
    awarded.contracts()
    (contract, *_rest) = awarded.members[0].get("/contracts").json
    assert_tidy_in_both_languages(
        awarded.members[0], lines(awarded), f"/contracts/{contract['id']}"
    )
