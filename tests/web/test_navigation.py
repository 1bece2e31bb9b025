"""The top of every page: what the reader's roles open, in sections, and where it is."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from marketplace.app import create_app
from marketplace.web import navigation
from marketplace.web.navigation import sections


@pytest.fixture
def at(app):
    """The sections for these roles on that path, by title."""

    def found(path, *roles):
        with app.test_request_context(path):
            user = SimpleNamespace(is_authenticated=True, roles=roles)
            return sections(user, path)

    return found


def texts(section):
    return [entry.text for entry in section.entries]


def test_a_stranger_has_none(app):
    with app.test_request_context("/"):
        assert sections(SimpleNamespace(is_authenticated=False), "/") == []


@pytest.mark.parametrize(
    "role", ["member", "carrier", "park_manager", "reviewer", "observer", "operator"]
)
def test_every_place_of_a_role_stands_once(at, role):
    wanted = [
        str(text) for _, places in navigation.SECTIONS for _, text, roles in places if role in roles
    ]

    shown = [text for section in at("/home", role) for text in texts(section)]

    assert len(shown) == len(wanted) == len(set(shown))


def test_one_page_alone_needs_no_title(at):
    assert all(len(section.entries) > 1 or not section.title for section in at("/", "operator"))


def test_a_section_knows_that_the_reader_is_in_it(at):
    path = "/contracts/0f0e0d0c-0000-4000-8000-000000000000"

    here = [section for section in at(path, "member") if section.here]

    assert len(here) == 1
    assert [entry.href for entry in here[0].entries if entry.here] == ["/contracts"]


@pytest.mark.parametrize(("tour", "shown"), [(True, True), (False, False)])
def test_mails_are_there_and_led_to_only_where_everything_is_made_up(config, tour, shown):
    made = create_app(replace(config, demo_clock=False, demo_tour=tour))
    user = SimpleNamespace(is_authenticated=True, roles=["operator"])

    with made.test_request_context("/home"):
        found = {entry.href for section in sections(user, "/home") for entry in section.entries}
    assert ("/mails" in found) == shown
    assert (made.test_client().get("/mails").status_code == 404) != shown
