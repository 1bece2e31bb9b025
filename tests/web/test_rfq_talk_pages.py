"""Questions, amendments, re-runs and a reviewer's leave on pages."""

from __future__ import annotations

from datetime import timedelta, timezone

from tests.factories.kept import kept
from tests.factories.locked import FAIR_FORM
from tests.factories.rfq import Quoting
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

SHANGHAI = timezone(timedelta(hours=8))


@kept
def market(people, clock):
    return Quoting(people, clock)


def local(instant):
    """As a browser's datetime field has it."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def at(actor, path, language="en"):
    visitor = Visitor(actor, language)
    visitor.get(path)
    return visitor


def test_the_pages_are_tidy_in_both_languages(market, people):
    market.ask(0, kind="survey", reference="L0001")
    market.amend("Two routes.", release=[{"reference": "L0002", "reason": "not ready"}])
    paths = [f"{market.path}/{name}" for name in ("room", "questions", "amend", "rerun", "end")]

    assert_tidy_in_both_languages(market.park, *paths)
    assert_tidy_in_both_languages(market.carriers[0], market.path, f"{market.path}/questions")
    assert_tidy_in_both_languages(people.reviewer(), f"{market.path}/allow")


def test_a_carrier_asks_and_the_organiser_answers_with_a_survey(market):
    path = f"{market.path}/questions"
    asked = at(market.carriers[0], path).send(
        "/questions", kind="survey", reference="L0001", text="May we see the riser?"
    )
    assert asked.status == 200, asked.text
    organiser = at(market.park, path)
    question = market.park.get(path).json[0]

    answered = organiser.send(
        question["id"], answer="Ask at the gate.", survey_at=local(market.due - timedelta(days=2))
    )

    assert answered.status == 200, answered.text
    other = Visitor(market.carriers[1], "en").get(path)
    assert "Ask at the gate." in other.text
    assert "Survey for all invited carriers:" in other.text
    assert market.carriers[0].name not in other.text


def test_an_amendment_by_form_voids_the_quotes_and_says_so(market):
    market.seal(0)
    later = market.due + timedelta(days=5)
    organiser = at(market.park, f"{market.path}/amend")

    page = organiser.send_fields(
        "/amend",
        {
            "text": "The far end moves.",
            "quotes_due_at": local(later),
            "release-1-reason": "Not ready",
        },
    )

    assert page.status == 200, page.text
    shown = Visitor(market.carriers[0], "en").get(market.path)
    assert "The far end moves." in shown.text
    assert "Every quote received before is void." in shown.text
    made = market.park.get(f"{market.path}/amendments").json[0]
    assert made["changes"]["released"] == [[], ["L0002"]]


def test_an_amendment_of_another_version_is_refused(market):
    organiser = at(market.park, f"{market.path}/amend")
    market.amend()

    assert organiser.send_fields("/amend", {"text": "x"}).status == 409


def test_a_reviewer_finds_the_task_and_allows_the_opening(market, people):
    market.short(0)
    reviewer = at(people.reviewer(), "/home")
    assert f"{market.path}/allow" in reviewer.page.text
    reviewer.get(f"{market.path}/allow")

    page = reviewer.send("/allow", reason="Nobody else serves it.")

    assert page.status == 200, page.text
    assert "Nobody else serves it." in page.text
    assert market.state_of() == "opened"


def test_organiser_and_carriers_read_what_a_short_request_means(market):
    market.short(0)

    room = Visitor(market.park, "en").get(f"{market.path}/room")
    shown = Visitor(market.carriers[0], "en").get(market.path)

    assert "Too few quotes came; nothing was decrypted." in room.text
    assert "1 quote came, 2 were needed." in room.text
    assert "Too few quotes came; nothing was decrypted." in shown.text
    assert "1 quote came" not in shown.text
    assert f"{market.path}/rerun" in room.text and f"{market.path}/end" in room.text


def test_asking_again_by_form_leads_to_the_new_request(market):
    market.short()
    due = market.due + timedelta(days=10)
    organiser = at(market.park, f"{market.path}/rerun")

    page = organiser.send_fields(
        "/rerun", {"reason": "Too few.", "quotes_due_at": local(due), "profile": "strict"}
    )

    assert page.status == 200, page.text
    assert page.path != f"{market.path}/room"
    assert "Strict" in page.text
    old = Visitor(market.carriers[0], "en").get(market.path)
    assert "It was asked again: request 2" in old.text


def test_a_request_ends_by_form(market):
    market.short()

    page = at(market.park, f"{market.path}/end").send("/end", reason="No interest.")

    assert page.status == 200, page.text
    assert market.state_of("group buy") == "failed"


def test_a_receipt_says_that_an_amendment_voided_it(market):
    visitor = at(market.carriers[0], f"{market.path}/quote")
    cells = {"monthly_minor": "20000", "one_off_minor": "1000", "rtt_us": "60"}
    cells |= {"availability_bps": "99.9", "delivery_days": "30"}
    receipt = visitor.send_fields(
        "/quote",
        {
            "valid_until": "2034-12-31",
            **FAIR_FORM,
            **{f"rate_rows-0-{k}": v for k, v in cells.items()},
        },
    )
    assert "This quote stands." in receipt.text, receipt.text
    market.amend()

    assert "An amendment has made this quote void." in visitor.get(receipt.path).text


def test_a_member_reads_why_its_line_was_released_and_others_do_not(market):
    references = [line["reference"] for line in market.park.get(f"{market.path}/lines").json]
    market.amend(release=[{"reference": references[0], "reason": "The building is late."}])

    texts = [Visitor(who, "en").get(market.path).text for who in market.members]

    assert sorted("The building is late." in text for text in texts) == [False, True]
