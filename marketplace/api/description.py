"""The API's description in OpenAPI: errors as they are, and the headers that a change asks for."""

from __future__ import annotations

import inspect
import re
from http import HTTPStatus
from typing import Any

from flask import Flask
from flask_smorest import Api
from flask_smorest.utils import prepare_response

from marketplace.api.versions import require_match
from marketplace.schemas.problems import ProblemSchema

KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Made by the caller, the same when the request is sent again: it is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}
MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that is changed: 428 without, 412 with another.",
    "schema": {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'},
}
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


class DescribedApi(Api):  # type: ignore[misc]
    """flask-smorest describes errors of its own shape as plain JSON; ours are problems."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        named = {status.name: status.phrase for status in HTTPStatus}
        for name, phrase in (named | {"DEFAULT_ERROR": "Refused"}).items():
            response = {"description": phrase, "schema": self.ERROR_SCHEMA}
            prepare_response(response, self.spec, "application/problem+json")
            self.spec.components.response(name, response, lazy=True)


def describe_headers(app: Flask, api: Api) -> None:
    """Name Idempotency-Key and If-Match where the view asks for them, told by its own code."""
    paths: dict[str, Any] = api.spec._paths
    for rule in app.url_map.iter_rules():
        operations = paths.get(_ARGUMENT.sub(r"{\1}", rule.rule), {})
        view = app.view_functions[rule.endpoint]
        for method in rule.methods or ():
            if (operation := operations.get(method.lower())) is not None:
                operation.setdefault("parameters", []).extend(_asked(view))


def _asked(view: Any) -> list[dict[str, Any]]:
    names = inspect.unwrap(view).__code__.co_names
    takes_key = getattr(view, "takes_key", False) or "idempotency_key" in names
    asked = [KEY] if takes_key else []
    return asked + ([MATCH] if require_match.__name__ in names else [])
