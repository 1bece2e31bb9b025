"""What an operator states of the platform itself, by the API."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.factories.people import Actor
from tests.factories.uploads import upload

PATH = "/platform-statement"
WHOLE: dict[str, Any] = {
    "icp_number": "沪ICP备2026000001号-1",
    "edi_basis": "answer",
    "edi_reference": "答复（2026）1号",
    "edi_on": "2026-01-05",
    "grading_level": 3,
    "grading_filing": "310115-00001",
    "grading_tested_on": "2026-01-06",
    "crypto_level": 3,
    "crypto_assessed_on": "2026-01-07",
    "servers_in_mainland": True,
    "servers_where": "上海示例机房",
}


def whole(operator: Actor, **changes: Any) -> dict[str, Any]:
    """Everything stated, with both files uploaded."""
    return (
        WHOLE
        | {"business_licence_id": upload(operator), "service_agreement_id": upload(operator)}
        | changes
    )


def state(operator: Actor, body: dict[str, Any]) -> TestResponse:
    """State it in place of what stands."""
    return operator.put(PATH, body, etag=operator.get(PATH).headers["ETag"])
