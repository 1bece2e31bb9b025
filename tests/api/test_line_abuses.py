"""An unlawful use of a line that became known: rejected, told, due for the operator, and ended."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.models import LineAbuse
from tests.api.test_in_service import contract, go_live  # noqa: F401
from tests.factories.enrolling import codes
from tests.factories.findings import findings, one
from tests.factories.kept import kept
from tests.factories.uploads import upload
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

REASON = "公安机关来函"


@kept
def live(contract, people):  # noqa: F811
    return go_live(contract, people, days_late=0)


def say(live, reviewer, word, **more):
    body = {"word": word, "reason": REASON} | more
    return reviewer.post(f"{live.line_path}/abuses", body)


def told(actor):
    return [n["event"] for n in actor.get("/notifications").json]


def duty(operator):
    (found,) = [one for one in operator.get("/duties").json if one["code"] == "SEC-11"]
    return found


def test_a_known_use_is_rejected_and_both_parties_are_told(live, people):
    said = say(live, people.reviewer(), "known")

    assert (said.status_code, said.json["reason"]) == (201, REASON)
    assert one(live.member, "SEC-11")["standing"] == "rejected"
    assert findings(live.carrier, rule="SEC-11") == []
    assert "line_abuse_recorded" in told(live.member)
    assert "line_abuse_recorded" in told(live.carrier)


@pytest.mark.parametrize("word", ["stopped", "ended", "unfounded"])
def test_what_is_stopped_or_over_is_met(live, people, word):
    reviewer = people.reviewer()
    say(live, reviewer, "known")

    assert say(live, reviewer, word).status_code == 201

    assert one(live.member, "SEC-11")["standing"] == "met"
    assert ("line_abuse_over" in told(live.member)) == (word != "stopped")


@pytest.mark.parametrize("words", [["ended"], ["stopped"], ["known", "known"]])
def test_a_word_out_of_turn_is_refused(live, people, words):
    reviewer = people.reviewer()
    *before, last = words
    for word in before:
        say(live, reviewer, word)

    assert codes(say(live, reviewer, last)) == [("/word", "abuse_out_of_turn")]


def test_it_may_become_known_again(live, people):
    reviewer = people.reviewer()
    for word in ("known", "unfounded", "known"):
        assert say(live, reviewer, word).status_code == 201

    found = reviewer.get(f"{live.line_path}/abuses").json
    assert [one["word"] for one in found] == ["known", "unfounded", "known"]


def test_the_operators_duty_falls_due_the_next_day_until_it_is_done(live, people):
    operator = people.operator()
    done = {"done_on": live.line["live_on"], "note": "已停止配合并报告"}
    operator.post("/duties/SEC-11/done", done)
    assert duty(operator)["state"] == "waits"

    say(live, people.reviewer(), "known")

    assert duty(operator)["state"] == "soon" and duty(operator)["due_on"] > live.line["live_on"]
    assert operator.post("/duties/SEC-11/done", done).status_code == 201
    assert duty(operator)["state"] == "waits"


def test_a_record_cannot_be_changed(live, people, database):
    say(live, people.reviewer(), "known")

    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
        session.execute(sa.update(LineAbuse).values(reason="x"))


def test_a_reviewer_records_it_on_the_page_of_the_line(live, people):
    reviewer = people.reviewer()
    page = f"/installation/lines/{live.line['id']}"
    assert_tidy_in_both_languages(reviewer, page)
    visitor = Visitor(reviewer)
    visitor.get(page)

    kept = visitor.send("/abuses", word="known", reason=REASON)

    assert kept.status == 200 and REASON in kept.text
    assert REASON not in Visitor(live.member).get(page).text


def test_evidence_is_for_the_desk_alone(live, people):
    reviewer = people.reviewer()
    said = say(live, reviewer, "known", evidence_id=upload(reviewer)).json

    path = f"/line-abuses/{said['id']}/evidence"
    assert people.observer().get(path).status_code == 200
    assert live.member.get(path).status_code == 403
