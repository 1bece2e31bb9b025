"""Geometry of the delivery: each line's steps on one scale of days, promised and reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.domain.lives import MilestoneKind
from marketplace.domain.working_days import local_day
from marketplace.models import Contract
from marketplace.services.find_installations import Installation, Step

WIDTH, EDGE = 640, 12
ROW, TEXT, TRACK = 62, 18, 38
FOOT = 24
MOST_TICKS = 4
Place = Callable[[date], float]
"Where a day stands on the scale"


@dataclass(frozen=True)
class Mark:
    """One step at the day it was done, else at the day it is expected.

    `state` names it in the drawing: done or ahead; late past the promised day; moved to another.
    """

    kind: MilestoneKind
    state: str
    day: date
    promised: date
    x: float


@dataclass(frozen=True)
class Row:
    """One line: its track from the signature to the promised day, its marks."""

    found: Installation
    text_y: int
    y: int
    begins: float
    ends: float
    "the day it is promised for"
    reached: float
    "the last step that is done"
    marks: list[Mark]

    @property
    def done(self) -> int:
        return sum(step.milestone.done_on is not None for step in self.found.steps)


@dataclass(frozen=True)
class DeliveryChart:
    """All lines on one scale; `today_x` is None when today lies outside it."""

    rows: list[Row]
    ticks: list[tuple[date, float]]
    today_x: float | None
    foot: int
    height: int
    kinds: list[MilestoneKind]


def delivery_chart(found: Sequence[Installation], today: date) -> DeliveryChart | None:
    """The picture; None before any line has a plan."""
    planned = [one for one in found if one.steps]
    if not planned:
        return None
    days = [day for one in planned for day in _days(one)]
    if max(days) + timedelta(days=30) >= today:
        days.append(today)
    first, last = min(days), max(days)
    length = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(EDGE + (day - first).days / length * (WIDTH - 2 * EDGE), 1)

    rows = [_row(one, at, x) for at, one in enumerate(planned)]
    foot = len(rows) * ROW
    step = -(-length // (MOST_TICKS - 1))
    ticks = [first + timedelta(days=step * at) for at in range(MOST_TICKS)]
    return DeliveryChart(
        rows,
        [(day, x(day)) for day in ticks if day <= last],
        x(today) if first <= today <= last else None,
        foot,
        foot + FOOT,
        [step.milestone.kind for step in planned[0].steps],
    )


def in_force_on(contract: Contract) -> date | None:
    """The day of the later signature: delivery days count from it."""
    signed = (contract.member_signed_at, contract.carrier_signed_at)
    last = max((one for one in signed if one), default=None)
    return None if last is None or None in signed else local_day(last)


def _days(found: Installation) -> list[date]:
    steps = [step.milestone for step in found.steps]
    days = [day for one in steps for day in (one.due_on, one.expected_on, one.done_on) if day]
    return [day for day in (in_force_on(found.line.contract), found.line.due_on) if day] + days


def _row(found: Installation, at: int, x: Place) -> Row:
    marks = [_mark(step, x) for step in found.steps]
    begins = x(in_force_on(found.line.contract) or min(_days(found)))
    done = [mark.x for mark, step in zip(marks, found.steps, strict=True) if step.milestone.done_on]
    return Row(
        found,
        at * ROW + TEXT,
        at * ROW + TRACK,
        begins,
        max([begins, *(mark.x for mark in marks)]),
        max([begins, *done]),
        marks,
    )


def _mark(step: Step, x: Place) -> Mark:
    one = step.milestone
    day = one.done_on or one.expected_on
    state = "done" if one.done_on else "moved" if step.delayed else "ahead"
    if step.days_late:
        state += " late"
    return Mark(one.kind, state, day, one.due_on, x(day))
