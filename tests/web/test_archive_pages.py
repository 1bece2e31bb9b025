"""User archives, refusals and stamped scans on pages."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.factories.contracting import drawn, printed
from tests.factories.people import People
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def several(app, database):
    """Contracts of two lines each; every test takes its own."""
    return drawn(People(app, database), 6, lines=2)


@pytest.fixture
def one(several):
    return next(several)


def denying(one, number=0):
    return f"{one.path}/lines/{one.lines()[number]['id']}/deny-archive"


def test_the_pages_of_archives_are_tidy(one):
    assert_tidy_in_both_languages(one.carrier, "/contract-archives", one.path, denying(one))
    assert_tidy_in_both_languages(one.member, f"{one.path}/refuse")


def test_the_carrier_approves_from_its_list(one):
    visitor = Visitor(one.carrier)
    visitor.get("/contract-archives")

    visitor.send(f"/lines/{one.lines()[0]['id']}/approve-archive")

    assert [line["archive_state"] for line in one.lines()] == ["approved", "pending"]


def test_a_short_reason_is_refused_and_kept_as_typed(one):
    visitor = Visitor(one.carrier)
    visitor.get(denying(one))

    page = visitor.send("/deny-archive", reason="too short")

    assert page.status == 422 and "too short" in page.text
    assert one.lines()[0]["archive_state"] == "pending"


def test_the_member_reads_why_and_where_its_line_went(one):
    visitor = Visitor(one.carrier)
    visitor.get(denying(one))
    visitor.send("/deny-archive", reason="The far end is not known to us.")

    page = Visitor(one.member, "en").get(one.path)

    assert "The far end is not known to us." in page.text
    assert f"It went on to {one.rival.name}:" in page.text
    assert "It went on to" not in Visitor(one.carrier, "en").get(one.path).text


def test_the_member_refuses_with_a_reason(one):
    visitor = Visitor(one.member, "en")
    visitor.get(f"{one.path}/refuse")

    page = visitor.send("/refuse", reason="The branch closes.")

    assert "This contract is cancelled." in page.text and "The branch closes." in page.text
    assert one.now()["state"] == "cancelled"


def test_documents_and_a_scan_by_the_page(one):
    printed(one.carrier, one.id)
    visitor = Visitor(one.member, "en")
    visitor.get(one.path)

    page = visitor.send("/scan", file=(BytesIO(b"%PDF-1.7 stamped %%EOF"), "stamped.pdf"))

    download = visitor.client.get(f"{one.path}/scans/member")
    assert page.status == 200 and one.now()["member_scan"]
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.client.get(f"{one.path}/documents/zh").mimetype == "application/pdf"
