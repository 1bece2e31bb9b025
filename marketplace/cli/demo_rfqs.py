"""The demo's RFQs: issued by the park, quoted under seal by the carriers, opened and awarded."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from marketplace.cli.demo_catalogue import price_rows
from marketplace.cli.demo_contracts import schedule_acceptance
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_screens import schedule_review
from marketplace.cli.demo_stage import Story
from marketplace.cli.demo_turns import complain, rerun, schedule_questions, weigh
from marketplace.domain.lives import RfqProfile
from marketplace.domain.scenarios import ScenarioName
from marketplace.domain.working_days import local_day
from marketplace.models import Solve
from marketplace.schemas.quotes import TermsSchema
from marketplace.services.award_lines import award_lines
from marketplace.services.find_rfq_lines import every_rfq_line
from marketplace.services.issue_rfq import issue_rfq
from marketplace.services.open_due_rfq import open_due_rfq
from marketplace.services.seal_quote import seal_quote

STATEMENT = {
    "forced_bundle": False,
    "exclusive_terms": False,
    "below_cost": False,
    "published_activation_days": 120,
    "late_penalty_bps_per_day": 100,
    "repair_hours": 8,
    "outage_fee_waived": True,
    "small_firm": False,
    "related_to_organiser": False,
    "related_to_bidder": False,
    "confirmed": True,
}
"What every carrier of the demo states with its quote"
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
        profile=RfqProfile(story.entry.get("profile", "simple")),
        config=stage.config,
        identity=story.organiser,
        now=now,
    )
    story.rfq_id, story.quotes_due_at = rfq.id, due
    schedule_questions(story)
    schedule_quotes(story, story.entry["quotes"], now)
    if (rerun_at := story.past("rerun")) is not None:
        stage.agenda.at(rerun_at, lambda later: ask_again(story, later))


def ask_again(story: Story, now: datetime) -> None:
    """A re-run: the next RFQ, with its own quotes."""
    entry = story.entry["rerun"]
    due = story.stage.calendar.at(entry["quotes_due"], Story.HOURS["quotes_due"])
    story.rfq_id, story.quotes_due_at = rerun(story, now), due
    schedule_quotes(story, entry["quotes"], now)


def schedule_quotes(story: Story, quotes: list[dict[str, Any]], now: datetime) -> None:
    """Put the sealing of the quotes and their opening on the agenda."""
    stage, due = story.stage, story.quotes_due_at or now
    for when, quote in zip(stage.calendar.spread(now, due, len(quotes)), quotes, strict=True):
        stage.agenda.at(when, sealing(story, quote))
    if due <= stage.calendar.start:
        stage.agenda.at(due, lambda later: open_(story, later))


def sealing(story: Story, quote: dict[str, Any]) -> Any:
    """An act: the carrier seals its quote."""

    def act(now: datetime) -> None:
        terms = checked(TermsSchema(), terms_of(story, quote))
        seal_quote(
            story.stage.session,
            rfq_id=story.known_rfq_id,
            quote=terms,
            preparation=quote.get("preparation"),
            identity=story.stage.who(quote["carrier"]),
            now=now,
        )

    return act


def terms_of(story: Story, quote: dict[str, Any]) -> dict[str, Any]:
    """A quote from the carrier's price book, for what the RFQ's lines ask, below list price."""
    stage, due = story.stage, story.quotes_due_at or story.stage.calendar.start
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
        "firm_down_to_bps": quote.get("firm_down_to_bps", 0),
        "statement": STATEMENT,
    }


def key_of(thing: Any) -> tuple[Any, ...]:
    """What a line asks for and a row prices, bandwidth apart."""
    return thing.corridor, str(thing.product), thing.term_months, str(thing.protection)


def rate_row(row: Any, quote: dict[str, Any]) -> dict[str, Any]:
    """A row of the price book with the quote's reduction of the monthly price."""
    reduced = row.monthly_minor * (10_000 - quote["off_list_bps"]) // 10_000
    told = row._asdict()
    del told["id"]
    return {
        **told,
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
    schedule_review(story)
    for step, act in (("weighed", weigh), ("awarded", award), ("complained", complain)):
        if (when := story.past(step)) is not None:
            stage.agenda.at(when, partial(act, story))


def award(story: Story, now: datetime) -> None:
    """The organiser takes the cheapest award, or the one re-award after a shortfall."""
    stage, rfq_id = story.stage, story.known_rfq_id
    wanted = sa.select(Solve.id).where(
        Solve.rfq_id == rfq_id, Solve.scenario.in_([ScenarioName.CHEAPEST, ScenarioName.REAWARD])
    )
    solve_id = stage.session.scalars(wanted.order_by(Solve.requested_at.desc()).limit(1)).one()
    made = award_lines(
        stage.session,
        rfq_id=rfq_id,
        solve_id=solve_id,
        config=stage.config,
        identity=story.organiser,
        now=now,
    )
    schedule_acceptance(story, made, award)
