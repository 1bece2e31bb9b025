"""The award room and the notice by their forms: scenarios, complaints, the award after them."""

from __future__ import annotations

import re

import pytest

from marketplace.db.session import now_of
from marketplace.services.tell_progress import tell_progress
from pricing.award import Progress
from tests.factories.certified import PROOF, certify
from tests.factories.kept import kept
from tests.factories.short import Short
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def weighed(people, clock):
    return Weighed(people, clock)


@kept
def noticed(weighed, people):
    made = weighed.pick(weighed.solved("cheapest"))
    weighed.award_id = made.json["id"]
    weighed.notice = f"/notices/{weighed.award_id}"
    return weighed


def test_scenarios_are_asked_for_and_compared_by_form(weighed):
    park = Visitor(weighed.park)
    room = f"{weighed.path}/award-room"
    park.get(room)

    waiting = park.send_fields("/award-room/scenarios", {"share_caps-1-at_most_bps": "40"})

    assert 'http-equiv="refresh"' in waiting.text and "data-progress-from" in waiting.text
    weighed.solve_all()
    page = park.get(room)
    assert all(text in page.text for text in ("40%", "60%", "不含", "+¥36,000"))
    assert "http-equiv" not in page.text


def test_a_page_where_a_reason_is_typed_is_not_loaded_anew_by_itself(weighed):
    weighed.solved("cheapest")
    park = Visitor(weighed.park)
    park.get(f"{weighed.path}/award-room")

    page = park.send("/award-room/scenarios")

    assert "data-progress-from" in page.text and page.form("/award-room/publish")
    assert "http-equiv" not in page.text


def test_the_answer_to_a_refused_form_leads_to_the_room_not_to_the_form(weighed):
    park = Visitor(weighed.park, "en")
    park.get(f"{weighed.path}/award-room")
    park.send("/award-room/scenarios")

    page = park.send_fields("/award-room/scenarios", {"share_caps-0-at_most_bps": "150"})

    assert page.status == 422 and "data-kept" in page.text and "http-equiv" not in page.text
    assert f'<a href="{weighed.path}/award-room">Look again now</a>' in page.text


def test_the_rooms_with_scenarios_are_tidy_in_both_languages(weighed, people):
    comparison = weighed.weigh(4000)
    dearer = comparison["scenarios"][1]["solve_id"]
    room = f"{weighed.path}/award-room"

    assert_tidy_in_both_languages(weighed.park, room, f"{room}?solve={dearer}")
    assert_tidy_in_both_languages(people.observer(), room)


def test_both_rooms_say_what_a_mbps_costs_a_month(weighed):
    weighed.solved("cheapest")
    park = Visitor(weighed.park, "en")

    for room in ("award-room", "room"):
        assert "per Mbps</span>" in park.get(f"{weighed.path}/{room}").text


def test_a_cap_that_is_no_rate_is_shown_again(weighed):
    park = Visitor(weighed.park, "en")
    park.get(f"{weighed.path}/award-room")

    page = park.send_fields("/award-room/scenarios", {"share_caps-0-at_most_bps": "150"})

    assert page.status == 422
    assert 'value="150"' in page.text


def test_a_dearer_scenario_is_published_with_its_reason(weighed):
    dearer = weighed.weigh()["scenarios"][1]["solve_id"]
    park = Visitor(weighed.park)
    room = f"{weighed.path}/award-room?solve={dearer}"
    park.get(room)

    refused = park.send("/award-room/publish", reason="")
    assert refused.status == 422
    assert refused.form("/award-room/publish").values["solve_id"] == dearer
    park.get(room)
    notice = park.send("/award-room/publish", reason="一家供应便于管理。")

    assert notice.path.startswith("/notices/")
    assert "一家供应便于管理。" in notice.text and "至多 1 家成交" in notice.text
    assert "不是最低成本" in notice.text and "不存在更低成本" not in notice.text


def test_a_complaint_goes_by_form_from_filing_to_the_new_award(noticed, people):
    member, park = Visitor(noticed.members[0]), Visitor(noticed.park)
    member.get(noticed.notice)

    filed = member.send("/complaints", text="首选运营商资质有疑问。")
    assert "首选运营商资质有疑问。" in filed.text
    other = Visitor(noticed.members[1])
    assert noticed.members[0].name not in other.get(noticed.notice).text
    page = park.get(noticed.notice)
    assert "答复 1 项异议" in park.get("/home").text
    park.get(f"{noticed.notice}/complaints/{complaint_of(noticed)}/answer")
    answered = park.send("/answer", decision="upheld", answer="属实。", effect="reaward")

    assert page.status == 200 and "属实。" in answered.text
    room = park.get(f"{noticed.path}/award-room")
    assert "属实。" in room.text and noticed.notice in room.text
    new = park.send("/award-room/publish", reason="经复核仍为最低成本。")
    assert noticed.notice in new.text


def test_pages_of_complaints_are_tidy_in_both_languages(noticed, people):
    noticed.members[0].post(f"/awards/{noticed.award_id}/complaints", json={"text": "一"})
    noticed.carriers[1].post(f"/awards/{noticed.award_id}/complaints", json={"text": "二"})
    answer = f"{noticed.notice}/complaints/{complaint_of(noticed)}/answer"

    assert_tidy_in_both_languages(noticed.park, noticed.notice, answer)
    for reader in (noticed.members[0], noticed.members[1], noticed.carriers[0]):
        assert_tidy_in_both_languages(reader, noticed.notice)
    assert_tidy_in_both_languages(people.reviewer(), noticed.notice, answer)


def test_a_complaint_is_withdrawn_by_form(noticed):
    member = Visitor(noticed.members[0])
    member.get(noticed.notice)
    member.send("/complaints", text="误会。")

    page = member.send("/withdraw")

    assert "已撤回" in page.text


def test_who_has_no_part_sees_no_form_to_complain(noticed, people):
    neighbour = Visitor(people.enterprise(noticed.park)).get(noticed.notice)

    with pytest.raises(LookupError):
        neighbour.form("/complaints")


def test_after_a_shortfall_the_room_offers_the_reaward_alone(people, clock):
    market = Short(people, clock)
    market.accept(0, 1)
    market.settle()
    market.solve_again()
    park = Visitor(market.park)

    room = park.get(f"/rfqs/{market.rfq['id']}/award-room")
    notice = park.send("/award-room/publish", reason="")

    assert "确认量不足" in room.text and "/award-room/scenarios" not in room.text
    assert "确认量不足后的重新成交" in notice.text
    old = park.get(f"/notices/{market.award_['id']}")
    assert "确认量不足" in old.text and notice.path in old.text
    assert_tidy_in_both_languages(market.park, f"/rfqs/{market.rfq['id']}/award-room", old.path)


def complaint_of(noticed):
    return noticed.park.get(f"/awards/{noticed.award_id}/complaints").json[0]["id"]


def test_how_far_a_computation_is_stands_on_the_page_and_is_polled(weighed):
    solve_id = weighed.park.post(f"{weighed.path}/solves").json["id"]
    told(weighed, solve_id, steps=[[0, 2000, 900], [1500, 1600, 1100]])
    park = Visitor(weighed.park, "en")

    room = park.get(f"{weighed.path}/award-room")
    polled = park.get(f"{weighed.path}/award-room/progress")

    for page in (room, polled):
        assert "Best total so far" in page.text and "¥16" in page.text and "31.25%" in page.text
        assert "search-best" in page.text
    assert 'data-working="1"' in polled.text
    tag = {"If-None-Match": polled.answer.headers["ETag"]}
    answer = park.client.get(f"{weighed.path}/award-room/progress", headers=tag)
    assert answer.status_code == 304


def test_computations_are_stopped_by_form_one_by_one_or_all(weighed):
    solves = weighed.park.post(f"{weighed.path}/scenarios").json
    park, room = Visitor(weighed.park), f"{weighed.path}/award-room"
    assert_tidy_in_both_languages(weighed.park, room)
    park.get(room)

    one = park.send(f"/solves/{solves[0]['id']}/cancel")
    assert one.text.count("已停止") >= 2
    park.get(room)
    every = park.send("/award-room/cancel")

    assert "data-progress-from" not in every.text
    states = {s["state"] for s in weighed.park.get(f"{weighed.path}/scenarios").json["scenarios"]}
    assert states == {"cancelled"}


def test_a_proof_is_offered_with_the_way_to_check_it(weighed, app):
    solve_id = weighed.solved("cheapest")
    certify(app, solve_id)
    park = Visitor(weighed.park)

    room = park.get(f"{weighed.path}/award-room")
    saved = park.get(f"/solves/{solve_id}/certificate.json")

    assert "--certificate" in room.text and f"/solves/{solve_id}/certificate.json" in room.text
    assert saved.answer.json == PROOF
    assert f"award-certificate-{solve_id}.json" in saved.answer.headers["Content-Disposition"]


def told(weighed, solve_id, steps):
    _, best, bound = steps[-1]
    progress = Progress(best, bound, None, 1.5, 7)
    with weighed.people.database.unit_of_work() as session:
        now = now_of(session)
        tell_progress(session, solve_id=solve_id, progress=progress, steps=steps, now=now)


def test_the_next_best_awards_are_asked_for_by_form(weighed):
    solve_id = weighed.solved("winners_at_most", at_most=1)
    park, room = Visitor(weighed.park), f"{weighed.path}/award-room?solve={solve_id}"
    assert "尚未计算。" in park.get(room).text

    park.send("/next-best")
    weighed.solve_all()

    page = park.get(room)
    assert "尚未计算。" not in page.text and "至多 1 家成交，不含" in park.get(next_of(page)).text
    assert_tidy_in_both_languages(weighed.park, room, next_of(page))


def next_of(page):
    """The address of the first next best award on the page."""
    table = page.text.split('id="fallback-head"')[1].split("</table>")[0]
    return re.search(r'href="([^"]*solve=[^"]*)"', table)[1]
