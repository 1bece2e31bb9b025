"""The demo's turns: a directed circle, questions, a re-run, complaints, a waiting company."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_stage import Story
from marketplace.domain.lives import AwardState, RfqProfile
from marketplace.models import Award
from marketplace.services.answer_question import answer_question
from marketplace.services.ask_question import ask_question
from marketplace.services.file_award_complaint import file_award_complaint
from marketplace.services.invite_enterprise import invite_by_uscc
from marketplace.services.join_waiting_list import join_waiting_list
from marketplace.services.request_scenarios import request_scenarios
from marketplace.services.rerun_rfq import rerun_rfq


def invite(story: Story, now: datetime) -> None:
    """The lead enterprise names its circle, among it a company that is not registered yet."""
    for uscc in story.entry.get("invited", ()):
        invite_by_uscc(
            story.stage.session,
            group_buy_id=story.known_id,
            uscc=uscc,
            identity=story.organiser,
            now=now,
        )


def schedule_questions(story: Story) -> None:
    """Carriers ask while the RFQ is open; the organiser answers some of it."""
    for entry in story.entry.get("questions", ()):
        asked = story.stage.calendar.at(entry["asked"], 11)
        if asked <= story.stage.calendar.start:
            story.stage.agenda.at(asked, asking(story, entry))


def asking(story: Story, entry: dict[str, Any]) -> Any:
    """An act: the carrier asks, upon which the answer is put on the agenda."""

    def act(now: datetime) -> None:
        stage = story.stage
        question = ask_question(
            stage.session,
            rfq_id=story.known_rfq_id,
            kind=entry["kind"],
            text=entry["text"],
            reference=entry.get("reference"),
            identity=stage.who(entry["carrier"]),
            now=now,
        )
        if "answered" in entry:
            answered = stage.calendar.at(entry["answered"], 15)
            stage.agenda.at(answered, answering(story, question.id, entry))

    return act


def answering(story: Story, question_id: UUID, entry: dict[str, Any]) -> Any:
    """An act: the organiser answers every invited carrier."""

    def act(now: datetime) -> None:
        survey = story.stage.calendar.at(entry["survey"], 10) if "survey" in entry else None
        answer_question(
            story.stage.session,
            question_id=question_id,
            answer=entry["answer"],
            survey_at=survey,
            identity=story.organiser,
            now=now,
        )

    return act


def rerun(story: Story, now: datetime) -> UUID:
    """Too few quotes came: the organiser asks again, and says why."""
    entry, stage = story.entry["rerun"], story.stage
    made = rerun_rfq(
        stage.session,
        rfq_id=story.known_rfq_id,
        reason=entry["reason"],
        quotes_due_at=stage.calendar.at(entry["quotes_due"], Story.HOURS["quotes_due"]),
        profile=RfqProfile(entry["profile"]),
        config=stage.config,
        identity=story.organiser,
        now=now,
    )
    return made.id


def weigh(story: Story, now: datetime) -> None:
    """The organiser has the scenarios computed that it will compare."""
    stage = story.stage
    request_scenarios(
        stage.session,
        rfq_id=story.known_rfq_id,
        jobs=stage.jobs,
        identity=story.organiser,
        now=now,
    )


def complain(story: Story, now: datetime) -> None:
    """A bidder or member complains of the award; its standstill stands still."""
    entry, stage = story.entry["complaint"], story.stage
    standing = sa.select(Award.id).where(
        Award.rfq_id == story.known_rfq_id, Award.state == AwardState.STANDING
    )
    file_award_complaint(
        stage.session,
        award_id=stage.session.scalars(standing).one(),
        text=entry["text"],
        identity=stage.who(entry["by"]),
        now=now,
    )


def wait(story: Story, company: str, line: dict[str, Any], now: datetime) -> None:
    """A late company would take the place of a line of the same row."""
    join_waiting_list(
        story.stage.session,
        group_buy_id=story.known_id,
        line=line,
        identity=story.stage.who(company),
        now=now,
    )
