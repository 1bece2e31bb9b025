"""Errors in Stripe's shape."""

from __future__ import annotations

from typing import Any

UNEXPECTED_STATE = "payment_intent_unexpected_state"


class TwinFault(Exception):
    """An answer of Stripe that is no success.

    `kept`: asked again with the same idempotency key the same answer comes, as Stripe keeps the
    answers of whatever has begun to run; what never got so far is judged anew.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        type_: str = "invalid_request_error",
        kept: bool = True,
        **fields: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.kept = status, kept
        named = {name: value for name, value in fields.items() if value is not None}
        self.error = {"message": message, "type": type_, **named}


def missing_object(kind: str, id_: str) -> TwinFault:
    return TwinFault(
        f"No such {kind}: '{id_}'", status=404, code="resource_missing", param="id", kept=False
    )


def wrong_parameter(name: str, code: str, message: str) -> TwinFault:
    return TwinFault(message, code=code, param=name, kept=False)


def wrong_state(object_: dict[str, Any], act: str) -> TwinFault:
    """A PaymentIntent or SetupIntent does not take this step from where it stands."""
    kind, status = object_["object"], object_["status"]
    named: dict[str, Any] = {"code": f"{kind}_unexpected_state", kind: shown(object_)}
    return TwinFault(f"You cannot {act} this {kind} because it has a status of {status}.", **named)


def shown(object_: dict[str, Any]) -> dict[str, Any]:
    """Without what the twin keeps to itself (names that begin with an underscore)."""
    return {name: value for name, value in object_.items() if not name.startswith("_")}
