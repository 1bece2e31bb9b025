"""The API's description in OpenAPI: errors as they are, and the headers that a change asks for."""

from __future__ import annotations

import inspect
import re
from functools import cached_property
from http import HTTPStatus
from threading import RLock
from typing import Any

from flask import Flask, Response, json
from flask_smorest import Api, Blueprint
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
    """flask-smorest describes errors of its own shape as plain JSON; ours are problems.

    It describes every operation as it starts, which is half of the start of a process. Here they
    wait until somebody asks for the description.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._describing = RLock()
        self._undescribed: list[Blueprint] = []
        super().__init__(app)

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._undescribed.append(blp)

    @property
    def spec(self) -> Any:
        """The description; whoever asks first waits until it is written."""
        with self._describing:
            waiting, self._undescribed = self._undescribed, []
            for blp in waiting:
                blp.register_views_in_doc(
                    self, self._app, self._spec, name=blp.name, parameters=None
                )
                self._spec.tag({"name": blp.name, "description": blp.description})
            if waiting:
                describe_headers(self._app, self._spec._paths)
            return self._spec

    @spec.setter
    def spec(self, spec: Any) -> None:
        self._spec = spec

    @cached_property
    def _written(self) -> str:
        """The description as it is sent: nothing of it changes while the process runs."""
        return json.dumps(self.spec.to_dict(), indent=2, sort_keys=False)

    def _openapi_json(self) -> Response:
        return Response(self._written, mimetype="application/json")

    def _register_responses(self) -> None:
        named = {status.name: status.phrase for status in HTTPStatus}
        for name, phrase in (named | {"DEFAULT_ERROR": "Refused"}).items():
            response = {"description": phrase, "schema": self.ERROR_SCHEMA}
            prepare_response(response, self.spec, "application/problem+json")
            self.spec.components.response(name, response, lazy=True)


def describe_headers(app: Flask, paths: dict[str, Any]) -> None:
    """Name Idempotency-Key and If-Match where the view asks for them, told by its own code."""
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
