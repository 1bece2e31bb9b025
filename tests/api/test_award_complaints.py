"""Complaints against an award: who, until when, and what becomes of the award."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import end_of_day, local_day, nth_working_day_after
from marketplace.models import Award, Notification
from tests.factories.kept import kept
from tests.factories.sweeping import sweep_market
from tests.factories.weighed import Weighed

TEXT = {"text": "评审未按公布的规则进行。"}


class Noticed(Weighed):
    """An award just published."""

    def __init__(self, people, clock, *members, **actors):
        super().__init__(people, clock, *members, **actors)
        made = self.pick(self.solved("cheapest"))
        assert made.status_code == 201, made.json
        self.award_id, self.award_ = made.json["id"], made.json

    def file(self, who, **changes):
        return who.post(f"/awards/{self.award_id}/complaints", json=TEXT | changes)

    def filed(self, who):
        answer = self.file(who)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    def answer(self, complaint_id, decision="dismissed", by=None, **changes):
        body = {"decision": decision, "answer": "已复核。"} | changes
        return (by or self.park).post(f"/award-complaints/{complaint_id}/answer", json=body)

    def now_seen(self):
        return self.park.get(f"/awards/{self.award_id}").json

    def instant(self, name):
        return datetime.fromisoformat(self.now_seen()[name])

    def to_acceptance(self, **by):
        self.clock.freeze(self.instant("acceptance_opens_at") + timedelta(**by))


@kept
def noticed(people, clock):
    return Noticed(people, clock)


def test_members_and_bidders_complain_and_the_clock_stops(noticed):
    noticed.filed(noticed.members[0])
    stopped_at = noticed.clock.now()
    noticed.clock.advance(hours=1)
    noticed.filed(noticed.carriers[1])

    assert noticed.instant("clock_stopped_at") == stopped_at
    complaints = noticed.park.get(f"/awards/{noticed.award_id}/complaints").json
    assert [c["by"] for c in complaints] == ["enterprise", "carrier"]


def test_nobody_else_complains(noticed, people):
    seeing = [noticed.park, people.enterprise(noticed.park), people.reviewer(), people.observer()]
    blind = [people.park(), people.carrier(), people.enterprise(people.park())]

    assert {noticed.file(who).status_code for who in seeing} == {403}
    assert {noticed.file(who).status_code for who in blind} == {404}


@pytest.mark.parametrize(("seconds", "status"), [(-1, 201), (0, 409)])
def test_a_complaint_counts_only_before_acceptance_opens(noticed, seconds, status):
    noticed.to_acceptance(seconds=seconds)

    answer = noticed.file(noticed.members[0])

    assert answer.status_code == status
    assert answer.json.get("code") in (None, "too_late")


def test_while_the_clock_stands_still_others_may_complain_too(noticed):
    noticed.filed(noticed.members[0])
    noticed.to_acceptance(days=20)

    assert noticed.file(noticed.members[1]).status_code == 201


def test_each_complains_once(noticed):
    first = noticed.filed(noticed.members[0])
    noticed.members[0].post(f"/award-complaints/{first}/withdraw")

    again = noticed.file(noticed.members[0])

    assert (again.status_code, again.json["code"]) == (409, "complaint_made")


def test_nothing_happens_while_the_clock_stands_still(noticed, people):
    noticed.filed(noticed.members[0])
    noticed.clock.freeze(noticed.instant("acceptance_due_at") + timedelta(days=1))

    sweep_market(people.app, noticed.id)
    line = noticed.members[1].get(f"/awards/{noticed.award_id}/lines").json[0]
    accept = noticed.members[1].post(f"/award-lines/{line['id']}/accept")
    settle = noticed.park.post(f"/awards/{noticed.award_id}/settle")

    assert noticed.now_seen()["settled_at"] is None
    assert {(a.status_code, a.json["code"]) for a in (accept, settle)} == {
        (409, "award_clock_stopped")
    }


def test_dismissed_the_clock_runs_on_for_the_day_left(noticed):
    noticed.to_acceptance(seconds=-1)
    complaint = noticed.filed(noticed.members[0])
    noticed.clock.freeze(noticed.instant("acceptance_due_at") + timedelta(days=2))

    answered = noticed.answer(complaint)

    assert (answered.json["state"], answered.json["effect"]) == ("dismissed", None)
    assert noticed.now_seen()["clock_stopped_at"] is None
    last = nth_working_day_after(local_day(noticed.clock.now()), 1)
    assert noticed.instant("acceptance_opens_at") == end_of_day(last)
    due = end_of_day(nth_working_day_after(last, 5))
    assert noticed.instant("acceptance_due_at") == due


@pytest.mark.parametrize(("seconds", "code"), [(-1, "too_early"), (0, None)])
def test_acceptance_opens_at_the_moved_time(noticed, seconds, code):
    noticed.answer(noticed.filed(noticed.members[0]))
    noticed.to_acceptance(seconds=seconds)
    line = noticed.members[0].get(f"/awards/{noticed.award_id}/lines").json[0]

    answer = noticed.members[0].post(f"/award-lines/{line['id']}/accept")

    assert answer.json.get("code") == code


def test_the_clock_runs_on_only_with_the_last_complaint(noticed):
    first, second = noticed.filed(noticed.members[0]), noticed.filed(noticed.members[1])

    noticed.answer(first)
    assert noticed.now_seen()["clock_stopped_at"] is not None
    noticed.members[1].post(f"/award-complaints/{second}/withdraw")

    assert noticed.now_seen()["clock_stopped_at"] is None


def test_a_complaint_is_answered_once(noticed):
    complaint = noticed.filed(noticed.members[0])
    noticed.answer(complaint)

    again = noticed.answer(complaint, "upheld")
    withdrawn = noticed.members[0].post(f"/award-complaints/{complaint}/withdraw")

    assert {again.json["code"], withdrawn.json["code"]} == {"illegal_move"}


def test_the_reviewer_may_answer_and_no_member_or_bidder(noticed, people):
    complaint = noticed.filed(noticed.members[0])
    others = [*noticed.members, *noticed.carriers, people.observer()]

    assert {noticed.answer(complaint, by=who).status_code for who in others} <= {403, 404}
    assert noticed.answer(complaint, by=people.reviewer()).status_code == 200


def test_only_the_complainant_withdraws(noticed):
    complaint = noticed.filed(noticed.members[0])
    others = [noticed.members[1], noticed.carriers[0], noticed.park]

    answers = {w.post(f"/award-complaints/{complaint}/withdraw").status_code for w in others}

    assert answers == {404}


def test_a_dismissed_complaint_has_no_effect(noticed):
    answer = noticed.answer(noticed.filed(noticed.members[0]), effect="reaward")

    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [
        ("/effect", "effect_of_dismissed")
    ]


def test_upheld_with_a_reaward_the_organiser_picks_again(noticed):
    complaint = noticed.filed(noticed.members[0])

    noticed.answer(complaint, "upheld", effect="reaward", answer="中标方资质有误。")

    old = noticed.now_seen()
    assert (old["state"], old["superseded_reason"]) == ("superseded", "中标方资质有误。")
    assert noticed.park.get(f"/group-buys/{noticed.id}").json["state"] == "opened"
    without = noticed.solved("without_carrier", carrier=noticed.code(0))
    new = noticed.pick(without, "排除该运营商后成本最低。").json
    assert (new["previous_id"], new["round"], new["state"]) == (noticed.award_id, 1, "standing")


def test_the_superseded_award_takes_no_answer_and_no_complaint(noticed):
    lines = noticed.members[0].get(f"/awards/{noticed.award_id}/lines").json
    noticed.answer(noticed.filed(noticed.members[0]), "upheld", effect="reaward")
    noticed.to_acceptance(seconds=1)

    answers = [
        noticed.members[0].post(f"/award-lines/{lines[0]['id']}/accept"),
        noticed.file(noticed.members[1]),
        noticed.park.post(f"/awards/{noticed.award_id}/settle"),
    ]

    assert {a.json["code"] for a in answers} == {"award_not_standing"}
    assert noticed.members[0].get(f"/awards/{noticed.award_id}/lines").status_code == 200


def test_what_is_left_open_on_a_superseded_award_is_answered_without_effect(noticed):
    first, second = noticed.filed(noticed.members[0]), noticed.filed(noticed.members[1])
    noticed.answer(first, "upheld", effect="reaward")

    refused = noticed.answer(second, "upheld", effect="reaward")

    assert [e["code"] for e in refused.json["errors"]] == ["effect_on_superseded"]
    assert noticed.answer(second, "upheld").status_code == 200


def test_upheld_with_a_rerun_none_of_the_quotes_can_be_awarded(noticed):
    noticed.answer(noticed.filed(noticed.carriers[1]), "upheld", effect="rerun")

    again = noticed.pick(noticed.solved("cheapest"))

    assert (again.status_code, again.json["code"]) == (409, "rerun_needed")


def test_upheld_with_a_rerun_and_a_time_quotes_are_asked_for_again_at_once(noticed):
    due = noticed.clock.now() + timedelta(days=10)
    complaint = noticed.filed(noticed.carriers[1])

    noticed.answer(complaint, "upheld", effect="rerun", quotes_due_at=due.isoformat())

    rfqs = noticed.park.get(f"/rfqs?group_buy_id={noticed.id}").json
    assert sorted((rfq["number"], rfq["state"]) for rfq in rfqs) == [(1, "void"), (2, "quoting")]
    assert noticed.now_seen()["state"] == "superseded"


def test_a_due_time_in_the_past_leaves_award_and_complaint_as_they_were(noticed):
    due = noticed.clock.now() - timedelta(seconds=1)
    complaint = noticed.filed(noticed.members[0])

    answer = noticed.answer(complaint, "upheld", effect="rerun", quotes_due_at=due.isoformat())

    assert [e["pointer"] for e in answer.json["errors"]] == ["/quotes_due_at"]
    assert noticed.now_seen()["state"] == "standing"


def test_upheld_without_effect_the_award_stands(noticed):
    noticed.answer(noticed.filed(noticed.members[0]), "upheld")

    seen = noticed.now_seen()
    assert (seen["state"], seen["clock_stopped_at"]) == ("standing", None)


def test_the_notice_tells_complaints_and_answers_without_naming_members(noticed):
    noticed.answer(noticed.filed(noticed.members[0]))

    other = noticed.members[1].get(f"/awards/{noticed.award_id}/notice")

    told = other.json["complaints"][0]
    assert (told["text"], told["answer"], told["complainant"]) == (TEXT["text"], "已复核。", None)
    assert noticed.members[0].name not in other.text
    own = noticed.members[0].get(f"/awards/{noticed.award_id}/notice").json["complaints"][0]
    assert own["complainant"]["id"] == str(noticed.members[0].id)
    named = noticed.park.get(f"/awards/{noticed.award_id}/notice").json["complaints"][0]
    assert named["complainant"]["id"] == str(noticed.members[0].id)


def test_the_notice_tells_lines_by_reference_and_no_fee(noticed):
    notice = noticed.carriers[0].get(f"/awards/{noticed.award_id}/notice")

    assert len(notice.json["lines"]) == 6
    assert notice.json["fees_minor"] == 0
    assert {b["awarded_minor"] for b in notice.json["bidders"]} == {3 * 24_100_000}
    assert not any(member.name in notice.text for member in noticed.members)


def test_below_three_members_the_notice_tells_no_line(people, clock):
    small = Noticed(people, clock, [{}, {"corridor": "SHA-SIN"}], [{}])

    notice = small.carriers[0].get(f"/awards/{small.award_id}/notice").json

    assert (notice["lines"], notice["some_lines_hidden"]) == ([], True)
    assert {b["awarded_minor"] for b in notice["bidders"]} == {None}


def test_notices_are_listed_for_their_readers(noticed, people):
    listed = noticed.members[0].get("/notices").json

    assert listed[0]["award_id"] == noticed.award_id
    assert people.enterprise(people.park()).get("/notices").json == []


def test_all_concerned_are_told_without_naming_who_complained(noticed, session):
    noticed.answer(noticed.filed(noticed.members[0]), "upheld", effect="reaward")

    rows = session.execute(
        sa.select(Notification.event, Notification.user_id).where(
            Notification.group_buy_id == noticed.id, Notification.event != "award_published"
        )
    ).all()

    told = {event: {user for e, user in rows if e == event} for event, _ in rows}
    park, member = noticed.park.identity.user_id, noticed.members[0].identity.user_id
    assert told["award_complaint_filed"] == {park}
    assert told["award_complaint_answered"] == {member}
    assert member not in told["award_clock_stopped"]
    assert {park, member} <= told["award_superseded"]


def test_the_award_says_when_its_calendar_is_not_published(noticed, session):
    award = session.get_one(Award, noticed.award_id)
    award.acceptance_due_at = datetime.fromisoformat("2040-01-10T16:00:00+00:00")
    session.commit()

    assert noticed.park.get(f"/awards/{noticed.award_id}/notice").json["calendar_known"] is False


def test_what_a_carrier_won_leaves_no_single_member_over(people, clock):
    """Taken from its published total it would tell the price of the only line it did not win."""
    lines = [[{}], [{}], [{}], [{"corridor": "SHA-SIN"}]]
    notice = Noticed(people, clock, *lines)

    seen = notice.members[0].get(f"/awards/{notice.award_id}/notice").json

    assert all(bidder["total_minor"] for bidder in seen["bidders"])
    assert {bidder["awarded_minor"] for bidder in seen["bidders"]} == {None}


def test_who_leads_a_group_buy_does_not_judge_its_own_complaint(people, clock):
    home = people.park()
    lead = people.enterprise(home)
    led = Noticed(people, clock, [{}, {"corridor": "SHA-SIN"}], park=lead, companies=[lead])
    complaint = led.filed(lead)

    own = led.answer(complaint, "upheld", effect="reaward")
    other = led.answer(complaint, by=people.reviewer())

    assert (own.status_code, own.json["code"]) == (403, "complaint_of_ones_own")
    assert other.json["state"] == "dismissed"
