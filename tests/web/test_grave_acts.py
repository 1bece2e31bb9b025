"""A grave act that no script has asked about: the server asks, and acts only after a yes."""

from __future__ import annotations

import pytest

from marketplace.web.grave_acts import BACK
from marketplace.web.typed import ASK
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed

PUBLISH = "/award-room/publish"


@kept
def weighed(people, clock):
    market = Weighed(people, clock)
    market.solve_id = market.solved("cheapest")
    return market


@pytest.fixture
def asked(weighed):
    """Who has pressed "Publish the award" without scripts, and is asked."""
    park = Visitor(weighed.park, "en")
    park.get(f"{weighed.path}/award-room")
    question = park.page.form(PUBLISH).values[ASK]
    park.send_fields(PUBLISH, {"reason": "Proven\nand cheapest.", ASK: question})
    return park


def test_the_question_stands_on_a_page_of_its_own_and_nothing_is_done(asked, weighed):
    assert "Publish this award? Everybody concerned is told at once." in asked.page.text
    assert "Nothing has been done yet." in asked.page.text
    assert weighed.park.get("/awards").json == []


def test_after_a_yes_the_same_form_is_sent_with_all_that_was_typed(asked):
    notice = asked.send(PUBLISH)

    assert notice.path.startswith("/notices/") and "and cheapest." in notice.text


def test_after_a_no_the_form_is_shown_as_it_was_typed(asked, weighed):
    page = asked.send_fields(PUBLISH, {BACK: "1"})

    assert page.form(PUBLISH).values["reason"].split() == ["Proven", "and", "cheapest."]
    assert weighed.park.get("/awards").json == []


def test_what_a_script_has_asked_is_done_at_once(weighed):
    park = Visitor(weighed.park, "en")
    park.get(f"{weighed.path}/award-room")

    assert park.send_fields(PUBLISH, {ASK: ""}).path.startswith("/notices/")
