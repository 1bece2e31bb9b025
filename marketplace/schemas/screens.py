"""Screens at the opening: hits with their figures, hearings, decisions."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.screens import SCREENS, Effect, Kind, Outcome
from marketplace.i18n.screen_words import explanation, screen_title
from marketplace.i18n.sentences import LANGUAGES
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, listed
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant
from marketplace.services.desk_orders import SCREENS as DESK_ORDERS
from marketplace.services.find_screens import HeldSeen, HitSeen, HitState

MOST_TEXT = 4_000
MOST_CARRIERS = 50
Both = dict[str, str]


def both(said: Any) -> Both:
    """What the function says in each language."""
    return {language: said(language) for language in LANGUAGES}


def told(seen: HitSeen, language: str) -> str:
    """The explanation of a hit, naming the carriers in that language."""
    names = [getattr(carrier, f"name_{language}") for carrier in seen.carriers]
    return explanation(seen.hit.screen, seen.hit.figures, names, language)


def _method(name: str) -> fields.Method:
    return fields.Method(name, metadata={"type": "object", "description": "by language: zh, en"})


class ScreenQuerySchema(Schema):
    state = Choice(HitState)
    rfq_id = Uuid()
    sort = order_field(*DESK_ORDERS)


class ScreenDecisionSchema(Schema):
    """What a reviewer decided; `set_aside` are the carriers whose quotes are left out."""

    outcome = Choice(Outcome)
    reason = Text()
    set_aside = fields.List(Uuid())
    decided_at = Instant()
    decided_by = Uuid()


class NewScreenDecisionSchema(Schema):
    outcome = Choice(Outcome, required=True)
    reason = Text(1, MOST_TEXT, lines=True, required=True)
    set_aside = listed(Uuid(), 0, MOST_CARRIERS, load_default=list)


class HearingSchema(Schema):
    """What a bidder was asked, and its statement."""

    id = Uuid()
    group_buy_id = Uuid()
    carrier = fields.Nested(PartySchema)
    question = Text()
    asked_at = Instant()
    due_at = Instant()
    statement = Text(allow_none=True)
    stated_at = Instant(allow_none=True)


class NewHearingSchema(Schema):
    carrier_id = Uuid(required=True)
    question = Text(1, MOST_TEXT, lines=True, required=True)


class NewStatementSchema(Schema):
    statement = Text(1, MOST_TEXT, lines=True, required=True)


class HitSchema(Schema):
    """One finding. `figures` are whole numbers (fen, counts, bps) and texts; carriers by id."""

    id = Uuid()
    rfq_id = Uuid(attribute="hit.rfq_id")
    group_buy_id = Uuid(attribute="hit.group_buy_id")
    screen = Text(attribute="hit.screen", metadata={"enum": list(SCREENS)})
    kind = Choice(Kind, attribute="hit.kind")
    effect = Choice(Effect, attribute="hit.effect")
    holds = Flag()
    carriers = fields.List(fields.Nested(PartySchema))
    found_at = Instant(attribute="hit.found_at")
    titles = _method("_titles")
    explanations = _method("_explanations")
    sources = _method("_sources")
    figures = fields.Raw(attribute="hit.figures", metadata={"type": "object"})
    hearings = fields.List(fields.Nested(HearingSchema), attribute="hit.hearings")
    decisions = fields.List(fields.Nested(ScreenDecisionSchema), attribute="hit.decisions")

    def _titles(self, seen: HitSeen) -> Both:
        return both(lambda language: screen_title(seen.hit.screen, language))

    def _explanations(self, seen: HitSeen) -> Both:
        return both(lambda language: told(seen, language))

    def _sources(self, seen: HitSeen) -> Both:
        return both(seen.source.printed)


class HeldHitSchema(Schema):
    """A finding as the organiser learns of it: no figures, no names, no reasons."""

    screen = Text()
    kind = Choice(Kind)
    effect = Choice(Effect)
    holds = Flag()
    found_at = Instant()
    outcome = Text(allow_none=True)
    decided_at = Instant(allow_none=True)
    titles = _method("_titles")
    sources = _method("_sources")

    def _titles(self, seen: HeldSeen) -> Both:
        return both(lambda language: screen_title(seen.screen, language))

    def _sources(self, seen: HeldSeen) -> Both:
        return both(seen.source.printed)


class ScreenSchema(Schema):
    """The screening of an RFQ; `screened_at` null: it runs yet, and nothing can be awarded."""

    rfq_id = Uuid()
    screened_at = Instant(allow_none=True)
    held = Flag()
    hits = fields.List(fields.Nested(HeldHitSchema))
