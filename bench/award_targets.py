"""What the engine has to reach on each family."""

from __future__ import annotations

from dataclasses import dataclass

PEER_SECONDS = 60.0


@dataclass(frozen=True)
class Target:
    """Reach `gap_bps` (None: the proven optimum) in `seconds` of the processor.

    The median of the seeds counts, and `worst` binds each of them; `ratio` is HiGHS's seconds to
    the same mark, at most PEER_SECONDS, over the engine's.
    """

    family: str
    gap_bps: float | None
    seconds: float
    worst: float | None = None
    ratio: float | None = None
    megabytes: int | None = None

    @property
    def mark(self) -> str:
        """The gap in words."""
        return "optimal" if self.gap_bps is None else f"{self.gap_bps:g} bps"


TARGETS = (
    Target("3x60", None, 0.15, ratio=5),
    Target("3x500", None, 0.5, ratio=100),
    Target("3x2000", 10, 0.5),
    Target("3x2000", None, 4, ratio=15),
    Target("10x200", None, 5, worst=15, ratio=10),
    Target("6x2000", 0.1, 2),
    Target("6x2000", None, 5, ratio=12),
    Target("6x2000-cap", 5, 15),
    Target("national", 0.1, 45, megabytes=700),
    Target("national-cap", 5, 120, megabytes=700),
)

LIMITS = {"national": 90.0, "national-cap": 180.0}
WITHOUT_PEERS = frozenset(LIMITS)


def targets_of(name: str) -> list[Target]:
    """The targets of a family, the optimum last."""
    return [target for target in TARGETS if target.family == name]


def final_gap(name: str) -> float:
    """The gap at which a run may stop: that of the family's last target, 0 for the optimum."""
    return targets_of(name)[-1].gap_bps or 0.0
