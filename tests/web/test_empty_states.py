"""An empty list says what would stand there and leads on; a filter that hides all says so."""

from __future__ import annotations

import re

import pytest

from marketplace.web.extract import WEB
from tests.factories.visitors import Visitor

TEMPLATES = WEB / "templates"
EMPTY = re.compile(r"\{\{ empty\((.*?)\) \}\}", re.S)
ADDRESS = re.compile(r'url_for\("([\w.]+)"')
BESIDE_ITS_FORM = {"price_books", "mails", "corridors", "invitations"}
"The way on is the form below, or there is none"


def listings():
    return sorted(path for path in TEMPLATES.rglob("listing.html"))


@pytest.mark.parametrize("path", listings(), ids=lambda path: path.parent.name)
def test_an_empty_list_leads_on_or_can_be_asked_otherwise(path):
    found = EMPTY.findall(path.read_text(encoding="utf-8"))

    assert (
        path.parent.name in BESIDE_ITS_FORM
        or not found
        or "way=" in str(found)
        or ("filterable" in str(found))
    )


def test_every_address_that_a_template_names_is_there(app):
    named = {
        endpoint
        for path in TEMPLATES.rglob("*.html")
        for endpoint in ADDRESS.findall(path.read_text(encoding="utf-8"))
    }

    assert named - set(app.view_functions) == set()


def test_a_filter_that_hides_everything_offers_to_be_cleared(people):
    page = Visitor(people.reviewer(), "en").get("/organisations?q=there-is-no-such-name")

    assert "Nothing matches the filter" in page.text
    assert '<a class="button" href="/organisations">' in page.text.replace('button "', 'button"')


def test_without_a_filter_the_list_says_what_would_stand_there(people):
    page = Visitor(people.enterprise(people.park()), "en").get("/contracts")

    assert "one contract per company and carrier is drawn" in page.text
    assert 'href="/group-buys"' in page.text
