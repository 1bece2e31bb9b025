"""Several awarded lines answered at once: all of the answers are kept, or none."""

from __future__ import annotations

from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.errors import Invalid, NotFound, TooEarly
from marketplace.services.answer_award_lines import Answer, answer_award_lines
from tests.factories.kept import kept
from tests.factories.locked import Awarded


@kept
def awarded(people, clock):
    """The first member has two lines; its limits are below the second carrier's price."""
    limited = {"own_limit_minor": 25_000_000}
    return Awarded(people, clock, [limited, limited], [{}])


@pytest.fixture
def rows(awarded):
    found = awarded.members[0].get(f"/awards/{awarded.award_['id']}/lines").json
    return [UUID(row["id"]) for row in found]


def answer(market, *answers, member=0):
    with market.people.database.unit_of_work() as session:
        return answer_award_lines(
            session,
            award_id=UUID(market.award_["id"]),
            answers=answers,
            identity=market.members[member].identity,
            now=now_of(session),
        )


def states(market):
    found = market.members[0].get(f"/awards/{market.award_['id']}/lines").json
    return [row["acceptance"] for row in found]


def test_each_line_gets_its_own_answer(awarded, rows):
    other = awarded.carriers[1].id

    given = answer(
        awarded, Answer(rows[0], reason="Renewed."), Answer(rows[1], carrier_id=other, consent=True)
    )

    assert (given, states(awarded)) == (2, ["declined", "chosen"])


def test_an_answer_that_stands_is_not_given_again(awarded, rows):
    answer(awarded, Answer(rows[0], accept=True))

    assert answer(awarded, Answer(rows[0], accept=True), Answer(rows[1], accept=True)) == 1


def test_one_refused_answer_keeps_none_and_says_which(awarded, rows):
    other = awarded.carriers[1].id

    with pytest.raises(Invalid) as refused:
        answer(awarded, Answer(rows[1], accept=True), Answer(rows[0], carrier_id=other))

    assert [(f.pointer, f.code) for f in refused.value.faults] == [
        ("/answers/1/consent", "consent_required")
    ]
    assert states(awarded) == ["pending", "pending"]


def test_express_consent_takes_a_price_above_the_ceiling(awarded, rows):
    other = awarded.carriers[1].id

    answer(awarded, Answer(rows[0], carrier_id=other, consent=True))

    assert states(awarded) == ["chosen", "pending"]


def test_nobody_answers_for_another_company(awarded, rows):
    with pytest.raises(Invalid) as refused:
        answer(awarded, Answer(rows[0], accept=True), member=1)
    assert refused.value.faults[0].code == "not_known"

    with pytest.raises(NotFound), awarded.people.database.unit_of_work() as session:
        answer_award_lines(
            session,
            award_id=UUID(awarded.award_["id"]),
            answers=[],
            identity=awarded.park.identity,
            now=now_of(session),
        )


def test_nothing_is_answered_before_the_standstill_is_over(people, clock):
    market = Awarded(people, clock)
    row = UUID(market.line_of(market.members[0])["id"])
    clock.advance(days=-1)

    with pytest.raises(TooEarly):
        answer(market, Answer(row, accept=True))
