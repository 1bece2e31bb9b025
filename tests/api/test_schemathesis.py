"""Made-up calls of every operation, after its own description, as people of every role.

What comes back is never a crash, a refusal is a problem as described, and a success has the shape
that the description promises. The same calls are made on every run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.api.access_table import ROLES, ROOT, Row, World, all_rows, prepared

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
MOVES_EVERYBODYS_CLOCK = {f"POST {ROOT}/clock/advance"}
ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
HEADERS = {"Idempotency-Key": "", "If-Match": '"1"'}
"every call has them, with a key of its own: none is made up"
EXAMPLES = 2
"of each operation, of calls that keep to the description and again of such that do not"
REPEATABLE = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def world(app, database) -> Iterator[World]:
    """The access table's things; the user and the organisation are nobody's that calls."""
    world = prepared(app, database)
    by_the_way = world.people.enterprise(world.actors["park_manager"])
    world["user_id"] = by_the_way.identity.user_id
    world["organisation_id"] = by_the_way.id
    yield world
    with database.unit_of_work() as session:
        session.execute(sa.text("UPDATE clock SET frozen_at = NULL, shift = '0'"))


@pytest.fixture(scope="module")
def operations(app) -> list[tuple[Any, Row]]:
    """Each operation of the description with its row of the access table."""
    described = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", app)
    rows = {f"{row.method} {ROOT}" + ARGUMENT.sub(r"{\1}", row.rule): row for row in all_rows()}
    found = [result.ok() for result in described.get_all_operations()]
    return [(o, rows[o.label]) for o in found if o.label not in MOVES_EVERYBODYS_CLOCK]


def things(world: World, operation: Any, row: Row) -> dict[str, str]:
    """What the operation's path may name, made for it where need be."""
    sources = {a.name: row.fill.get(a.name, a.name) for a in operation.path_parameters}
    return {name: str(s(world) if callable(s) else world[s]) for name, s in sources.items()}


def asks_for_nothing(operation: Any) -> bool:
    """Whether there is nothing in a call that could be wrong."""
    return not (operation.path_parameters or operation.query or operation.body)


def call(world: World, case: Any, role: str) -> None:
    """Send the case as the role."""
    headers = HEADERS | {"Idempotency-Key": uuid4().hex}
    if role in world.actors:
        headers["Authorization"] = f"Bearer {world.actors[role].token}"
    answer = case.call(headers=headers)
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"], answer.content
        assert json.loads(answer.content)["messages"].keys() == {"zh", "en"}


def faults_of(world: World, operation: Any, row: Row, mode: GenerationMode) -> list[str]:
    """What was wrong with the answers to made-up calls of the operation."""
    named = things(world, operation, row) if mode == GenerationMode.POSITIVE else {}
    roles = st.sampled_from(sorted(row.may) if named else ROLES)
    cases = operation.as_strategy(
        generation_mode=mode, path_parameters=named or None, headers=HEADERS
    )

    @seed(20261122)
    @REPEATABLE
    @given(case=cases, role=roles)
    def made_up(case: Any, role: str) -> None:
        call(world, case, role)

    try:
        made_up()
    except BaseExceptionGroup as failures:
        return [str(failure) for failure in failures.exceptions]
    except Exception as failure:
        return [str(failure)]
    return []


def all_faults(
    world: World, operations: list[tuple[Any, Row]], mode: GenerationMode
) -> dict[str, list[str]]:
    """The same of each operation that had any, by its name."""
    found = {one.label: faults_of(world, one, row, mode) for one, row in operations}
    return {label: faults for label, faults in found.items() if faults}


def test_a_call_as_described_is_answered_as_described(world, operations):
    assert all_faults(world, operations, GenerationMode.POSITIVE) == {}


def test_a_call_against_the_description_is_refused_as_described(world, operations):
    asking = [(one, row) for one, row in operations if not asks_for_nothing(one)]

    assert all_faults(world, asking, GenerationMode.NEGATIVE) == {}
