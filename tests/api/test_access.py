"""Every route x role x foreign tenant: a route without a row in the access table fails."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from uuid import uuid4

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests.api.access_table import ROLES, ROOT, Row, World, all_rows, prepared

UNCHECKED = {"static", "api-docs.openapi_json"}
REFUSALS = {401, 403, 404, 405}


@pytest.fixture(scope="module")
def world(app, database) -> Iterator[World]:
    yield prepared(app, database)
    with database.unit_of_work() as session:
        session.execute(sa.text("UPDATE clock SET frozen_at = NULL, shift = '0'"))


@cache
def operations(app) -> dict[str, list[str]]:
    """Every method and rule under the root, with the names of its arguments in order."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(ROOT + "/") and rule.endpoint not in UNCHECKED:
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                names = [piece.split(">")[0].split(":")[-1] for piece in rule.rule.split("<")[1:]]
                found[f"{method} {rule.rule.removeprefix(ROOT)}"] = names
    return found


def test_the_table_has_every_operation_once(app):
    rows = [str(row) for row in all_rows()]

    assert sorted(rows) == sorted(operations(app))


def send(world: World, row: Row, role: str) -> TestResponse:
    """The row's request as the role; a change is made from the version that the role sees."""
    path = ROOT + row.path(world, operations(world.app)[str(row)])
    body = row.body(world) if callable(row.body) else row.body
    headers = {"Idempotency-Key": uuid4().hex}
    if role in world.actors:
        headers["Authorization"] = f"Bearer {world.actors[role].token}"
    client = world.app.test_client()
    if row.method in ("PUT", "PATCH", "DELETE"):
        headers["If-Match"] = client.get(path, headers=headers).headers.get("ETag", '"none"')
    if row.method == "GET":
        return client.get(path, headers=headers)
    return client.open(path, method=row.method, json=body or {}, headers=headers)


def fault_of(world: World, row: Row, role: str) -> str:
    """What is wrong with the answer to the role; nothing, when it is as the row says."""
    answer = send(world, row, role)
    expected = row.expected(role)
    if expected is not None:
        right = answer.status_code == expected
    else:
        if row.method != "GET":
            world.touched()
        right = answer.status_code not in REFUSALS and answer.status_code < 500
    return "" if right else f"{role}: {answer.status_code} for {expected}: {answer.text}"


@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_only_those_who_may_get_past_the_door(world, row):
    faults = [fault for role in ROLES if (fault := fault_of(world, row, role))]

    assert faults == []
