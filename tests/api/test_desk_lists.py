"""The API's lists take the filters and orders of the desks, and come as the same sheets."""

from __future__ import annotations

import csv
import io

import pytest

from tests.factories.demand import Market
from tests.factories.visitors import Visitor
from tests.web.test_desks import actors, operator, reviewer

__all__ = ["actors", "operator", "reviewer"]

LISTS = {
    "/organisations": ("/organisations/organisations", "sort=-name&state=confirmed"),
    "/licences": ("/licences/licences", "sort=carrier&state=verified"),
    "/findings": ("/findings/findings", "sort=-rule"),
    "/contracts": ("/contracts/contracts", "state=drawn&sort=-total"),
    "/service-complaints": ("/complaints/complaints", "state=filed&sort=due"),
    "/deposits": ("/deposits/deposits", "sort=-asked"),
    "/deposit-claims": ("/deposit-claims/deposit-claims", "sort=-claimed"),
    "/screen-hits": ("/screens/screens", "state=settled&sort=weight"),
    "/duties": ("/duties/duties", "state=overdue&sort=-due"),
}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_comes_as_the_sheet_of_its_desk(reviewer, path, language):
    desk, asked = LISTS[path]

    sent = reviewer.get(f"{path}.csv?{asked}&lang={language}")

    assert sent.status_code == 200
    assert sent.data == Visitor(reviewer, language).client.get(f"{desk}.csv?{asked}").data


@pytest.mark.parametrize("path", [*LISTS, "/audit-entries", "/fees"])
def test_a_list_refuses_an_order_that_it_does_not_have(reviewer, operator, path):
    who = operator if path == "/fees" else reviewer

    refused = who.get(f"{path}?sort=password")

    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_a_list_is_ordered_as_its_desk(reviewer):
    up = reviewer.get("/licences?sort=number").json
    down = reviewer.get("/licences?sort=-number").json

    assert [one["number"] for one in up] == sorted(one["number"] for one in up)
    assert [one["number"] for one in down] == [one["number"] for one in reversed(up)]


def test_duties_are_cut_by_their_state(reviewer):
    found = reviewer.get("/duties?state=later&sort=due").json

    assert {one["state"] for one in found} == {"later"}
    assert [one["due_on"] for one in found] == sorted(one["due_on"] for one in found)


def test_the_audit_log_is_cut_by_event_and_by_days(reviewer, people):
    Market(people).member()
    events = {one["event"] for one in reviewer.get("/audit-entries").json}
    assert len(events) > 1
    for event in events:
        cut = reviewer.get(f"/audit-entries?event={event}").json
        assert {one["event"] for one in cut} == {event}
    assert reviewer.get("/audit-entries?until=2001-01-01").json == []
    assert reviewer.get("/audit-entries?since=2100-01-01").json == []


def test_a_sheet_in_chinese_has_the_words_of_pages(reviewer):
    text = reviewer.get("/licences.csv?state=verified&lang=zh").get_data(as_text=True)

    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["状态"] for row in found} == {"已核验"}
