"""The page of the platform itself, and what the home page shows of it."""

from __future__ import annotations

import pytest

from tests.factories.platform import WHOLE, state, whole
from tests.factories.uploads import PDF
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages

PAGE = "/platform"


@pytest.fixture
def operator(people):
    return people.operator()


def front(app, path="/"):
    return app.test_client().get(path)


def test_the_page_is_tidy_for_who_states_and_who_reads(operator, people):
    state(operator, whole(operator))

    for actor in (operator, people.reviewer(), people.observer()):
        assert_tidy_in_both_languages(actor, PAGE)


def test_what_is_typed_is_on_record_and_files_that_are_not_chosen_stay(operator):
    state(operator, whole(operator, servers_where="苏州"))
    visitor = Visitor(operator)
    visitor.get(PAGE)

    kept = visitor.send(PAGE, servers_where="上海")

    assert kept.status == 200 and "上海" in kept.text
    stands = operator.get("/platform-statement").json
    assert stands["servers_where"] == "上海" and stands["business_licence_id"]


def test_what_is_wrong_is_told_at_its_field_and_typed_text_stays(operator):
    state(operator, WHOLE)
    visitor = Visitor(operator)
    visitor.get(PAGE)

    again = visitor.send(PAGE, icp_number="12345", grading_filing="")

    assert again.status == 422 and 'value="12345"' in again.text
    assert 'href="#f-icp_number"' in again.text and 'href="#f-grading_filing"' in again.text


def test_what_warns_stands_on_the_page_with_its_field(operator):
    state(operator, whole(operator, icp_number=""))

    page = Visitor(operator).get(PAGE).text

    assert "#f-icp_number" in page


def test_the_home_page_shows_number_licence_and_rules_once_stated(operator, app):
    state(operator, whole(operator))

    page = front(app).get_data(as_text=True)

    assert WHOLE["icp_number"] in page and "https://beian.miit.gov.cn/" in page
    for which in ("business_licence", "service_agreement"):
        assert f"/platform/files/{which}" in page
        answer = front(app, f"/platform/files/{which}")
        assert (answer.status_code, answer.data) == (200, PDF)


def test_the_home_page_shows_nothing_that_is_not_stated(operator, app):
    state(operator, WHOLE | {"icp_number": ""})

    page = front(app).get_data(as_text=True)

    assert "beian.miit.gov.cn" not in page and "/platform/files/" not in page
    assert front(app, "/platform/files/business_licence").status_code == 404
