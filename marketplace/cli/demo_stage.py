"""What every part of the seeding works with: the session, the scenario, who acts, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.cli.demo_clock import Agenda, Calendar
from marketplace.cli.demo_files import Scenario
from marketplace.cli.demo_jobs import InlineJobs
from marketplace.config import Config
from marketplace.domain.working_days import Windows, award_windows, local_day
from marketplace.models import User
from marketplace.security.identity import Identity
from marketplace.services.read_notification import read_all_notifications
from marketplace.services.sign_up import identity_of


@dataclass
class Stage:
    """One seeding, in one transaction."""

    session: Session
    config: Config
    jobs: InlineJobs
    scenario: Scenario
    agenda: Agenda
    calendar: Calendar
    _users: dict[str, UUID] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the seeding in Shanghai."""
        return local_day(self.calendar.start)

    def enter(self, key: str, user: User) -> None:
        """Remember who acts for the organisation of that key."""
        self._users[key] = user.id
        self._users.setdefault(str(user.organisation_id), user.id)

    def who(self, key: str | UUID) -> Identity:
        """The user of the organisation of that key or id, as it stands now."""
        user = self.session.get_one(User, self._users[str(key)])
        return identity_of(user, user.organisation)

    def read_everything(self, now: datetime) -> None:
        """Everybody reads what they were told so far."""
        for key in list(self._users):
            read_all_notifications(self.session, identity=self.who(key), now=now)


OVER = {"awarded_acceptance": "awarded", "awarded_reaward": "reawarded"}
"Where the demo shows an open acceptance window, and the award it belongs to"
LONGEST_SHIFT = 30


@dataclass
class Story:
    """The life of one group buy, as far as it has been told."""

    stage: Stage
    entry: dict[str, Any]
    "of group_buys.json"
    id: UUID | None = None
    rfq_id: UUID | None = None
    quotes_due_at: datetime | None = None
    "of the RFQ that runs"
    decisions: dict[UUID, str] = field(default_factory=dict)
    "what the member will say to each line, by the line's id"
    deposits: dict[str, Any] = field(default_factory=dict)
    "of the entry, once the draft asks for deposits"

    HOURS = {  # noqa: RUF012
        "created": 10,
        "opened": 11,
        "locks": 18,
        "issued": 10,
        "quotes_due": 15,
        "screened": 10,
        "awarded": 16,
        "accepted": 17,
        "signed": 14,
        "live": 11,
        "cancelled": 16,
        "rerun": 10,
        "weighed": 17,
        "complained": 11,
        "reawarded": 10,
        "waited": 15,
        "grieved": 9,
    }

    @property
    def known_id(self) -> UUID:
        """The group buy, once drafted."""
        assert self.id is not None
        return self.id

    @property
    def known_rfq_id(self) -> UUID:
        """The RFQ, once issued."""
        assert self.rfq_id is not None
        return self.rfq_id

    @property
    def organiser(self) -> Identity:
        return self.stage.who(self.entry.get("lead") or self.entry["park"])

    def when(self, step: str) -> datetime | None:
        """The time of a step, None when the group buy does not get there."""
        days = self.entry["days"].get(step)
        return None if days is None else self.stage.calendar.at(days - self.shift, self.HOURS[step])

    @cached_property
    def shift(self) -> int:
        """By how many days the story began earlier, so that it fits the working days it met.

        Its standstill is over by now where its acceptance is shown open, and its members answered
        within the time they had: a week of holidays may lie in between.
        """
        for shift in range(LONGEST_SHIFT):
            if self._is_over_by_now(shift) and self._is_answered_in_time(shift):
                return shift
        raise ValueError(f"no day for {self.entry['key']}")

    def _is_over_by_now(self, shift: int) -> bool:
        step = OVER.get(self.entry["state"])
        if step is None:
            return True
        return self._windows(step, shift).acceptance_opens_at <= self.stage.calendar.start

    def _is_answered_in_time(self, shift: int) -> bool:
        days = self.entry["days"].get("accepted")
        if days is None:
            return True
        answered = self.stage.calendar.at(days - shift, self.HOURS["accepted"])
        windows = self._windows("awarded", shift)
        return windows.acceptance_opens_at <= answered < windows.acceptance_due_at

    def _windows(self, step: str, shift: int) -> Windows:
        stage = self.stage
        published = stage.calendar.at(self.entry["days"][step] - shift, self.HOURS[step])
        return award_windows(published, stage.config.standstill_days, stage.config.acceptance_days)

    def past(self, step: str) -> datetime | None:
        """The same, None for a time to come."""
        when = self.when(step)
        return when if when is not None and when <= self.stage.calendar.start else None
