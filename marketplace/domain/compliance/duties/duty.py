"""A duty and its rhythm: pure functions from the day it was last done to the day it is due."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.rule import REVIEW_DUE, SUBJECTS, Subject
from marketplace.domain.compliance.source import Source
from marketplace.domain.compliance.words import Text


class Rhythm(ABC):
    """When a duty comes round."""

    @abstractmethod
    def next_due(self, last_done: date | None, since: date) -> date | None:
        """The last day to do it next; `since`: from when the platform owes it. None: not now."""

    @property
    @abstractmethod
    def words(self) -> Text:
        """The rhythm as people read it."""


@dataclass(frozen=True)
class Once(Rhythm):
    """Before the launch, and again whenever somebody takes the record of it away."""

    def next_due(self, last_done: date | None, since: date) -> date | None:
        return since if last_done is None else None

    @property
    def words(self) -> Text:
        return Text("上线前", "before the launch")


@dataclass(frozen=True)
class EveryMonths(Rhythm):
    """At once, then so many months after it was last done."""

    months: int

    def next_due(self, last_done: date | None, since: date) -> date | None:
        return since if last_done is None else months_after(last_done, self.months)

    @property
    def words(self) -> Text:
        return Text(f"每 {self.months} 个月", f"every {self.months} months")


@dataclass(frozen=True)
class EveryDays(Rhythm):
    """At once, then so many days after it was last done."""

    days: int

    def next_due(self, last_done: date | None, since: date) -> date | None:
        return since if last_done is None else last_done + timedelta(days=self.days)

    @property
    def words(self) -> Text:
        return Text(f"每 {self.days} 天", f"every {self.days} days")


@dataclass(frozen=True)
class InMonths(Rhythm):
    """Within each of these months of the year (1 to 12); done in one of them, the next is due."""

    months: tuple[int, ...]

    def next_due(self, last_done: date | None, since: date) -> date | None:
        month = date(since.year, since.month, 1)
        if last_done is not None:
            month = max(month, months_after(date(last_done.year, last_done.month, 1), 1))
        while month.month not in self.months:
            month = months_after(month, 1)
        return months_after(month, 1) - timedelta(days=1)

    @property
    def words(self) -> Text:
        listed = "、".join(map(str, self.months))
        return Text(
            f"每年 {listed} 月内", f"within months {listed.replace('、', ', ')} of each year"
        )


@dataclass(frozen=True)
class AfterEvent(Rhythm):
    """Within so many hours of an event; nothing is due as long as nothing happened."""

    hours: int
    event: Text

    def next_due(self, last_done: date | None, since: date) -> date | None:
        return None

    def due_at(self, happened_at: datetime) -> datetime:
        """The instant by which it must be done."""
        return happened_at + timedelta(hours=self.hours)

    @property
    def words(self) -> Text:
        return Text(
            f"{self.event.zh}后 {self.hours} 小时内",
            f"within {self.hours} hours of {self.event.en}",
        )


@dataclass(frozen=True)
class Duty:
    """`code` is the rule's in regulation.md; several duties of one rule add a letter."""

    code: str
    title: Text
    task: Text
    "what to do, in a sentence"
    sources: tuple[Source, ...]
    rhythm: Rhythm
    since: date | None = None
    before: date | None = None
    review_due: date = REVIEW_DUE

    @property
    def subject(self) -> Subject:
        return SUBJECTS[self.code.partition("-")[0]]

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (
            self.before is None or on < self.before
        )

    def next_due(self, last_done: date | None, launched_on: date) -> date | None:
        """The last day to do it next; None when it waits for an event or is done for good."""
        return self.rhythm.next_due(last_done, max(launched_on, self.since or launched_on))
