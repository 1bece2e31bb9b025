"""The demo's group buys up to the lock: drafts, openings, joins, locks and a cancellation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from marketplace.cli.demo_archives import prove_lines, sign_letters
from marketplace.cli.demo_catalogue import ladder_id
from marketplace.cli.demo_deposits import schedule_paying, set_terms, tend
from marketplace.cli.demo_files import Row, checked, dated
from marketplace.cli.demo_reviews import BEFORE_LOCK, review_demand
from marketplace.cli.demo_stage import Story
from marketplace.cli.demo_turns import invite, wait
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.organiser_statement import ANSWERS
from marketplace.models import GroupBuy
from marketplace.schemas.group_buys import DraftSchema
from marketplace.schemas.line_sheet import LineRowSchema
from marketplace.services.cancel_group_buy import cancel_group_buy
from marketplace.services.create_group_buy import create_group_buy
from marketplace.services.find_organiser_statement import statement_of
from marketplace.services.join_group_buy import join_group_buy
from marketplace.services.keep_organiser_statement import keep_organiser_statement
from marketplace.services.lock_demand import lock_demand
from marketplace.services.open_group_buy import open_group_buy
from marketplace.services.price_lines import check_price

TERMS = (
    "title_zh",
    "title_en",
    "description_zh",
    "description_en",
    "ladder",
    "ladder_source",
    "cap",
    "thresholds",
    "extension_days",
)
NOT_OF_THE_LINE = ("company_uscc", "group_buy", "decision")
WAITS = "wait"
"the decision of a company that came after the lock"


def schedule_group_buy(story: Story, after_lock: Callable[[Story], None]) -> None:
    """Put the group buy's life on the agenda; `after_lock` goes on once it has locked."""
    agenda = story.stage.agenda
    if (created := story.past("created")) is not None:
        agenda.at(created, lambda now: draft(story, now))
    if (opened := story.past("opened")) is not None:
        agenda.at(opened, lambda now: open_(story, now))
        agenda.at(opened, lambda now: invite(story, now))
        _schedule_joins(story, opened)
        _schedule_waiting(story)
    if (cancelled := story.past("cancelled")) is not None:
        agenda.at(cancelled, lambda now: cancel(story, now))
    elif (locks := story.past("locks")) is not None:
        agenda.at(locks - BEFORE_LOCK, partial(review_demand, story))
        agenda.at(locks, lambda now: lock(story, after_lock, now))


def _schedule_joins(story: Story, opened: datetime) -> None:
    """The companies join one after the other, in the order of the file."""
    companies = {
        company: rows
        for company, rows in story.stage.scenario.lines[story.entry["key"]].items()
        if rows[0]["decision"] != WAITS
    }
    until = story.when("cancelled") or story.when("locks") or opened
    times = story.stage.calendar.spread(opened, until, len(companies))
    for when, (company, rows) in zip(times, companies.items(), strict=True):
        story.stage.agenda.at(when, joining(story, company, rows))


def _schedule_waiting(story: Story) -> None:
    """Companies that come after the lock go on the waiting list."""
    waited = story.past("waited")
    for company, rows in story.stage.scenario.lines[story.entry["key"]].items():
        if waited is not None and rows[0]["decision"] == WAITS:
            line = line_of(rows[0], story.stage.today)
            story.stage.agenda.at(waited, partial(wait, story, company, line))


def draft(story: Story, now: datetime) -> None:
    entry, stage = story.entry, story.stage
    body: dict[str, Any] = {name: entry[name] for name in TERMS}
    if entry["ladder_of"]:
        body["ladder_of_price_book"] = str(ladder_id(stage, **entry["ladder_of"]))
    locks_at = story.when("locks") or now
    mode = {"mode": "directed"} if "lead" in entry else {}
    terms = checked(DraftSchema(), body | mode | {"locks_at": locks_at.isoformat()})
    made = create_group_buy(stage.session, draft=terms, identity=story.organiser, now=now)
    story.id = made.id
    _state(story, made, now)
    set_terms(story, now)


def _state(story: Story, group_buy: GroupBuy, now: datetime) -> None:
    """The organiser's statement: none of what the rules mind."""
    session = story.stage.session
    keep_organiser_statement(
        session,
        group_buy=group_buy,
        statement=statement_of(session, group_buy),
        given=dict.fromkeys(ANSWERS, False) | {"approval_id": None},
        identity=story.organiser,
        now=now,
    )


def open_(story: Story, now: datetime) -> None:
    open_group_buy(
        story.stage.session, group_buy_id=story.known_id, identity=story.organiser, now=now
    )


def joining(story: Story, company: str, rows: list[Row]) -> Any:
    """An act: look at the live price with the own lines counted, then join at it."""

    def act(now: datetime) -> None:
        stage, who = story.stage, story.stage.who(company)
        lines = [line_of(row, stage.today) for row in rows]
        asked: dict[str, Any] = {"group_buy_id": story.known_id, "identity": who, "now": now}
        check = check_price(stage.session, lines=lines, **asked)
        shown = [
            line | {"price_shown_minor": priced.price_minor}
            for line, priced in zip(lines, check.lines, strict=True)
        ]
        joined = join_group_buy(stage.session, lines=shown, **asked)
        for told, row in zip(joined.body["lines"], rows, strict=True):
            story.decisions[UUID(told["id"])] = row["decision"]
        prove_lines(stage, story.known_id, who, now)
        if story.when("locks") is not None and (story.past("locks") or len(rows) > 1):
            sign_letters(stage, story.known_id, who, now)
        schedule_paying(story, company, now)

    return act


def line_of(row: Row, today: date) -> dict[str, Any]:
    """A row of lines.csv as the line it asks for."""
    cells = {
        name: dated(text, today)
        for name, text in row.items()
        if text and name not in NOT_OF_THE_LINE
    }
    line: dict[str, Any] = checked(LineRowSchema(), cells)
    return line


def lock(story: Story, after_lock: Callable[[Story], None], now: datetime) -> None:
    """As the sweep does: lock, extend or fail."""
    locked = lock_demand(story.stage.session, group_buy_id=story.known_id, now=now)
    tend(story, now)
    if locked.state == GroupBuyState.LOCKED:
        after_lock(story)


def cancel(story: Story, now: datetime) -> None:
    cancel_group_buy(
        story.stage.session,
        group_buy_id=story.known_id,
        reason=story.entry["reason"],
        identity=story.organiser,
        now=now,
    )
    tend(story, now)
