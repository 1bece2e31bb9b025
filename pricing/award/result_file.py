"""The format award-result/1, as read."""

from dataclasses import dataclass
from typing import Any

from pricing.award.outcome import STOPS
from pricing.files import NotAnInteger
from pricing.reader import ABSENT, Reader

KEYS = "format currency status objective_minor lower_bound_minor gap_bps seconds"
LISTS = "assignments ladders bundles"
OPTIONAL = "conflicts conflicts_minimal ties stopped"
STATUSES = ("optimal", "feasible", "infeasible")
MAX_TOTAL = 10**24  # a sum of many amounts is above what one amount may be
Record = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """The document with every type checked; whether it is right is another matter."""

    status: str
    objective_minor: int | None
    lower_bound_minor: int | None
    gap_bps: float | None
    assignments: list[Record]
    ladders: list[Record]
    bundles: list[Record]
    conflicts: list[str] | None
    ties: str | None
    conflicts_minimal: bool = True


def parse_result(document: Any) -> Result:
    """The result; raises Refused with every fault of form."""
    reader = _ResultReader()
    record = reader.record(document, "", f"{KEYS} {LISTS}", OPTIONAL)
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, "award-result/1")
    result = Result(
        status=reader.choice(record["status"], "/status", STATUSES),
        objective_minor=reader.maybe(reader.total, record["objective_minor"], "/objective_minor"),
        lower_bound_minor=reader.maybe(
            reader.total, record["lower_bound_minor"], "/lower_bound_minor"
        ),
        gap_bps=reader.maybe(reader.number, record["gap_bps"], "/gap_bps"),
        assignments=reader.rows(
            record["assignments"],
            "/assignments",
            {"line": reader.text, "carrier": reader.maybe_text}
            | dict.fromkeys(("list_minor", "discount_bps", "price_minor"), reader.maybe_total),
        ),
        ladders=reader.rows(
            record["ladders"],
            "/ladders",
            {"carrier": reader.text, "id": reader.text}
            | dict.fromkeys(("volume", "tier_from", "discount_bps"), reader.total),
        ),
        bundles=reader.rows(
            record["bundles"],
            "/bundles",
            {"carrier": reader.text, "id": reader.text, "earned": reader.flag},
        ),
        conflicts=reader.maybe(reader.texts, record["conflicts"], "/conflicts"),
        ties=reader.maybe(reader.unbroken, record["ties"], "/ties"),
        conflicts_minimal=reader.maybe(
            reader.flag, record["conflicts_minimal"], "/conflicts_minimal"
        )
        is not False,
    )
    reader.number(record["seconds"], "/seconds")
    reader.maybe(reader.stop, record["stopped"], "/stopped")
    reader.finish()
    return result


class _ResultReader(Reader):
    def total(self, value: Any, path: str) -> int:
        return self.integer(value, path, most=MAX_TOTAL)

    def maybe_total(self, value: Any, path: str) -> int | None:
        return self.maybe(self.total, value, path)

    def maybe_text(self, value: Any, path: str) -> str | None:
        return self.maybe(self.text, value, path)

    def number(self, value: Any, path: str) -> float:
        """A number that need not be whole; not money."""
        known = float(value.text) if isinstance(value, NotAnInteger) else value
        if known is ABSENT:
            return 0
        if type(known) not in (int, float) or not 0 <= known < MAX_TOTAL:
            self.fault(path, "must be a number, 0 or more")
            return 0
        return float(known)

    def flag(self, value: Any, path: str) -> bool:
        if value is not ABSENT and not isinstance(value, bool):
            self.fault(path, "must be true or false")
        return value is True

    def texts(self, value: Any, path: str) -> list[str]:
        return [self.text(item, at) for item, at in self.items(value, path)]

    def stop(self, value: Any, path: str) -> str:
        return self.choice(value, path, STOPS)

    def unbroken(self, value: Any, path: str) -> str:
        return self.choice(value, path, ("unbroken",))

    def rows(self, value: Any, path: str, readers: dict[str, Any]) -> list[Record]:
        rows = []
        for item, at in self.items(value, path):
            record = self.record(item, at, " ".join(readers))
            if record is not None:
                rows.append(
                    {key: read(record[key], f"{at}/{key}") for key, read in readers.items()}
                )
        return rows
