"""Discount ladders with half-open tiers; a broken ladder cannot be built."""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, get_args

from pricing.money import WHOLE_BPS

Measure = Literal["lines", "mbps", "spend"]
Style = Literal["whole", "graduated"]
Fault = tuple[str, str]


class BrokenLadder(ValueError):
    """The tiers break a rule; `faults` names each by JSON path within the ladder."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{path}: {rule}" for path, rule in faults))
        self.faults = faults


@dataclass(frozen=True)
class Tier:
    """Holds from `from_` up to, not including, the next tier's."""

    from_: int
    discount_bps: int


@dataclass(frozen=True)
class Ladder:
    """What volume, in `measure`, earns which discount."""

    measure: Measure
    style: Style
    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        faults = [*_kind_faults(self.measure, self.style), *tier_faults(self.tiers)]
        if faults:
            raise BrokenLadder(faults)

    def tier_at(self, volume: int) -> Tier:
        return self.tiers[self._position(volume)]

    def next_tier(self, volume: int) -> Tier | None:
        """The first tier not yet reached, None at the top."""
        following = self.tiers[self._position(volume) + 1 :]
        return following[0] if following else None

    def rate(self, volume: int) -> Fraction:
        """Every line's discount in bps: of the tier reached, or the mean of the bands filled."""
        if self.style == "whole" or volume == 0:
            return Fraction(self.tier_at(volume).discount_bps)
        self._position(volume)
        return Fraction(sum(self._band_earnings(volume)), volume)

    def _band_earnings(self, volume: int) -> list[int]:
        bounds = [tier.from_ for tier in self.tiers[1:]] + [volume]
        return [
            tier.discount_bps * max(0, min(volume, upper) - tier.from_)
            for tier, upper in zip(self.tiers, bounds, strict=True)
        ]

    def _position(self, volume: int) -> int:
        if volume < 0:
            raise ValueError("volume must not be negative")
        return bisect_right(self.tiers, volume, key=lambda tier: tier.from_) - 1


def _kind_faults(measure: str, style: str) -> list[Fault]:
    faults = []
    if measure not in get_args(Measure):
        faults.append(("/measure", "must be one of lines, mbps, spend"))
    if style not in get_args(Style):
        faults.append(("/style", "must be one of whole, graduated"))
    return faults


def tier_faults(tiers: tuple[Tier, ...]) -> list[Fault]:
    """Every rule that the tiers break, by path below the ladder."""
    if not tiers:
        return [("/tiers", "must not be empty")]
    faults = _integer_faults(tiers)
    if faults:
        return faults
    if tiers[0].from_ != 0:
        faults.append(("/tiers/0/from", "must be 0"))
    for at, (lower, upper) in enumerate(pairwise(tiers), start=1):
        if upper.from_ <= lower.from_:
            faults.append((f"/tiers/{at}/from", f"must be greater than {lower.from_}"))
        if upper.discount_bps < lower.discount_bps:
            faults.append((f"/tiers/{at}/discount_bps", f"must be at least {lower.discount_bps}"))
    return faults + _range_faults(tiers)


def _range_faults(tiers: tuple[Tier, ...]) -> list[Fault]:
    faults = []
    for at, tier in enumerate(tiers):
        if tier.discount_bps < 0:
            faults.append((f"/tiers/{at}/discount_bps", "must be at least 0"))
        if tier.discount_bps >= WHOLE_BPS:
            faults.append((f"/tiers/{at}/discount_bps", f"must be below {WHOLE_BPS}"))
    return faults


def _integer_faults(tiers: tuple[Tier, ...]) -> list[Fault]:
    return [
        (f"/tiers/{at}/{key}", "must be an integer")
        for at, tier in enumerate(tiers)
        for key, value in (("from", tier.from_), ("discount_bps", tier.discount_bps))
        if type(value) is not int
    ]
