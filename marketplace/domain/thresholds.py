"""What the demand must at least reach at the lock, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("members", "lines", "mbps", "spend")


@dataclass(frozen=True)
class Threshold:
    """One threshold; `have` and `reached` are None while telling them would reveal demand."""

    kind: str
    at_least: int
    "companies, lines, Mbps, or fen of list price"
    have: int | None

    @property
    def reached(self) -> bool | None:
        return None if self.have is None else self.have >= self.at_least


def thresholds(
    wanted: Mapping[str, int | None], have: Mapping[str, int | None]
) -> tuple[Threshold, ...]:
    """The thresholds that are set, in the order of KINDS."""
    return tuple(
        Threshold(kind, least, have[kind]) for kind in KINDS if (least := wanted[kind]) is not None
    )


def missed(wanted: Mapping[str, int | None], have: Mapping[str, int | None]) -> list[str]:
    """The kinds that are missed; without any line, always `lines`."""
    least = dict(wanted) | {"lines": wanted["lines"] or 1}
    return [one.kind for one in thresholds(least, have) if not one.reached]
