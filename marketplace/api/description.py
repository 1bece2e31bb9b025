"""The API's description in OpenAPI: its errors as they are, problems of their own media type."""

from __future__ import annotations

from http import HTTPStatus

from flask_smorest import Api
from flask_smorest.utils import prepare_response

from marketplace.schemas.problems import ProblemSchema


class DescribedApi(Api):  # type: ignore[misc]
    """flask-smorest describes errors of its own shape as plain JSON; ours are problems."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        named = {status.name: status.phrase for status in HTTPStatus}
        for name, phrase in (named | {"DEFAULT_ERROR": "Refused"}).items():
            response = {"description": phrase, "schema": self.ERROR_SCHEMA}
            prepare_response(response, self.spec, "application/problem+json")
            self.spec.components.response(name, response, lazy=True)
