"""Every page and form x role x foreign tenant: one without a row in the page table fails."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from werkzeug.test import Client, TestResponse

from tests.api.access_table import ROLES, Row, World, prepared
from tests.factories.visitors import Visitor
from tests.web.page_table import all_rows, pages

REFUSALS = {400, 401, 403, 404, 405}
ENDS_THE_SESSION = {"POST /logout"}
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Browsers:
    """One signed-in browser per role, and a stranger's, kept over all rows."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.open: dict[str, tuple[Client, str]] = {}

    def of(self, role: str) -> tuple[Client, str]:
        """The role's browser and the token that its forms carry."""
        if role not in self.open:
            actor = self.world.actors.get(role)
            client = Visitor(actor).client if actor else self.world.app.test_client()
            page = client.get("/account" if actor else "/login").get_data(as_text=True)
            self.open[role] = (client, TOKEN.search(page)[1])
        return self.open[role]

    def send(self, row: Row, role: str, *, forged: bool = False) -> TestResponse:
        path = row.path(self.world, pages(self.world.app)[str(row)])
        client, token = self.of(role)
        if row.method == "GET":
            return client.get(path)
        form = dict(row.body(self.world) if callable(row.body) else row.body or {})
        if str(row) in ENDS_THE_SESSION and not forged:
            self.open.pop(role)
        return client.post(path, data=form if forged else form | {"csrf_token": token})


@pytest.fixture(scope="module")
def browsers(app, database) -> Iterator[Browsers]:
    yield Browsers(prepared(app, database))
    with database.unit_of_work() as session:
        session.execute(sa.text("UPDATE clock SET frozen_at = NULL, shift = '0'"))


def test_the_table_has_every_page_once(app):
    rows = [str(row) for row in all_rows()]

    assert sorted(rows) == sorted(pages(app))


def fault_of(browsers: Browsers, row: Row, role: str) -> str:
    """What is wrong with the answer to the role; nothing, when it is as the row says."""
    answer = browsers.send(row, role)
    expected = row.expected(role)
    asked_to_sign_in = answer.headers.get("Location", "").startswith("/login?next=")
    if expected is None:
        if row.method != "GET":
            browsers.world.touched()
        refused = asked_to_sign_in or answer.status_code in REFUSALS
        right = not refused and answer.status_code < 500
    elif expected == 401:
        right = answer.status_code == 302 and asked_to_sign_in
    else:
        right = answer.status_code == expected
    return "" if right else f"{role}: {answer.status_code} for {expected}: {answer.text}"


@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_only_those_who_may_see_the_page(browsers, row):
    faults = [fault for role in ROLES if (fault := fault_of(browsers, row, role))]

    assert faults == []


@pytest.mark.parametrize("row", [row for row in all_rows() if row.method == "POST"], ids=str)
def test_a_form_that_comes_from_elsewhere_is_refused(browsers, row):
    role = min(row.may - {"anonymous"})

    answer = browsers.send(row, role, forged=True)

    assert answer.status_code == 400
