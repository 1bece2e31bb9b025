"""The description names the headers that a change asks for, wherever it asks for them."""

from __future__ import annotations

import pytest

from tests.api.access_table import ROOT

CREATES_NOTHING = (
    "/group-buys/{group_buy_id}/line-sheet",
    "/group-buys/{group_buy_id}/price-check",
    "/price-books/{book_id}/rows/preview",
    "/rfqs/{rfq_id}/rate-card",
)


@pytest.fixture(scope="module")
def described(app):
    return app.test_client().get(f"{ROOT}/openapi.json").json["paths"]


def headers_of(operation):
    return {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}


def test_every_post_names_its_idempotency_key_but_those_that_create_nothing(described):
    without = {
        path
        for path, operations in described.items()
        if "post" in operations and "Idempotency-Key" not in headers_of(operations["post"])
    }

    assert without == {f"{ROOT}{path}" for path in CREATES_NOTHING}


def test_a_change_of_a_version_names_if_match(described):
    assert "If-Match" in headers_of(described[f"{ROOT}/price-books/{{book_id}}"]["patch"])
    assert "If-Match" in headers_of(described[f"{ROOT}/group-buys/{{group_buy_id}}"]["put"])


def test_what_is_read_names_neither(described):
    reads = [path["get"] for path in described.values() if "get" in path]

    assert {name for op in reads for name in headers_of(op)} == set()
