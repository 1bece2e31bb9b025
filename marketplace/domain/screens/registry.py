"""Every screen, the heaviest first; all of them are asked, none stops another."""

from __future__ import annotations

from marketplace.domain.screens import (
    alike_prices,
    over_time,
    shared_documents,
    shared_people,
    shared_uploads,
    unusual_prices,
)
from marketplace.domain.screens.facts import ScreenFacts
from marketplace.domain.screens.hits import Effect, Hit, Kind, Screen
from marketplace.domain.screens.settings import HOUSE, ScreenSettings
from marketplace.domain.screens.sources import (
    ANALYTIC,
    BELOW_COST,
    CARTEL,
    CONTACT,
    DEEMED,
    PRACTICE,
    WATCHED,
)

VERSION = 1
"Of the screens as a whole; a run keeps the one that it was made with"
_HOLD, _WARN = Effect.HOLD, Effect.WARN
_ALL = (
    Screen(alike_prices.IDENTICAL, Kind.DEEMED, _HOLD, DEEMED, alike_prices.identical_prices),
    Screen(alike_prices.PATTERNED, Kind.DEEMED, _HOLD, DEEMED, alike_prices.patterned_prices),
    Screen(alike_prices.STEPPED, Kind.DEEMED, _HOLD, DEEMED, alike_prices.stepped_prices),
    Screen(shared_people.PREPARER, Kind.DEEMED, _HOLD, DEEMED, shared_people.same_preparer),
    Screen(shared_people.MEMBERS, Kind.DEEMED, _HOLD, DEEMED, shared_people.same_members),
    Screen(shared_people.HANDLER, Kind.DEEMED, _HOLD, DEEMED, shared_people.same_handler),
    Screen(shared_people.CONTACT, Kind.DEEMED, _HOLD, CONTACT, shared_people.same_contact),
    Screen(shared_people.ACCOUNT, Kind.DEEMED, _HOLD, DEEMED, shared_people.same_account),
    Screen(shared_documents.SAME, Kind.DEEMED, _HOLD, DEEMED, shared_documents.same_documents),
    Screen(shared_documents.MIXED, Kind.DEEMED, _HOLD, DEEMED, shared_documents.mixed_documents),
    Screen(
        shared_documents.TRACES, Kind.SUSPICION, _HOLD, PRACTICE, shared_documents.document_traces
    ),
    Screen(
        shared_uploads.COINCIDENCE,
        Kind.SUSPICION,
        _HOLD,
        PRACTICE,
        shared_uploads.upload_coincidence,
    ),
    Screen(unusual_prices.LOW, Kind.HINT, _HOLD, BELOW_COST, unusual_prices.abnormally_low),
    Screen(unusual_prices.CLOSE, Kind.HINT, _HOLD, ANALYTIC, unusual_prices.close_to_winner),
    Screen(unusual_prices.ALONE, Kind.HINT, _HOLD, ANALYTIC, unusual_prices.one_usable_quote),
    Screen(over_time.ROTATION, Kind.HINT, _HOLD, CARTEL, over_time.rotation),
    # regulation.md 6.3: cover quotes are watched, a warning.
    Screen(unusual_prices.COVER, Kind.HINT, _WARN, WATCHED, unusual_prices.cover_quote),
    Screen(over_time.LOSER, Kind.HINT, _WARN, WATCHED, over_time.frequent_loser),
)
SCREENS: dict[str, Screen] = {screen.code: screen for screen in _ALL}


def run_screens(facts: ScreenFacts, settings: ScreenSettings = HOUSE) -> list[Hit]:
    """Every hit, in the order of the screens, then of the carriers; the same for the same facts."""
    found: list[Hit] = []
    for screen in SCREENS.values():
        found += sorted(screen.ask(facts, settings), key=lambda one: one.carriers)
    return found
