"""The demo's reviewer: hears a bidder about what the screens found, and decides with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_stage import Story
from marketplace.domain.screens import Kind, Outcome
from marketplace.models import ScreenHit
from marketplace.services.decide_screen import decide_screen
from marketplace.services.hear_bidder import ask_bidder, state_case

REVIEWER = "reviewer"
HOURS_TO_STATE, HOURS_TO_DECIDE = 2, 4
"after the question, on the same day"


def schedule_review(story: Story) -> None:
    """Put the hearing and the decision on the agenda, if the story has them."""
    if (asked := story.past("screened")) is not None:
        story.stage.agenda.at(asked, partial(hear, story))
        story.stage.agenda.at(asked + timedelta(hours=HOURS_TO_DECIDE), partial(decide, story))


def hear(story: Story, now: datetime) -> None:
    """The reviewer asks a bidder about the deemed fact; the bidder answers two hours later."""
    stage, entry = story.stage, story.entry["screen"]
    bidder = stage.who(entry["carrier"])
    (hit,) = [one for one in _hits(story) if one.kind == Kind.DEEMED]
    hearing = ask_bidder(
        stage.session,
        hit_id=hit.id,
        carrier_id=bidder.organisation_id,
        question=entry["question"],
        config=stage.config,
        identity=stage.who(REVIEWER),
        now=now,
    )
    stated = now + timedelta(hours=HOURS_TO_STATE)
    stage.agenda.at(stated, partial(state, story, hearing.id))


def state(story: Story, hearing_id: UUID, now: datetime) -> None:
    stage, entry = story.stage, story.entry["screen"]
    state_case(
        stage.session,
        hearing_id=hearing_id,
        statement=entry["statement"],
        identity=stage.who(entry["carrier"]),
        now=now,
    )


def decide(story: Story, now: datetime) -> None:
    """Whatever was found is released, each with the reason of the file."""
    for hit in _hits(story):
        decide_screen(
            story.stage.session,
            hit_id=hit.id,
            outcome=Outcome.RELEASED,
            reason=story.entry["screen"]["reasons"][hit.screen],
            identity=story.stage.who(REVIEWER),
            now=now,
        )


def _hits(story: Story) -> list[ScreenHit]:
    query = sa.select(ScreenHit).where(ScreenHit.rfq_id == story.known_rfq_id)
    return list(story.stage.session.scalars(query.order_by(ScreenHit.screen)))
