"""The demo's RFQs: issued by the park, quoted under seal by the carriers, opened and awarded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.cli.demo_catalogue import price_rows
from marketplace.cli.demo_contracts import schedule_acceptance
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Story
from marketplace.domain.working_days import local_day
from marketplace.models import Solve
from marketplace.schemas.quotes import TermsSchema
from marketplace.services.award_lines import award_lines
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.issue_rfq import issue_rfq
from marketplace.services.open_due_rfq import open_due_rfq
from marketplace.services.seal_quote import seal_quote

TO_THE_YUAN = 100
"Fen; quoted monthly prices are whole yuan"


def schedule_rfq(story: Story) -> None:
    """Put the RFQ of a locked group buy on the agenda."""
    if (issued := story.past("issued")) is not None:
        story.stage.agenda.at(issued, lambda now: issue(story, now))


def issue(story: Story, now: datetime) -> None:
    stage, due = story.stage, story.when("quotes_due") or now
    rfq = issue_rfq(
        stage.session,
        group_buy_id=story.known_id,
        quotes_due_at=due,
        config=stage.config,
        identity=story.organiser,
        now=now,
    )
    story.rfq_id = rfq.id
    quotes = story.entry["quotes"]
    for when, quote in zip(stage.calendar.spread(now, due, len(quotes)), quotes, strict=True):
        stage.agenda.at(when, sealing(story, quote))
    if story.past("quotes_due") is not None:
        stage.agenda.at(due, lambda later: open_(story, later))


def sealing(story: Story, quote: dict[str, Any]) -> Any:
    """An act: the carrier seals its quote."""

    def act(now: datetime) -> None:
        terms = checked(TermsSchema(), terms_of(story, quote))
        seal_quote(
            story.stage.session,
            rfq_id=story.known_rfq_id,
            quote=terms,
            identity=story.stage.who(quote["carrier"]),
            now=now,
        )

    return act


def terms_of(story: Story, quote: dict[str, Any]) -> dict[str, Any]:
    """A quote from the carrier's price book, for what the RFQ's lines ask, below list price."""
    stage, due = story.stage, story.when("quotes_due") or story.stage.calendar.start
    lines = every_rfq_line(
        stage.session, rfq_id=story.known_rfq_id, identity=stage.who(quote["carrier"])
    )
    asked = {key_of(line) for line in lines}
    rows = [row for row in price_rows(stage, quote["carrier"]) if key_of(row) in asked]
    valid_until = local_day(due) + timedelta(days=quote["valid_days"])
    return {
        "valid_until": valid_until.isoformat(),
        "rate_rows": [rate_row(row, quote) for row in rows],
        "ladders": ladders_of(story, quote),
    }


def key_of(thing: Any) -> tuple[Any, ...]:
    """What a line asks for and a row prices, bandwidth apart."""
    return thing.corridor, str(thing.product), thing.term_months, str(thing.protection)


def rate_row(row: Any, quote: dict[str, Any]) -> dict[str, Any]:
    """A row of the price book with the quote's reduction of the monthly price."""
    reduced = row.monthly_minor * (10_000 - quote["off_list_bps"]) // 10_000
    return {
        **row._asdict(),
        "product": str(row.product),
        "protection": str(row.protection),
        "one_off_minor": 0 if quote["one_off_waived"] else row.one_off_minor,
        "monthly_minor": reduced // TO_THE_YUAN * TO_THE_YUAN,
    }


def ladders_of(story: Story, quote: dict[str, Any]) -> list[dict[str, Any]]:
    """The quote's ladder over all lots, taken from the carrier's own; none when it has none."""
    if quote["ladder"] is None:
        return []
    ladder = story.stage.scenario.ladder(quote["carrier"], quote["ladder"])
    shape = {name: ladder[name] for name in ("measure", "tiers")}
    return [{"id": quote["ladder"], "lots": "all"} | shape]


def open_(story: Story, now: datetime) -> None:
    """As the sweep does: open the quotes and have the cheapest award computed."""
    stage = story.stage
    open_due_rfq(
        stage.session, rfq_id=story.known_rfq_id, config=stage.config, jobs=stage.jobs, now=now
    )
    if (awarded := story.past("awarded")) is not None:
        stage.agenda.at(awarded, lambda later: award(story, later))


def award(story: Story, now: datetime) -> None:
    """The park takes the cheapest award."""
    stage, rfq_id = story.stage, story.known_rfq_id
    solve_id = stage.session.scalars(sa.select(Solve.id).where(Solve.rfq_id == rfq_id)).one()
    made = award_lines(
        stage.session,
        rfq_id=rfq_id,
        solve_id=solve_id,
        config=stage.config,
        identity=story.organiser,
        now=now,
    )
    schedule_acceptance(story, made)
