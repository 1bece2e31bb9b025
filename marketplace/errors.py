"""One tree of errors raised on purpose; words are made at the border from code and parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field: where (JSON pointer), which rule, with which numbers."""

    pointer: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


class MarketplaceError(Exception):
    """Something the caller did or asked that cannot be; `code` has a sentence in both languages."""

    status = 400
    code = "bad_request"

    def __init__(self, code: str | None = None, **params: Any) -> None:
        self.code = code or type(self).code
        self.params = params
        self.details: dict[str, Any] = {}
        "facts that the caller can go on with, put into a problem answer as they are"
        super().__init__(self.code)


class Unauthenticated(MarketplaceError):
    status, code = 401, "unauthenticated"


class WrongCredentials(Unauthenticated):
    """No active user has this e-mail address and password; which of the two is not told."""

    code = "wrong_credentials"


class Forbidden(MarketplaceError):
    """The thing may be seen but this act on it is not the caller's."""

    status, code = 403, "forbidden"


class NotFound(MarketplaceError):
    """It does not exist, or the caller may not see it: the two look the same."""

    status, code = 404, "not_found"


class Conflict(MarketplaceError):
    """The act does not fit the state of the thing now."""

    status, code = 409, "conflict"


class IllegalMove(Conflict):
    code = "illegal_move"


class TooEarly(Conflict):
    """The act is allowed only once `opens_at` has come."""

    code = "too_early"


class TooLate(Conflict):
    """The deadline (`due_at`) has passed: an act counts only while now < due."""

    code = "too_late"


class Held(Conflict):
    """The act waits for a person's decision on findings, each with its own fault."""

    code = "award_held"

    def __init__(self, faults: Iterable[Fault], code: str | None = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.faults = list(faults)


class Stopped(Conflict):
    """Rules stop the step: a fault for each thing to mend or to wait for, all at once.

    `kept` are the findings as rows: they are written once the step's own work is undone, by whom
    and with which further facts for the audit log.
    """

    code = "stopped_by_rules"

    def __init__(
        self,
        faults: Iterable[Fault],
        kept: Iterable[dict[str, Any]] = (),
        by: Any = None,
        audited: dict[str, Any] | None = None,
    ) -> None:
        self.faults = list(faults)
        self.kept = list(kept)
        self.by = by
        self.audited = audited or {}
        super().__init__(count=len(self.faults))


class PreconditionFailed(MarketplaceError):
    status, code = 412, "precondition_failed"


class PreconditionRequired(MarketplaceError):
    status, code = 428, "precondition_required"


class IdempotencyMismatch(MarketplaceError):
    """The same Idempotency-Key came with another request body."""

    status, code = 422, "idempotency_mismatch"


class TooManyRequests(MarketplaceError):
    status, code = 429, "too_many_requests"


class Invalid(MarketplaceError):
    """The input breaks rules; every fault at once, each naming its field."""

    status, code = 422, "invalid"

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)


def invalid(pointer: str, code: str, **params: Any) -> Invalid:
    """An `Invalid` of a single fault."""
    return Invalid([Fault(pointer, code, params)])
