"""Wrong input on every operation that takes a body: a clear answer in both languages, no crash.

Operations come from the OpenAPI document, so that new ones are tested without being named here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import uuid4

import pytest

from tests.api.test_access import operations
from tests.factories.people import Actor, People

METHODS = ("post", "put", "patch")
UNREADABLE = 422
FORMLESS: dict[str, bytes] = {"nothing": b"", "an empty object": b"{}"}
"where nothing is asked for, these are right, and the rights of the caller decide"
BROKEN: dict[str, bytes] = {
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "broken JSON": b'{"a": ',
    "NaN": b'{"a": NaN}',
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "nested a thousand deep": b"[" * 1000 + b"]" * 1000,
    "nested deeper than Python can": b"[" * 200_000,
    "more digits than Python reads": b'{"a": ' + b"9" * 5000 + b"}",
}
VALUES: dict[str, Any] = {
    "a control character": "a\x00b\x1b",
    "half a character": "\ud800",
    "a huge text": "长" * 100_000,
    "a huge number": 10**30,
    "a negative number": -1,
    "a decimal": 1.5,
    "an empty text": "",
    "a flag": True,
    "a list": [[]],
    "an object": {"\x00": None},
    "null": None,
}


@cache
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").json


def bodied(app) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path with made-up arguments, and the body's schema, of each operation."""
    for path, described in document(app)["paths"].items():
        for method in METHODS:
            if method in described:
                yield method, made_up(path), schema_of(described[method])


def made_up(path: str) -> str:
    for piece in path.split("{")[1:]:
        path = path.replace("{" + piece.split("}")[0] + "}", str(uuid4()), 1)
    return path


def schema_of(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def properties(app, schema: dict[str, Any]) -> dict[str, Any]:
    """The properties of an object's schema, wherever it is written down."""
    if "$ref" in schema:
        schema = document(app)["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema.get("properties", {})


@pytest.fixture(scope="module")
def callers(app, database) -> list[Actor]:
    """One actor of each kind: whoever may get past the door brings the body in."""
    people = People(app, database)
    park = people.park()
    return [park, people.enterprise(park), people.carrier(), people.reviewer(), people.operator()]


def is_clear(answer) -> bool:
    """A problem with a code and a sentence in each language, for itself and each of its faults."""
    problem = json.loads(answer.data)
    parts = [problem, *problem.get("errors", [])]
    return answer.mimetype == "application/problem+json" and all(
        part["code"] != part["messages"]["zh"] != part["messages"]["en"] != part["code"]
        for part in parts
    )


def check(app, actor: Actor, method: str, path: str, body: bytes, mimetype: str) -> int:
    """The status, once the answer is known to be a clear one."""
    answer = app.test_client().open(
        path,
        method=method.upper(),
        data=body,
        content_type=mimetype,
        headers={
            "Authorization": f"Bearer {actor.token}",
            "Idempotency-Key": uuid4().hex,
            "If-Match": '"1"',
        },
    )
    told = f"{method} {path} {body[:60]!r} as {actor.name}: {answer.status_code} {answer.data!r}"
    assert 200 <= answer.status_code < 500, told
    assert answer.status_code < 300 or is_clear(answer), told
    return answer.status_code


def check_all(app, actors: list[Actor], method: str, path: str, body: bytes) -> None:
    """Each of the actors in turn, until the form is refused: it is read before who asks is."""
    for actor in actors:
        if check(app, actor, method, path, body, "application/json") == UNREADABLE:
            return


@pytest.mark.parametrize("body", FORMLESS.values(), ids=FORMLESS)
def test_a_body_without_anything_in_it_is_told_so_where_something_is_asked(app, callers, body):
    for method, path, _ in bodied(app):
        check_all(app, callers, method, path, body)


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=BROKEN)
def test_a_body_that_is_no_good_is_told_so(app, callers, number):
    """Nobody gets further with it: each operation hears it from each caller in turn."""
    for at, (method, path, _) in enumerate(bodied(app)):
        actor, body = callers[(at + number) % len(callers)], list(BROKEN.values())[number]
        check(app, actor, method, path, body, "application/json")


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_wrong_value_in_any_field_is_told_so(app, callers, value):
    for method, path, schema in bodied(app):
        body = dict.fromkeys(properties(app, schema), value) | {"no such field": value}
        check_all(app, callers[::2], method, path, json.dumps(body).encode())


def test_an_unknown_field_is_pointed_at(app, callers):
    for method, path, schema in bodied(app):
        if not properties(app, schema):
            continue
        answer = app.test_client().open(
            path,
            method=method.upper(),
            json={"no such field": 1},
            headers={
                "Authorization": f"Bearer {callers[0].token}",
                "Idempotency-Key": "k",
                "If-Match": '"1"',
            },
        )
        assert answer.status_code in (403, 404, 422), path
        if answer.status_code == 422:
            pointers = {error["pointer"] for error in answer.json["errors"]}
            assert "/no such field" in pointers, path


@pytest.mark.parametrize("mimetype", ["text/plain", "application/xml", "multipart/form-data"])
def test_another_content_type_is_told_so(app, callers, mimetype):
    for method, path, _ in bodied(app):
        check(app, callers[0], method, path, b"a=1", mimetype)


def test_an_idempotency_key_is_asked_for_wherever_something_is_made(app, callers):
    for method, path, _ in bodied(app):
        # Joining asks for the form before the key; checks, previews and sheets make nothing.
        nothing = ("/price-check", "/line-sheet", "/rate-card", "/rows/preview")
        made = not path.endswith(("/participation", *nothing))
        if method == "post" and made:
            answer = app.test_client().post(
                path, json={}, headers={"Authorization": f"Bearer {callers[0].token}"}
            )
            codes = {answer.json["code"], *(e["code"] for e in answer.json.get("errors", []))}
            assert "idempotency_key_required" in codes or answer.status_code in (200, 415), path


STRANGE = (
    "limit=0",
    "limit=x",
    "offset=-1",
    "limit=1e3",
    "offset=99999999999999999999",
    "lang=%00",
    "nothing=1",
    "state=%FF",
    "q=%00",
    "subject_id=1",
    "kind=none",
)


def strange_queries(operation: dict[str, Any]) -> Iterator[str]:
    """Each that the operation reads by itself; all others, which it is not to read, at once."""
    read = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    yield from (query for query in STRANGE if query.partition("=")[0] in read)
    yield "&".join(query for query in STRANGE if query.partition("=")[0] not in read)


def test_strange_queries_are_told_so(app, callers):
    asked = set()
    for path, methods in document(app)["paths"].items():
        for query in strange_queries(methods["get"]) if "get" in methods else ():
            answer = app.test_client().get(
                f"{made_up(path)}?{query}", headers={"Authorization": f"Bearer {callers[3].token}"}
            )
            assert answer.status_code < 500, (path, query)
            assert answer.status_code < 300 or is_clear(answer), (path, query, answer.data)
            asked.add(query)

    assert asked > {query for query in STRANGE if not query.startswith(("lang", "nothing"))}


def test_the_document_has_every_operation(app):
    known = {
        f"{method.upper()} {path}"
        for path, methods in document(app)["paths"].items()
        for method in methods
        if method != "parameters"
    }

    for operation in operations(app):
        method, rule = operation.split(" ", 1)
        pieces = [piece.split(">") for piece in rule.split("<")]
        path = pieces[0][0] + "".join(
            "{" + name.split(":")[-1] + "}" + rest for name, rest in pieces[1:]
        )
        assert f"{method} /api/v1{path}" in known, operation
